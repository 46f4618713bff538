"""Where on the page of a report a place of its text is."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from webapp.views.body import BodySection
    from webapp.views.pieces import Piece

__all__ = ["Anchors"]


class Anchors:
    """Element ids by offset.

    Args:
        sections: The whole text as it is laid out.
        shown: Numbers of the sections on the page.
        whole_url: Path and query of the page that shows all of them.
    """

    def __init__(self, sections: Sequence[BodySection], shown: Collection[int], whole_url: str) -> None:
        places = [
            (start, f"{'' if section.number in shown else whole_url}#{anchor}")
            for section, start, anchor in _places(sections)
        ]
        self._starts = [start for start, _ in places]
        self._links = [link for _, link in places]

    def at(self, offset: int) -> str:
        """The link to the paragraph or heading that holds an offset; empty for -1, which is no place of the text."""
        place = bisect_right(self._starts, offset) - 1
        return self._links[place] if place >= 0 else ""


def _places(sections: Sequence[BodySection]) -> Iterator[tuple[BodySection, int, str]]:
    """Offset and element id of everything that has an id; what is blank belongs to what stands before it."""
    start = 0
    for section in sections:
        yield section, start, section.id
        start += _length(section.heading)
        for run in section.runs:
            for line in run.paragraphs:
                if not line.blank:
                    yield section, start, f"p-{line.number}"
                start += _length(line.pieces)


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)
