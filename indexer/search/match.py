"""Which reports answer a request, in what order, with how many hits: everything short of showing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.backends.base import BoolArray, IntArray
from indexer.backends.cache import ByteCache
from indexer.backends.leaves import LeafReader
from indexer.model import PAGE_SIZES, Facets, Notice, SearchScope, Sort
from indexer.query import passage_plan, plan_of
from indexer.query.docnum import document_number_leaf
from indexer.query.plan import Plan
from indexer.search.execute import Executor, Grain
from indexer.search.facets import FacetCounter
from indexer.search.hit_counts import HitCounter
from indexer.search.ranking import Ranker, Ranking

if TYPE_CHECKING:
    from indexer.analysis import Analysis
    from indexer.backends.base import Index
    from indexer.model import SearchRequest
    from indexer.search.hits import HitSpan

__all__ = ["Answer", "Matcher", "Selection"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What satisfies a request, before order.

    Attributes:
        plan: The query.
        notices: How the query was read.
        grain: Unit of evaluation.
        units: Units that satisfy query and section filter, at `grain`.
        reports: Reports that satisfy everything.
        facets: Counts the facets, once; a call, because not every use needs them.
    """

    plan: Plan
    notices: tuple[Notice, ...]
    grain: Grain
    units: BoolArray
    reports: BoolArray
    facets: Callable[[], Facets]


@dataclass(frozen=True, slots=True)
class Answer:
    """The reports that answer a request.

    Attributes:
        selection: What satisfied it.
        reports: Report numbers, ascending.
        hits: Hits of each of them, same order.
        synonyms: How many of those stand in other wording.
        ranking: Tiers and scores.
        first: Gives the first so many reports in an order; a call, because nobody looks at all of them.
    """

    selection: Selection
    reports: IntArray
    hits: IntArray
    synonyms: IntArray
    ranking: Ranking
    first: Callable[[Sort, int], IntArray]

    @property
    def nbytes(self) -> int:
        """About how many bytes it holds on to, facets and the masks they are counted by included."""
        ranking, selection = self.ranking, self.selection
        arrays = (self.reports, self.hits, self.synonyms, ranking.tiers, ranking.exact_pieces, ranking.scores)
        masks = selection.units.nbytes + _MASKS * selection.reports.nbytes
        return sum(array.nbytes for array in arrays) + masks + _FACET_BYTES * len(self.reports)


_MASKS = 5  # over reports: those found, those before filters, and three filters
_FACET_BYTES = 100  # of the facet values of one report, if no other report has its region


class Matcher:
    """Matches requests against one index.

    Args:
        index: What to search.
        analysis: The analysis the index was built with.
        region_name: Tells the name of a region value, for the facet.
        cache_bytes: Memory for answers of leaves, and for those of whole requests, so that another page or order of
            the same results is there at once.
    """

    def __init__(self, index: Index, analysis: Analysis, region_name: Callable[[str], str], cache_bytes: int) -> None:
        self._index = index
        self._analysis = analysis
        self._answers: ByteCache[Answer] = ByteCache(cache_bytes // 2, lambda answer: answer.nbytes)
        self._executor = Executor(index.columns, LeafReader(index, cache_bytes - cache_bytes // 2))
        self._facets = FacetCounter(self._executor, region_name)
        self._ranker = Ranker(index, self._executor, analysis)
        self._counter = HitCounter(index, self._executor, analysis)

    def select(self, request: SearchRequest) -> Selection:
        """Evaluate query and filters.

        Raises:
            InvalidRequest: The query breaks a limit.
        """
        plan = plan_of(request, self._analysis)
        executor = self._executor
        leaves = [document_number_leaf(number, self._analysis) for number in request.docnums]
        numbers = [leaf for leaf in leaves if leaf is not None]
        plan = replace(plan, documents=(*plan.documents, *numbers))
        filters = executor.filters(request, numbers)
        by_row = request.scope is SearchScope.SECTION or filters.rows is not None
        grain = Grain.ROW if by_row else Grain.REPORT
        units = executor.mask(plan.tree, grain)
        if filters.rows is not None:
            units = units & filters.rows
        matching = executor.any_row(units) if by_row else units
        return Selection(
            plan=plan,
            notices=plan.notices,
            grain=grain,
            units=units,
            reports=matching & filters.region & filters.year & filters.kept(),
            facets=cache(lambda: self._facets.count(request, matching, executor.mask(plan.tree, Grain.ROW), filters)),
        )

    def answer(self, request: SearchRequest) -> Answer:
        """Evaluate, rank and count hits.

        Raises:
            InvalidRequest: The query breaks a limit.
        """
        anywhere = replace(request.on_page(1), size=PAGE_SIZES[0], sort=None)
        return self._answers.get(anywhere, lambda: self._answer(anywhere))

    def _answer(self, request: SearchRequest) -> Answer:
        selection = self.select(request)
        ranking = self._ranker.rank(selection.plan, selection.units, selection.grain)
        reports = np.flatnonzero(selection.reports).astype(np.int32)
        hits, synonyms = self._counter.count(selection.plan, reports, selection.units, selection.grain)

        def first(sort: Sort, count: int) -> IntArray:
            return reports[self._ranker.first(sort, ranking, reports, hits, count)]

        return Answer(selection, reports, hits, synonyms, ranking, first)

    def passage(self, text: str, report: int) -> list[HitSpan]:
        """The places of one report where a passage stands, in text order; the passage may have any length."""
        everywhere = np.ones(self._index.columns.reports, np.bool_)
        plan, one = passage_plan(text, self._analysis), np.array([report], np.int32)
        return self._counter.hits(plan, one, everywhere, Grain.REPORT)[0]

    def hits(self, selection: Selection, reports: IntArray) -> list[list[HitSpan]]:
        """The hits of each of some reports, in text order."""
        return self._counter.hits(selection.plan, reports, selection.units, selection.grain)
