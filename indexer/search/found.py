"""What a query finds under its section filter, before other filters: the part of an answer that is remembered.

Another region, year, page or order asks for the same, so matching, ranking and counting hits are done once for all
reports, and a narrower request only chooses among them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.backends.packed import PackedMask, PackedNumbers, narrow
from indexer.backends.text.part import FEW_REPORTS
from indexer.model import SearchScope
from indexer.search.execute import Grain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.base import BoolArray, IntArray
    from indexer.backends.stored import StoredReport
    from indexer.model import SearchRequest
    from indexer.query.plan import Plan
    from indexer.query.tree import Node
    from indexer.search.execute import Executor
    from indexer.search.hits.counts import HitCounter
    from indexer.search.hits.hits import HitsOfReports
    from indexer.search.ranking import Ranker, Ranking

__all__ = ["Found", "grain_of"]

_BEST = 1000  # reports whose order by relevance is remembered
_PARTS = ("_units", "_reports", "slugs", "ranking", "best", "_counts")  # of `Found`, made when they are asked for


def grain_of(request: SearchRequest, plan: Plan) -> Grain:
    """The unit of a search: rows where a filter, the scope or the query itself asks for something in one section."""
    by_section = request.sections or request.scope is SearchScope.SECTION or plan.by_section
    return Grain.ROW if by_section else Grain.REPORT


class Found:
    """What one query finds; each part is worked out when it is asked for first.

    Args:
        request: Tells scope and sections; its other filters do not count.
        plan: The query, with the document numbers that are asked for.
        numbers: Those document numbers.
        executor: Gives the masks.
        ranker: Ranks.
        counter: Counts hits.

    Attributes:
        request: As given, for what is remembered elsewhere.
        plan: The query.
        numbers: As given.
        grain: Unit of evaluation.
    """

    def __init__(
        self,
        request: SearchRequest,
        plan: Plan,
        numbers: Sequence[Node],
        executor: Executor,
        ranker: Ranker,
        counter: HitCounter,
    ) -> None:
        self.request = request
        self.plan = plan
        self.numbers = numbers
        self.grain = grain_of(request, plan)
        self._sections = request.sections
        self._executor = executor
        self._ranker = ranker
        self._counter = counter
        self._last_few: tuple[IntArray, tuple[IntArray, IntArray]] | None = None

    @property
    def nbytes(self) -> int:
        """Bytes of the parts that were made so far."""
        made = vars(self)
        few = 3 * self._last_few[0].nbytes if self._last_few else 0
        parts: list[int] = [made[part].nbytes for part in _PARTS if part in made]
        return few + sum(parts)

    @property
    def units(self) -> BoolArray:
        """Units that satisfy query and section filter, at `grain`."""
        return self._units.mask()

    @cached_property
    def _units(self) -> PackedMask:
        units = self._executor.mask(self.plan.tree, self.grain)
        return PackedMask.of(units & self._executor.sections(self._sections) if self._sections else units)

    @property
    def reports(self) -> BoolArray:
        """Reports that have such a unit."""
        return self._reports.mask() if self.grain is Grain.ROW else self.units

    @cached_property
    def _reports(self) -> PackedMask:
        return PackedMask.of(self._executor.any_row(self.units))

    @cached_property
    def slugs(self) -> PackedNumbers:
        """For each report the slugs of its rows that satisfy the query on their own, section filter aside, as bits."""
        rows = self._executor.mask(self.plan.tree, Grain.ROW)
        return PackedNumbers.of(self._executor.slug_bits(rows))

    @cached_property
    def ranking(self) -> Ranking:
        """Tiers and scores of the reports that satisfy the query, by ascending report number."""
        ranking = self._ranker.rank(self.plan, self.units, self.grain, self.slugs.mask())
        return ranking.of(np.flatnonzero(self.reports))

    @cached_property
    def best(self) -> IntArray:
        """The first of these reports by relevance: enough for the first pages under most filters."""
        reports = np.flatnonzero(self.reports).astype(np.int32)
        return reports[self._ranker.most_relevant(self.ranking, reports, _BEST)]

    def ranking_of(self, reports: IntArray) -> Ranking:
        """Tiers and scores of some of the reports that satisfy the query."""
        return self.ranking.of(np.searchsorted(np.flatnonzero(self.reports), reports))

    def counts(self, reports: IntArray, places: npt.NDArray[np.intp]) -> tuple[IntArray, IntArray]:
        """Hits of each of some of the reports, and how many of them stand in other wording.

        Args:
            reports: Report numbers.
            places: Their places among all the reports that satisfy the query.
        """
        few = len(reports) <= FEW_REPORTS and "_counts" not in vars(self) and not self._counter.sums(self.plan)
        return self._counts_of_few(reports) if few else self._counts.at(places)

    def _counts_of_few(self, reports: IntArray) -> tuple[IntArray, IntArray]:
        """Counts of a few reports that are looked through; another page or order asks for the same ones again."""
        last = self._last_few
        if last is None or not np.array_equal(last[0], reports):
            last = reports, self._counter.count(self.plan, reports, self.units, self.grain)
            self._last_few = last
        return last[1]

    @cached_property
    def _counts(self) -> _Counts:
        reports = np.flatnonzero(self.reports).astype(np.int32)
        hits, synonyms = self._counter.count(self.plan, reports, self.units, self.grain)
        return _Counts(narrow(hits), narrow(synonyms) if synonyms.any() else synonyms[:0])

    def hits(self, reports: IntArray, stored: Sequence[StoredReport]) -> HitsOfReports:
        """The hits of each of some reports, ascending and at least one, in text order.

        Args:
            reports: Report numbers.
            stored: The same reports as they are stored.
        """
        return self._counter.hits(self.plan, reports, stored, self.units, self.grain)


class _Counts(NamedTuple):
    """Hits of reports, and how many of them stand in other wording; empty where none does."""

    hits: npt.NDArray[Any]
    synonyms: npt.NDArray[Any]

    def at(self, places: npt.NDArray[np.intp]) -> tuple[IntArray, IntArray]:
        """Those of some of the reports."""
        hits = self.hits.take(places).astype(np.int32)
        return hits, self.synonyms.take(places).astype(np.int32) if len(self.synonyms) else np.zeros_like(hits)

    @property
    def nbytes(self) -> int:
        return self.hits.nbytes + self.synonyms.nbytes
