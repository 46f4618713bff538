"""Which reports answer a request, in what order, with how many hits: everything short of showing them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec.structs import replace

from indexer.backends.base import BoolArray, IntArray
from indexer.backends.cache import ByteCache
from indexer.backends.leaves import LeafReader
from indexer.model import PAGE_SIZES, Facets, Sort
from indexer.query import passage_plan, plan_of
from indexer.query.docnum import document_number_leaf
from indexer.search.execute import Executor, Grain
from indexer.search.facets.facets import FacetCounter
from indexer.search.found import Found, grain_of
from indexer.search.hits.counts import HitCounter
from indexer.search.ranking import Ranker
from indexer.search.suggest.report_sets import ReportSets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.analysis import Analysis
    from indexer.backends.base import Index
    from indexer.model import SearchRequest
    from indexer.query.plan import Plan
    from indexer.query.tree import DocumentNumberIs
    from indexer.search.hits.hits import Hits

__all__ = ["Answer", "Matcher", "Selection"]


class Selection(msgspec.Struct, frozen=True):
    """What satisfies a request, before order.

    Attributes:
        found: What its query finds.
        reports: Reports that satisfy everything.
        facets: Counts the facets, once; a function, because not every caller needs them.
    """

    found: Found
    reports: BoolArray
    facets: Callable[[], Facets]


class Answer(msgspec.Struct, frozen=True):
    """The reports that answer a request.

    Attributes:
        selection: What satisfied it.
        reports: Report numbers, ascending.
        hits: Hits of each of them, same order.
        synonyms: How many of those stand in other wording.
        exact: How many of the reports hold the whole run.
        first: Gives the first n reports in an order; a function, because hardly anybody looks at all of them.
    """

    selection: Selection
    reports: IntArray
    hits: IntArray
    synonyms: IntArray
    exact: int
    first: Callable[[Sort, int], IntArray]


class Matcher:
    """Matches requests against one index.

    Args:
        index: What to search.
        analysis: The analysis the index was built with.
        cache_bytes: Memory for answers of leaves, and for what whole queries find, so that another page, order or
            filter is there at once.

    Attributes:
        regions: The regions of the index's reports.
    """

    def __init__(self, index: Index, analysis: Analysis, cache_bytes: int) -> None:
        self._index = index
        self._analysis = analysis
        self._found: ByteCache[Found] = ByteCache(cache_bytes // 2, lambda found: found.nbytes)
        sets = cache_bytes // 16
        self._executor = Executor(index.columns, LeafReader(index, cache_bytes - cache_bytes // 2 - sets))
        self.regions = self._executor.regions
        self._sets = ReportSets(index, self._executor, sets)
        self._facets = FacetCounter(self._executor)
        self._ranker = Ranker(index, self._executor, analysis)
        self._counter = HitCounter(index, self._executor, analysis)

    def select(self, request: SearchRequest) -> Selection:
        """Evaluate query and filters.

        Raises:
            InvalidRequest: The query breaks a limit.
        """
        found = self._found_by(request)
        filters = self._executor.filters(request, found.numbers)

        def count() -> Facets:
            with self._weighed(found):
                return self._facets.count(request, found.reports, found.slugs, filters)

        with self._weighed(found):
            reports = found.reports & filters.region & filters.year & filters.kept()
        return Selection(found, reports, cache(count))

    def count(self, request: SearchRequest) -> int:
        """How many reports satisfy a request: as many as `select` finds, but faster, because only the number is needed.

        Raises:
            InvalidRequest: The query breaks a limit.
        """
        plan, numbers = self._plan(request)
        if grain_of(request, plan) is Grain.ROW:
            return int(self.select(request).reports.sum())
        runs = [form.needle for piece in plan.pieces for form in piece.forms]
        found = self._sets.satisfying(plan.tree, runs)
        filters = self._executor.filters(request, numbers)
        return int(np.count_nonzero(found & filters.region & filters.year & filters.kept()))

    def _found_by(self, request: SearchRequest) -> Found:
        """What a request finds without its filters of region and year."""
        everywhen = request.on_page(1).without_years()
        asked = replace(everywhen, size=PAGE_SIZES[0], sort=None, regions=(), not_regions=())
        return self._found.get(asked, lambda: self._find(asked))

    def _find(self, request: SearchRequest) -> Found:
        plan, numbers = self._plan(request)
        return Found(request, plan, numbers, self._executor, self._ranker, self._counter)

    def _plan(self, request: SearchRequest) -> tuple[Plan, tuple[DocumentNumberIs, ...]]:
        """The query of a request, and the document numbers that it filters by."""
        plan = plan_of(request, self._analysis)
        leaves = [document_number_leaf(number, self._analysis) for number in request.docnums]
        numbers = tuple(leaf for leaf in leaves if leaf is not None)
        return replace(plan, documents=(*plan.documents, *numbers)), numbers

    def answer(self, request: SearchRequest) -> Answer:
        """Evaluate, rank and count hits.

        Raises:
            InvalidRequest: The query breaks a limit.
        """
        selection = self.select(request)
        found = selection.found
        reports = np.flatnonzero(selection.reports).astype(np.int32)
        places = np.flatnonzero(selection.reports.take(np.flatnonzero(found.reports)))
        with self._weighed(found):
            hits, synonyms = found.counts(reports, places)
            exact = int(np.count_nonzero(found.ranking.tiers.take(places) == 1))
            best = found.best

        def first(sort: Sort, count: int) -> IntArray:
            if sort is Sort.RELEVANCE:
                chosen = best.compress(selection.reports.take(best))
                if len(chosen) >= min(count, len(reports)):
                    return chosen[:count]
            return reports[self._ranker.first(sort, found.ranking.of(places), reports, hits, count)]

        return Answer(selection, reports, hits, synonyms, exact, first)

    @contextmanager
    def _weighed(self, found: Found) -> Iterator[None]:
        """Tell the cache afterwards how large what was found has become: the block may add parts, or be cut short."""
        try:
            yield
        finally:
            self._found.weigh(found.request)

    def passage(self, text: str, report: int) -> Hits:
        """The places of one report where a passage stands, in text order; the passage may have any length."""
        everywhere = np.ones(self._index.columns.reports, np.bool_)
        plan, one = passage_plan(text, self._analysis), np.array([report], np.int32)
        return self._counter.hits(plan, one, [self._index.stored(report)], everywhere, Grain.REPORT)[0]
