"""Lists of results: what each result shows is remembered; its place and its links are those of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from indexer.backends.cache import ByteCache
from indexer.query import ReportLinks, to_hit
from indexer.search.results.copies import CopyFinder
from indexer.search.results.shown import memory_of, shown_result
from indexer.search.results.snippets import fragments, opening
from indexer.search.results.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.backends.base import Index, IntArray
    from indexer.model import Report, Result, SearchRequest
    from indexer.search.found import Found
    from indexer.search.hits.hits import Hits
    from indexer.search.match import Answer
    from indexer.search.results.windows import Window

__all__ = ["ResultMaker"]


_AT_ONCE = 100  # results of a long list whose hits are found together


class ResultMaker:
    """Makes results of one index.

    Args:
        index: Gives the reports.
        cache_bytes: Memory for what was shown of reports, which mostly are shown under another filter too.
    """

    def __init__(self, index: Index, cache_bytes: int) -> None:
        self._index = index
        self._shown: ByteCache[Result] = ByteCache(cache_bytes, memory_of)
        self._copies = CopyFinder(index.columns)

    def page(self, request: SearchRequest, answer: Answer, first: int) -> tuple[Result, ...]:
        """Make one page of results.

        Args:
            request: Tells the size of a page.
            answer: Every report found.
            first: Results before the page.
        """
        reports = answer.first(request.effective_sort, first + request.size)[first:]
        return tuple(self._results(ReportLinks(request), answer, reports, first))

    def listed(self, request: SearchRequest, answer: Answer, numbers: IntArray) -> Iterator[tuple[Result, Report]]:
        """Yield results with their reports, made some at a time.

        Args:
            request: The request.
            answer: The reports found.
            numbers: Those wanted, in the order wanted.
        """
        links = ReportLinks(request)
        for first in range(0, len(numbers), _AT_ONCE):
            some = numbers[first : first + _AT_ONCE]
            results = list(self._results(links, answer, some, first))
            for result, stored in zip(results, self._index.stored_all(some.tolist()), strict=True):
                yield result, stored.report

    def _results(self, links: ReportLinks, answer: Answer, reports: IntArray, before: int) -> Iterator[Result]:
        found, ranking = answer.selection.found, answer.selection.found.ranking_of(reports)

        def made(places: list[int]) -> list[Result]:
            return self._made(found, reports[places])

        shown = self._shown.get_all([(found.request, number) for number in reports.tolist()], made)
        ranked = zip(shown, ranking.tiers.tolist(), ranking.scores.tolist(), strict=True)
        for rank, (result, tier, score) in enumerate(ranked, before + 1):
            yield replace(_linked(links, result), rank=rank, tier=tier, score=round(score, 6))

    def _made(self, found: Found, reports: IntArray) -> list[Result]:
        """What is shown of reports; it does not depend on the filters of a request."""
        ascending = np.sort(reports)
        numbers = ascending.tolist()
        stored = self._index.stored_all(numbers)
        hits = found.hits(ascending, stored)
        chosen = windows([each.report for each in stored], hits)
        made = {
            number: self._result(number, stored[place].report, hits[place], chosen[place])
            for place, number in enumerate(numbers)
        }
        return [made[number] for number in reports.tolist()]

    def _result(self, number: int, report: Report, hits: Hits, chosen: Sequence[Window]) -> Result:
        passages = fragments(report, hits, chosen) if chosen else [opening(report)]
        copies = tuple(self._index.columns.ids[copy] for copy in self._copies.of(number))
        return shown_result(report, hits, passages, copies)


def _linked(links: ReportLinks, result: Result) -> Result:
    """The result with the paths to it and its hits."""
    url = links.to(result.id)
    return replace(
        result,
        url=url,
        by_section=tuple([replace(part, url=to_hit(url, part.first_hit)) for part in result.by_section]),
        passages=tuple([replace(passage, url=to_hit(url, passage.first_hit)) for passage in result.passages]),
    )
