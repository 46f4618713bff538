"""From matches to what a result list shows: passages, hits by section, links."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from indexer.model import SECTION_LABELS, Passage, Result, ResultRegion, SectionHits
from indexer.query import ReportLinks
from indexer.search.copies import CopyFinder
from indexer.search.snippets import fragments, opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.backends.base import Index, IntArray
    from indexer.model import RegionOfReport, Report, SearchRequest
    from indexer.search.hits import HitSpan
    from indexer.search.match import Answer, Matcher
    from indexer.search.snippets import Fragment

__all__ = ["ResultMaker", "result_region", "section_numbers"]


_AT_ONCE = 100  # results of a long list whose hits are found together


class ResultMaker:
    """Makes results of one index.

    Args:
        index: Gives the reports.
        matcher: Gives their hits.
    """

    def __init__(self, index: Index, matcher: Matcher) -> None:
        self._index = index
        self._matcher = matcher
        self._copies = CopyFinder(index.columns)

    def page(self, request: SearchRequest, answer: Answer, first: int) -> tuple[Result, ...]:
        """Make one page of results.

        Args:
            request: Tells the size of a page.
            answer: Every report found.
            first: Results before the page.
        """
        reports = answer.first(request.effective_sort, first + request.size)[first:]
        shown = self._with_hits(answer, reports)
        links = ReportLinks(request)
        return tuple(
            self._result(links, answer, report, rank, hits) for rank, (report, hits) in enumerate(shown, first + 1)
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
            for rank, (number, hits) in enumerate(self._with_hits(answer, shown), first + 1):
                yield self._result(links, answer, number, rank, hits), self._index.stored(number).report

    def _with_hits(self, answer: Answer, reports: IntArray) -> Iterator[tuple[int, list[HitSpan]]]:
        return zip(reports.tolist(), self._matcher.hits(answer.selection, reports), strict=True)

    def _result(self, links: ReportLinks, answer: Answer, number: int, rank: int, hits: Sequence[HitSpan]) -> Result:
        report = self._index.stored(number).report
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
            tier=int(answer.ranking.tiers[number]),
            score=round(float(answer.ranking.scores[number]), 6),
            occurrences=len(hits),
            by_section=tuple(_by_section(links, report, hits)),
            passages=tuple(_passages(links, report, hits)),
            same_as=copies,
            group=min((report.id, *copies)),
            hundredths=tuple(sorted({100 * hit.start // len(report.text) for hit in hits})),
        )


def result_region(region: RegionOfReport) -> ResultRegion:
    """The region as an answer names it."""
    return ResultRegion(region.code, region.name, tuple(place.name for place in region.path))


def section_numbers(report: Report, hits: Sequence[HitSpan]) -> list[int]:
    """The number of the section in which each hit begins."""
    starts = [section.start for section in report.sections]
    return [max(bisect_right(starts, hit.start) - 1, 0) for hit in hits]


def _by_section(links: ReportLinks, report: Report, hits: Sequence[HitSpan]) -> Iterator[SectionHits]:
    slugs = [report.sections[number].slug for number in section_numbers(report, hits)]
    counts = Counter(slugs)
    for slug, label in SECTION_LABELS.items():
        if slug in counts:
            first = slugs.index(slug) + 1
            yield SectionHits(slug, label, counts[slug], first, links.to(report.id, first))


def _passages(links: ReportLinks, report: Report, hits: Sequence[HitSpan]) -> Iterator[Passage]:
    for fragment in fragments(report, hits) if hits else [opening(report)]:
        yield _passage(links, report, hits, fragment)


def _passage(links: ReportLinks, report: Report, hits: Sequence[HitSpan], fragment: Fragment) -> Passage:
    inside = hits[fragment.first : fragment.last]
    anchor = inside[0].start if inside else fragment.start
    section = report.sections[section_numbers(report, inside)[0] if inside else _section_at(report, anchor)]
    first_hit = fragment.first + 1 if inside else 0
    return Passage(
        section=section.slug,
        heading=section.heading,
        start=fragment.start,
        text=report.text[fragment.start : fragment.end],
        marks=tuple((hit.start, hit.end) for hit in inside),
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
