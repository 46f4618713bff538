"""What a query finds under its section filter, whatever else narrows it: the part of an answer that is remembered.

Another region, year, page or order asks for the same, so matching, ranking and counting hits are done once for all
reports, and a narrower request only chooses among them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.model import SearchScope
from indexer.search.execute import Grain
from indexer.search.hit_counts import FEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.backends.base import BoolArray, IntArray
    from indexer.model import SearchRequest
    from indexer.query.plan import Plan
    from indexer.query.tree import Node
    from indexer.search.execute import Executor
    from indexer.search.hit_counts import HitCounter
    from indexer.search.hits import Hits
    from indexer.search.ranking import Ranker, Ranking

__all__ = ["Found"]

_REPORT_BYTES = 18  # of everything below for one report
_ROW_BYTES = 1


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
        self.grain = Grain.ROW if request.scope is SearchScope.SECTION or request.sections else Grain.REPORT
        self._sections = request.sections
        self._executor = executor
        self._ranker = ranker
        self._counter = counter

    @property
    def nbytes(self) -> int:
        """About how many bytes it takes when every part was asked for."""
        columns = self._executor.columns
        rows = columns.rows if self.grain is Grain.ROW else 0
        return _REPORT_BYTES * columns.reports + _ROW_BYTES * rows

    @cached_property
    def units(self) -> BoolArray:
        """Units that satisfy query and section filter, at `grain`."""
        units = self._executor.mask(self.plan.tree, self.grain)
        return units & self._executor.sections(self._sections) if self._sections else units

    @cached_property
    def reports(self) -> BoolArray:
        """Reports that do."""
        return self._executor.any_row(self.units) if self.grain is Grain.ROW else self.units

    @cached_property
    def slugs(self) -> npt.NDArray[np.uint16]:
        """For each report the slugs of its rows that satisfy the query on their own, section filter aside, as bits."""
        rows = self._executor.mask(self.plan.tree, Grain.ROW)
        return self._executor.slug_bits(rows)

    @cached_property
    def ranking(self) -> Ranking:
        """Tiers and scores of all reports."""
        return self._ranker.rank(self.plan, self.units, self.grain)

    def counts(self, reports: IntArray) -> tuple[IntArray, IntArray]:
        """Hits of each of some of the reports, and how many of them stand in other wording."""
        if len(reports) <= FEW and not self._counter.sums(self.plan):
            return self._counter.count(self.plan, reports, self.units, self.grain)
        hits, synonyms = self._counts
        return hits[reports], synonyms[reports]

    @cached_property
    def _counts(self) -> tuple[IntArray, IntArray]:
        reports = np.flatnonzero(self.reports).astype(np.int32)
        counts = self._counter.count(self.plan, reports, self.units, self.grain)
        hits, synonyms = np.zeros((2, len(self.reports)), np.int32)
        hits[reports], synonyms[reports] = counts
        return hits, synonyms

    def hits(self, reports: IntArray) -> list[Hits]:
        """The hits of each of some reports, in text order."""
        return self._counter.hits(self.plan, reports, self.units, self.grain)
