"""What a search answers: one frozen value that pages, API and command line render.

Offsets count code points of the report's original text; nothing here is markup. `to_json` of this value is the body of
the API and of `nianbao search --json`.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from indexer.model.heat import HeatTable
from indexer.model.lazy import LazySequence
from indexer.model.report import Report
from indexer.model.request import SearchRequest
from indexer.model.suggestion import Correction

__all__ = [
    "CorpusSummary",
    "FacetValue",
    "Facets",
    "Hit",
    "Notice",
    "Passage",
    "Relaxation",
    "ReportView",
    "Result",
    "ResultRegion",
    "SearchResponse",
    "SectionHits",
    "to_json",
]


class Notice(msgspec.Struct, frozen=True):
    """Something the person should know about how the request was read; never a failure.

    Attributes:
        code: Stable name, such as ``unknown_value``.
        text: For a person, in Simplified Chinese.
        column: Code-point offset into the query, from 0; None when not about one place.
    """

    code: str
    text: str
    column: int | None = None


class Passage(msgspec.Struct, frozen=True):
    """A piece of a report's original text that shows why it was found.

    Attributes:
        section: Slug of the section it stands in.
        heading: That section's heading as written; may be empty.
        start: Offset of the piece in the report's text.
        text: The piece as written, line breaks included; presenters collapse blanks.
        marks: Ascending, disjoint ``(start, end)`` offsets in the report's text, inside the piece.
        first_hit: Number of the first hit in the piece, from 1; 0 when it holds none (a search without a query).
        cut_before: Whether the piece begins in mid-sentence, so that an ellipsis belongs before it.
        cut_after: The same for its end.
        url: Path and query of the report page at that hit.
    """

    section: str
    heading: str
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]
    first_hit: int
    cut_before: bool
    cut_after: bool
    url: str


class SectionHits(msgspec.Struct, frozen=True):
    """How many hits of one report stand under one section slug.

    Attributes:
        section: The slug.
        label: Its Chinese label.
        hits: How many, at least 1.
        first_hit: Number of the first of them on the report page, from 1.
        url: Path and query of the report page at that hit.
    """

    section: str
    label: str
    hits: int
    first_hit: int
    url: str


class ResultRegion(msgspec.Struct, frozen=True):
    """The region of a result.

    Attributes:
        code: GB/T 2260 code valid in the report year.
        name: Name in the report year.
        path: Names from province down to the region itself.
    """

    code: str
    name: str
    path: tuple[str, ...]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One report in a result list; it and its parts are remembered and given other links, cheaper than as dataclasses.

    Attributes:
        rank: Place in the whole order, from 1.
        id: Report id.
        title: To be shown.
        title_composed: Whether the title was made up because none stands in the text (拟题).
        url: Path and query of the report page under this search.
        region: None when unknown.
        year: Report year; None when unknown.
        office: Name of the issuing body; None when unknown.
        script: ``Hans`` or ``Hant``.
        tier: 1 the whole run stands in it, 2 all words, 3 only fragments inside other words; 0 without a query.
        score: BM25F score inside the tier; comparable only within one response.
        occurrences: Hits counted for this result.
        by_section: The same by section, in report order; only sections with hits.
        passages: At most three.
        same_as: Ids of the report's copies, ascending: reports with the same text in whatever script and layout, and
            with nearly the same text by the same body on the same year.
        group: The smallest id of the report and its copies, the same for all of them: a list may fold results that
            have one group.
        hundredths: Where the hits begin: numbers of hundredths of the text, 0 to 99, ascending, each once.
    """

    rank: int
    id: str
    title: str
    title_composed: bool
    url: str
    region: ResultRegion | None
    year: int | None
    office: str | None
    script: str
    tier: int
    score: float
    occurrences: int
    by_section: tuple[SectionHits, ...]
    passages: tuple[Passage, ...]
    same_as: tuple[str, ...]
    group: str
    hundredths: tuple[int, ...] = ()


class FacetValue(msgspec.Struct, frozen=True, gc=False):
    """One value of a facet; made by the thousand for every answer, which takes a dataclass five times as long.

    Attributes:
        value: As in URLs: a code, a year, a slug, or ``unknown``.
        label: For a person.
        count: Results that ticking this value alone would give, other facets kept.
        selected: Whether the request ticks it.
        excluded: Whether the request excludes it.
        children: Values below it (regions); a report counts once in its parent. They may be made when they are read
            (`LazySequence`), but only where the request ticks and excludes none of them and of those below them.
    """

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False
    children: Sequence[FacetValue] = ()

    @property
    def leads_to_choice(self) -> bool:
        """Whether the request ticks or excludes it, or one below it."""
        if self.selected or self.excluded:
            return True
        return not isinstance(self.children, LazySequence) and any(child.leads_to_choice for child in self.children)


class Facets(msgspec.Struct, frozen=True):
    """The three facets, each in its own fixed order: region by code, year newest first, section in report order."""

    region: tuple[FacetValue, ...]
    year: tuple[FacetValue, ...]
    section: tuple[FacetValue, ...]


class Relaxation(msgspec.Struct, frozen=True):
    """A wider search offered when nothing was found.

    Attributes:
        request: The wider search.
        label: What it changes, in Simplified Chinese.
        url: Path and query of the results page.
        count: How many reports it finds, at least 1.
    """

    request: SearchRequest
    label: str
    url: str
    count: int


class SearchResponse(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one `SearchRequest`.

    Attributes:
        canonical_url: Path and query of the results page; the same search has the same one everywhere.
        short_url: Path of the short link that is stored for the search; None when none is.
        request: The request as read, in canonical form.
        generation: Name of the index generation that answered.
        took_ms: Milliseconds of work; the only part of an answer that may differ between doors.
        total_reports: How many reports were found.
        exact_reports: How many of them hold the whole run (tier 1).
        total_occurrences: Hits over all reports found.
        taiwan_occurrences: How many of those stand in other wording (同义), found through the Taiwan reading.
        page: This page, from 1.
        pages: Number of pages, at least 1.
        size: Results a page.
        notices: How the request was read.
        results: The page's results.
        facets: Counts of every facet.
        heat: The reports found by region and year.
        relaxations: Wider searches with their counts, those that change least first; only when nothing was found.
        corrections: What was perhaps meant, with counts; only when no result holds the query as it was typed.
        next_cursor: What to send as `cursor` for the results after these; None after the last ones.
    """

    canonical_url: str
    short_url: str | None
    request: SearchRequest
    generation: str
    took_ms: float
    total_reports: int
    exact_reports: int
    total_occurrences: int
    taiwan_occurrences: int
    page: int
    pages: int
    size: int
    notices: tuple[Notice, ...]
    results: tuple[Result, ...]
    facets: Facets
    heat: HeatTable
    relaxations: tuple[Relaxation, ...]
    corrections: tuple[Correction, ...]
    next_cursor: str | None


class Hit(msgspec.Struct, frozen=True):
    """One hit of a query in a report's text.

    Attributes:
        number: From 1, in text order; the element id on the page is ``hit-<number>``.
        start: Offset in the text.
        end: Offset after it.
        synonym: Whether it stands there in other wording (同义).
    """

    number: int
    start: int
    end: int
    synonym: bool


class ReportView(msgspec.Struct, frozen=True):
    """A report under a query, for the report page.

    Attributes:
        report: The report.
        hits: Every hit, ascending and disjoint; empty without a query.
        hits_by_section: Hits that begin in each of `report.sections`, one number a section, same order.
        generation: Name of the index generation.
    """

    report: Report
    hits: tuple[Hit, ...]
    hits_by_section: tuple[int, ...]
    generation: str


class CorpusSummary(msgspec.Struct, frozen=True):
    """What the live index holds.

    Attributes:
        reports: Number of reports.
        sections: Number of sections over all reports.
        characters: Code points of all texts.
        generation: Name of the generation.
        built: When it was built, ISO 8601 with zone.
        facets: Counts over all reports.
        heat: All reports by region and year.
    """

    reports: int
    sections: int
    characters: int
    generation: str
    built: str
    facets: Facets
    heat: HeatTable


def to_json(value: object) -> bytes:
    """Encode any value of this package as UTF-8 JSON, fields in declared order."""
    return msgspec.json.encode(value, enc_hook=_made)


def _made(value: object) -> tuple[object, ...]:
    if isinstance(value, LazySequence):
        return value[:]  # not tuple(value), which would count them first
    raise NotImplementedError(f"{type(value).__name__} is no value of an answer")
