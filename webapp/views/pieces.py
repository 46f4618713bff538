"""Original text cut at the borders of hits: what a template prints, piece by piece, with no markup in any of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.model import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import Passage

__all__ = ["Piece", "Pieces", "passage_pieces"]

_BLANKS = re.compile(r"\s+")


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text that is wholly inside one hit or wholly outside every hit; a page has hundreds.

    Attributes:
        text: As written.
        hit: Number of the hit, from 1; 0 outside hits.
        first: Whether the hit begins here, so that this piece carries the element id ``hit-<number>``.
        synonym: Whether the hit stands here in other wording (同义).
    """

    text: str
    hit: int = 0
    first: bool = False
    synonym: bool = False

    @property
    def marked(self) -> bool:
        """Whether the piece is part of a hit."""
        return self.hit > 0


class Pieces:
    """Cuts any range of a report's text at its hits.

    Args:
        text: The report's text.
        hits: Every hit, ascending and disjoint; empty hits are not allowed.
    """

    def __init__(self, text: str, hits: Sequence[Hit]) -> None:
        self._text = text
        self._hits = hits
        self._ends = [hit.end for hit in hits]

    def between(self, start: int, end: int) -> tuple[Piece, ...]:
        """Cut ``text[start:end]``; the pieces joined are exactly that range. Costs the pieces made and a bisection."""
        return tuple(self._cut(start, end))

    def holds_hit(self, start: int, end: int) -> bool:
        """Whether any part of a hit lies in the range."""
        return any(True for _ in self._hits_between(start, end))

    def _hits_between(self, start: int, end: int) -> Iterator[Hit]:
        index = bisect_right(self._ends, start)
        while start < end and index < len(self._hits) and self._hits[index].start < end:
            yield self._hits[index]
            index += 1

    def _cut(self, start: int, end: int) -> Iterator[Piece]:
        position = start
        for hit in self._hits_between(start, end):
            if position < hit.start:
                yield Piece(self._text[position : hit.start])
                position = hit.start
            stop = min(hit.end, end)
            yield Piece(self._text[position:stop], hit.number, position == hit.start, hit.synonym)
            position = stop
        if position < end:
            yield Piece(self._text[position:end])


def passage_pieces(passage: Passage) -> tuple[Piece, ...]:
    """Cut a passage of a result at its marks, then collapse the blanks inside each piece.

    Blanks collapse after the cut because the marks count the text as written. Ideographic spaces collapse too, which
    browsers would keep; a blank on each side of a cut is left to the browser.
    """
    hits = [
        Hit(passage.first_hit + number, start - passage.start, end - passage.start, synonym=False)
        for number, (start, end) in enumerate(passage.marks)
    ]
    return tuple(
        replace(piece, text=_BLANKS.sub(" ", piece.text))
        for piece in Pieces(passage.text, hits).between(0, len(passage.text))
    )
