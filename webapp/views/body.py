"""The text of a report as sections, paragraphs and pieces, without losing a character of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from indexer.model import SECTION_LABELS, SearchRequest
from indexer.query import WHOLE, ReportShape, report_path
from webapp.views.pieces import Piece, Pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.model import ReportView, Section

__all__ = ["BodySection", "Paragraph", "Run", "body_of", "depths", "section_id"]

_PARAGRAPH = re.compile(r"(?:[^\S\n]*\n)*[^\n]*(?:\n[^\S\n]*(?=\n|\Z))*\n?")
"""Blank lines before, one line with its line end, blank lines after; so that no paragraph is blank but in a blank text.

Linear: a run of blanks is read at most three times, by the two groups and as part of a line.
"""

_ROUND_A_TITLE = " \t\n\u00a0\u3000|"
"""Blanks, and what is left of the borders of a table."""

_TOP, _DEEPEST = 2, 6
"""Levels of heading elements below the title of the page, which is ``h1``."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the report with its line end and the blank lines after it.

    Attributes:
        number: From 1 over the whole report; the element id is ``p-<number>``. It does not depend on the query.
        pieces: The text cut at hits.
        is_title: Whether it holds nothing but the report's title.
        indented: Whether it brings its own indent of ideographic spaces, so that the page adds none.
        blank: Whether there is nothing to see in it, so that the page makes no element of it.
    """

    number: int
    pieces: tuple[Piece, ...]
    is_title: bool
    indented: bool
    blank: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs side by side that are all furniture or all text.

    Attributes:
        furniture: Whether the page folds them under 页眉页脚.
        opened: Whether the fold stands open, because a hit lies inside.
        paragraphs: In order, at least one.
    """

    furniture: bool
    opened: bool
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class BodySection:
    """One section of the report.

    Attributes:
        number: From 1; the element id is ``s-<number>``.
        label: Chinese label of its slug; empty where the section before it has the same one.
        url: The page that shows only the sections of this slug.
        depth: Level of its heading element, 2 to 6, with no level skipped.
        heading: The heading as written, cut at hits; empty when there is none.
        runs: Its text after the heading.
    """

    number: int
    label: str
    url: str
    depth: int
    heading: tuple[Piece, ...]
    runs: tuple[Run, ...]

    @property
    def id(self) -> str:
        """The element id."""
        return section_id(self.number)


def section_id(number: int) -> str:
    """Element id of the section with this number, from 1."""
    return f"s-{number}"


def depths(sections: Sequence[Section]) -> tuple[int, ...]:
    """Heading levels for the page, 2 to 6: as nested as `Section.level` says, but never skipping a level downwards.

    A report whose first heading is of level 2 because an earlier one was lost starts at ``h2`` all the same.
    """
    open_levels: list[int] = []
    result = []
    for section in sections:
        if section.level == 0:
            result.append(_TOP)
            continue
        while open_levels and open_levels[-1] >= section.level:
            open_levels.pop()
        open_levels.append(section.level)
        result.append(min(_TOP - 1 + len(open_levels), _DEEPEST))
    return tuple(result)


def body_of(view: ReportView, request: SearchRequest, shape: ReportShape = WHOLE) -> tuple[BodySection, ...]:
    """Lay out a report. All pieces joined, headings and paragraphs in order, are exactly `Report.text`.

    Args:
        view: The report with its hits.
        request: The search that links to other views of the report keep.
        shape: What they keep of the shape of this page.
    """
    return tuple(_Layout(view, lambda slug: _section_url(view, request, shape, slug)).sections())


def _section_url(view: ReportView, request: SearchRequest, shape: ReportShape, slug: str) -> str:
    return report_path(request, view.report.id, shape=ReportShape(simplified=shape.simplified, section=slug))


class _Layout:
    """Walks over a report once, numbering its paragraphs."""

    def __init__(self, view: ReportView, section_url: Callable[[str], str]) -> None:
        self._section_url = section_url
        self._report = view.report
        self._pieces = Pieces(view.report.text, view.hits)
        self._furniture = sorted((span.start, span.end) for span in view.report.furniture)
        self._borders = sorted({offset for span in self._furniture for offset in span})
        self._paragraphs = 0

    def sections(self) -> Iterator[BodySection]:
        parts = self._report.sections
        slug = ""
        for number, (section, depth) in enumerate(zip(parts, depths(parts), strict=True), start=1):
            label = "" if section.slug == slug else SECTION_LABELS[section.slug]
            heading = self._pieces.between(section.start, section.heading_end)
            runs = tuple(self._runs(section.heading_end, section.end))
            slug = section.slug
            yield BodySection(number, label, self._section_url(section.slug), depth, heading, runs)

    def _runs(self, start: int, end: int) -> Iterator[Run]:
        """Cut a range at the borders of furniture, then into paragraphs."""
        for furniture, stretches in groupby(self._stretches(start, end), key=lambda stretch: stretch[0]):
            ranges = [(first, last) for _, first, last in stretches]
            paragraphs = tuple(paragraph for first, last in ranges for paragraph in self._lines(first, last))
            opened = furniture and any(self._pieces.holds_hit(first, last) for first, last in ranges)
            yield Run(furniture, opened, paragraphs)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[bool, int, int]]:
        first, last = bisect_left(self._borders, start), bisect_left(self._borders, end)
        cuts = sorted({start, end, *self._borders[first:last]})
        furniture = False
        for left, right in pairwise(cuts):
            if not self._report.text[left:right].isspace():  # a blank stretch stays with what stands before it
                furniture = self._is_furniture(left)
            yield furniture, left, right

    def _is_furniture(self, offset: int) -> bool:
        index = bisect_right(self._furniture, (offset, len(self._report.text))) - 1
        return index >= 0 and offset < self._furniture[index][1]

    def _lines(self, start: int, end: int) -> Iterator[Paragraph]:
        for line in _PARAGRAPH.finditer(self._report.text, start, end):
            if line.start() < line.end():
                yield self._paragraph(line.start(), line.end())

    def _paragraph(self, start: int, end: int) -> Paragraph:
        self._paragraphs += 1
        text = self._report.text[start:end]
        return Paragraph(
            number=self._paragraphs,
            pieces=self._pieces.between(start, end),
            is_title=text.strip(_ROUND_A_TITLE) == self._report.title_fact.value,
            indented=text.lstrip("\n").startswith("\u3000"),
            blank=not text.strip(),
        )
