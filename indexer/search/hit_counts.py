"""How many hits each report has: from the leaves' own counts where that is exact, else by marking the report.

Both ways count the same thing, which a test compares. The first takes microseconds for all reports together, the
second about a millisecond a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.query.tree import Exact, Field, Literal, Word
from indexer.search.execute import Grain
from indexer.search.hits import HitSpan, MarkFinder, disjoint, merge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.analysis import Analysis
    from indexer.backends.base import BoolArray, Index, IntArray
    from indexer.backends.leaves import Leaf
    from indexer.backends.stored import StoredText
    from indexer.query.plan import Plan
    from indexer.search.execute import Executor

__all__ = ["HitCounter"]


class HitCounter:
    """Counts and finds the hits of reports of one index.

    Args:
        index: Gives the texts.
        executor: Gives the leaves' matches.
        analysis: Tells words from fragments.
    """

    def __init__(self, index: Index, executor: Executor, analysis: Analysis) -> None:
        self._index = index
        self._columns = index.columns
        self._leaves = executor.leaves
        self._analysis = analysis

    def count(self, plan: Plan, reports: IntArray, units: BoolArray, grain: Grain) -> tuple[IntArray, IntArray]:
        """Hits of each report, and how many of them stand in other wording.

        Args:
            plan: The query.
            reports: Report numbers.
            units: Units whose hits count, at `grain`.
            grain: What a unit is.
        """
        hits = np.zeros(len(reports), np.int32)
        synonyms = np.zeros(len(reports), np.int32)
        if not plan.pieces and not plan.documents:
            return hits, synonyms
        quick = self._quick_counts(plan, units, grain)
        exact = np.zeros(len(reports), np.bool_) if quick is None else ~self._columns.reworded[reports]
        if quick is not None:
            hits[exact] = quick[reports[exact]]
        for place in np.flatnonzero(~exact).tolist():
            found = self.hits(plan, int(reports[place]), units, grain)
            hits[place] = len(found)
            synonyms[place] = sum(hit.synonym for hit in found)
        return hits, synonyms

    def hits(self, plan: Plan, report: int, units: BoolArray, grain: Grain) -> list[HitSpan]:
        """The hits of one report, in text order.

        Args:
            plan: The query.
            report: Report number.
            units: Units whose hits count, at `grain`.
            grain: What a unit is.
        """
        text, stored = self._index.text(report), self._index.stored(report)
        finder = MarkFinder(plan, text, stored, self._analysis)
        marks = [mark for unit in self._units(report, text, units, grain) for mark in finder.marks(unit)]
        return merge(disjoint(sorted(marks)), stored)

    def _units(self, report: int, text: StoredText, units: BoolArray, grain: Grain) -> Iterator[list[tuple[int, int]]]:
        """The ranges of each unit of a report that counts."""
        if grain is Grain.REPORT:
            yield [(0, len(text.main))]
            return
        first_row = int(self._columns.first_row[report])
        for row in sorted({passage.row for passage in text.passages}):
            if units[first_row + row]:
                yield [(passage.start, passage.end) for passage in text.passages if passage.row == row]

    def _quick_counts(self, plan: Plan, units: BoolArray, grain: Grain) -> IntArray | None:
        """Hits of every report without other wording, or None when marks of several leaves could overlap."""
        if plan.documents or len(plan.pieces) != 1 or len(plan.pieces[0].forms) != 1:
            return None
        piece, form = plan.pieces[0], plan.pieces[0].forms[0]
        if isinstance(piece.exact, Exact):
            return self._by_report(np.where(units, self._counts(piece.exact, grain), 0), grain)
        counts = self._counts(Literal(Field.TEXT, form.needle), grain)
        if form.single and not piece.is_phrase:
            words = self._counts(Word(Field.TEXT, form.segments[0]), grain)
            counts = np.where(words > 0, words, counts)
        elif not piece.is_phrase and np.any((counts == 0) & units):
            return None
        return self._by_report(np.where(units, counts, 0), grain)

    def _counts(self, leaf: Leaf, grain: Grain) -> IntArray:
        matches = self._leaves.matches(leaf)
        if grain is Grain.ROW:
            counts = np.zeros(self._columns.rows, np.int32)
            counts[matches.rows] = matches.row_counts
        else:
            counts = np.zeros(self._columns.reports, np.int32)
            counts[matches.reports] = matches.report_counts
        return counts

    def _by_report(self, counts: IntArray, grain: Grain) -> IntArray:
        if grain is Grain.REPORT or not len(counts):
            return counts
        return np.add.reduceat(counts, self._columns.first_row)
