"""From headings to sections: levels, slugs, and a partition of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from indexer.corpus.outline.headings import Heading, find_headings
from indexer.corpus.outline.labels import Label, label
from indexer.corpus.outline.markers import RANKS
from indexer.model import Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.corpus.source_text import SourceText

__all__ = ["repeated_opening", "sections_of"]

_SECOND = 2


def sections_of(source: SourceText, furniture: Sequence[Span], title_end: int, speaker: str) -> tuple[Section, ...]:
    """The sections of a text; they partition it in order.

    Args:
        source: The text.
        furniture: Its page furniture; no heading lies in it.
        title_end: Offset after the title line, 0 without one.
        speaker: Name of the issuing body as its title has it; empty when not known.
    """
    headings = [
        heading
        for heading in find_headings(source, speaker)
        if heading.start >= title_end and not _inside(furniture, heading.start)
    ]
    headings = _with_lost_first(headings, source.plain, furniture, title_end)
    return tuple(_sections(source, headings))


def repeated_opening(source: SourceText, title_end: int) -> Span | None:
    """A first paragraph of two or more sentences that all stand again below: a summary put there by a machine."""
    plain = source.plain
    for match in re.finditer(r"[^\n]+", plain[title_end:]):
        sentences = [_squeezed(sentence) for sentence in match[0].split("。")[:-1]]
        if len(sentences) < _SECOND:
            if "。" in match[0]:
                break
            continue
        rest = _squeezed(plain[title_end + match.end() :])
        if all(sentence in rest for sentence in sentences):
            return Span(title_end + match.start(), title_end + match.end())
        break
    return None


def _inside(spans: Sequence[Span], offset: int) -> bool:
    """Whether an offset lies in one of ascending, disjoint ranges."""
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < spans[index].end


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _with_lost_first(headings: list[Heading], plain: str, furniture: Sequence[Span], title_end: int) -> list[Heading]:
    """Put back the place of a first 一、 that was lost: (一) and (二) stand before 二、."""
    main = next((heading for heading in headings if heading.kind == "cn_comma"), None)
    if main is None or main.number != _SECOND or headings[0].kind != "cn_paren":
        return headings
    start = min(_body_start(plain, furniture, title_end), headings[0].start)
    return [Heading(start, start, "cn_comma", 1, "", "implicit"), *headings]


def _body_start(plain: str, furniture: Sequence[Span], title_end: int) -> int:
    """The first character that is neither blank, title nor furniture."""
    position = title_end
    for match in re.finditer(r"\S[^\n]*", plain[title_end:]):
        position = title_end + match.start()
        if not _inside(furniture, position):
            break
    return position


def _sections(source: SourceText, headings: list[Heading]) -> Iterator[Section]:
    if not headings or headings[0].start > 0:
        end = headings[0].start if headings else len(source.text)
        slug = "preamble" if headings else "overview"
        yield Section(slug, "", 0, 0, end, 0, "before_first_heading" if headings else "no_heading")
    open_ones: list[tuple[int, str]] = []  # rank and slug of the headings that the next one may lie below
    for number, heading in enumerate(headings):
        rank = RANKS[heading.kind]
        while open_ones and open_ones[-1][0] >= rank:
            open_ones.pop()
        named = label(heading.title, open_ones[-1][1] if open_ones else None)
        if heading.kind == "annex":
            named = Label("annex", "marker")
        open_ones.append((rank, named.slug))
        yield Section(
            slug=named.slug,
            heading=source.text[heading.start : heading.end],
            level=len(open_ones),
            start=heading.start,
            end=headings[number + 1].start if number + 1 < len(headings) else len(source.text),
            heading_end=heading.end,
            evidence=f"{heading.style}:{named.rule}",
        )
