"""From matches to what a result list shows: passages, hits by section, links."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.backends.cache import ByteCache
from indexer.model import SECTION_LABELS, Passage, Result, ResultRegion, SectionHits
from indexer.query import ReportLinks
from indexer.search.copies import CopyFinder
from indexer.search.snippets import fragments, opening
from indexer.search.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.base import Index, IntArray
    from indexer.model import RegionOfReport, Report, SearchRequest
    from indexer.search.found import Found
    from indexer.search.hits import Hits
    from indexer.search.match import Answer
    from indexer.search.snippets import Fragment

__all__ = ["ResultMaker", "result_region"]


_LABELS = tuple(SECTION_LABELS)
_OBJECT_BYTES = 1000  # about, of the arrays and passages of one report beside what the arrays hold
_AT_ONCE = 100  # results of a long list whose hits are found together


class _Marked(NamedTuple):
    """The hits of a report, and the passages that show them."""

    hits: Hits
    passages: list[Fragment]

    @property
    def nbytes(self) -> int:
        return self.hits.nbytes + _OBJECT_BYTES


class _Shown(NamedTuple):
    """A report on its way to a result: its number, its hits, and the passages that show them."""

    number: int
    report: Report
    hits: Hits
    passages: list[Fragment]


class ResultMaker:
    """Makes results of one index.

    Args:
        index: Gives the reports.
        cache_bytes: Memory for the hits of reports that were shown, which mostly are shown under another filter too.
    """

    def __init__(self, index: Index, cache_bytes: int) -> None:
        self._index = index
        self._known: ByteCache[_Marked] = ByteCache(cache_bytes, lambda marked: marked.nbytes)
        self._copies = CopyFinder(index.columns)

    def page(self, request: SearchRequest, answer: Answer, first: int) -> tuple[Result, ...]:
        """Make one page of results.

        Args:
            request: Tells the size of a page.
            answer: Every report found.
            first: Results before the page.
        """
        reports = answer.first(request.effective_sort, first + request.size)[first:]
        links = ReportLinks(request)
        return tuple(
            self._result(links, answer, shown, rank)
            for rank, shown in enumerate(self._shown(answer, reports), first + 1)
        )

    def every(self, request: SearchRequest, answer: Answer, numbers: IntArray) -> Iterator[tuple[Result, Report]]:
        """Make results one at a time, each with its report.

        Args:
            request: The request.
            answer: The reports found.
            numbers: Those wanted, in the order wanted.
        """
        links = ReportLinks(request)
        for first in range(0, len(numbers), _AT_ONCE):
            shown = numbers[first : first + _AT_ONCE]
            for rank, each in enumerate(self._shown(answer, shown), first + 1):
                yield self._result(links, answer, each, rank), each.report

    def _shown(self, answer: Answer, reports: IntArray) -> Iterator[_Shown]:
        found = answer.selection.found

        def marked(places: list[int]) -> list[_Marked]:
            return self._marked(found, reports[places])

        numbers = reports.tolist()
        keys = [(found.request, number) for number in numbers]
        for number, (hits, passages) in zip(numbers, self._known.get_all(keys, marked), strict=True):
            yield _Shown(number, self._index.stored(number).report, hits, passages)

    def _marked(self, found: Found, reports: IntArray) -> list[_Marked]:
        """Where the hits of reports are, and what passages show them; neither depends on the filters of a request."""
        stored = [self._index.stored(number).report for number in reports.tolist()]
        hits = found.hits(reports)
        chosen = iter(windows([pair for pair in zip(stored, hits, strict=True) if len(pair[1])]))
        return [
            _Marked(own, fragments(report, own, next(chosen)) if len(own) else [opening(report)])
            for report, own in zip(stored, hits, strict=True)
        ]

    def _result(self, links: ReportLinks, answer: Answer, shown: _Shown, rank: int) -> Result:
        number, report, hits = shown.number, shown.report, shown.hits
        region = report.region.value
        copies = tuple(self._index.columns.ids[copy] for copy in self._copies.of(number))
        return Result(
            rank=rank,
            id=report.id,
            title=report.title,
            title_composed=report.title_composed,
            url=links.to(report.id),
            region=result_region(region) if region else None,
            year=report.year.value,
            office=report.body.value.name if report.body.value else None,
            script=report.script.value,
            tier=int(answer.selection.found.ranking.tiers[number]),
            score=round(float(answer.selection.found.ranking.scores[number]), 6),
            occurrences=len(hits),
            by_section=tuple(_by_section(links, report, hits)),
            passages=tuple(_passage(links, report, hits, passage) for passage in shown.passages),
            same_as=copies,
            group=min((report.id, *copies)),
            hundredths=tuple(dict.fromkeys((100 * hits.starts.astype(np.int64) // max(len(report.text), 1)).tolist())),
        )


def result_region(region: RegionOfReport) -> ResultRegion:
    """The region as an answer names it."""
    return ResultRegion(region.code, region.name, tuple(place.name for place in region.path))


def _by_section(links: ReportLinks, report: Report, hits: Hits) -> Iterator[SectionHits]:
    slugs = [report.sections[number].slug for number in hits.sections.tolist()]
    counts = Counter(slugs)
    for slug in sorted(counts, key=_LABELS.index):
        first = slugs.index(slug) + 1
        yield SectionHits(slug, SECTION_LABELS[slug], counts[slug], first, links.to(report.id, first))


def _passage(links: ReportLinks, report: Report, hits: Hits, fragment: Fragment) -> Passage:
    inside = slice(fragment.first, fragment.last)
    marks = tuple(zip(hits.starts[inside].tolist(), hits.ends[inside].tolist(), strict=True))
    section = report.sections[int(hits.sections[fragment.first]) if marks else _section_at(report, fragment.start)]
    first_hit = fragment.first + 1 if marks else 0
    return Passage(
        section=section.slug,
        heading=section.heading,
        start=fragment.start,
        text=report.text[fragment.start : fragment.end],
        marks=marks,
        first_hit=first_hit,
        cut_before=not _at_border(report.text[: fragment.start]),
        cut_after=not _at_border(report.text[: fragment.end]) and bool(report.text[fragment.end :].strip()),
        url=links.to(report.id, first_hit),
    )


def _section_at(report: Report, offset: int) -> int:
    return max(bisect_right(report.sections, offset, key=lambda section: section.start) - 1, 0)


def _at_border(before: str) -> bool:
    """Whether a sentence or a line ends where this text ends."""
    stripped = before.rstrip(" \t\u3000\u00a0")
    return not stripped or stripped[-1] in "。！？；!?;\n"
