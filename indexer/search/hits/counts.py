"""How many hits each report has, exactly, for all reports found.

In reports where no two marks of a query overlap, hits are sums of the leaves' counts: nothing is looked up again. In
the others, and where something stands in other wording, the marks are found and grouped, in all these reports at once.
Both ways count the same, which a test compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.backends.arrays import spread
from indexer.backends.text.part import FEW_REPORTS, TextPart
from indexer.backends.time_limit import check_time
from indexer.query.tree import Exact, Field, Literal, Word
from indexer.search.execute import Grain
from indexer.search.hits.hits import count_hits, grouped, hits_of, no_hits
from indexer.search.hits.marks import MarkFinder
from indexer.search.hits.overlaps import overlaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from indexer.analysis import Analysis, Form
    from indexer.backends.base import BoolArray, Index, IntArray
    from indexer.backends.leaves import Leaf
    from indexer.backends.stored import StoredReport
    from indexer.query.plan import Piece, Plan
    from indexer.search.execute import Executor
    from indexer.search.hits.hits import HitsOfReports

__all__ = ["HitCounter"]

_LOOKED_THROUGH = 20
"""Where at most one report in so many is asked about, the texts of these are looked through; else the marks of all
reports are found at once. That takes as long for 9 reports (six common words) to 26 (two) as looking through one."""


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
        self._canon = analysis.canon
        self._marks = MarkFinder(index, executor.leaves, analysis)

    def count(self, plan: Plan, reports: IntArray, units: BoolArray, grain: Grain) -> tuple[IntArray, IntArray]:
        """Hits of each report, and how many of them stand in other wording.

        Args:
            plan: The query.
            reports: Report numbers.
            units: Units whose hits count, at `grain`.
            grain: What a unit is.
        """
        hits, synonyms = np.zeros((2, self._columns.reports), np.int32)
        if plan.pieces or plan.documents:
            marked = reports
            overlapping = self._overlaps(plan)
            if overlapping is not None and not (overlapping and len(reports) <= FEW_REPORTS):
                hits = self._summed(plan, units, grain)
                marked = reports[(self._reworded(plan) | self._holding(overlapping))[reports]]
            if len(marked):
                hits[marked], synonyms[marked] = self._marked(plan, np.sort(marked), units, grain, marked)
        return hits.take(reports), synonyms.take(reports)

    def sums(self, plan: Plan) -> bool:
        """Whether hits are sums of the leaves' counts; then counting all reports costs no more than counting one."""
        return self._overlaps(plan) == frozenset()

    def _overlaps(self, plan: Plan) -> frozenset[str] | None:
        return None if plan.documents else overlaps(plan.distinct_pieces, self._canon)

    def _marked(
        self, plan: Plan, ascending: IntArray, units: BoolArray, grain: Grain, wanted: IntArray
    ) -> tuple[IntArray, IntArray]:
        texts = self._index.texts
        few = max(FEW_REPORTS, self._columns.reports // _LOOKED_THROUGH)
        text = TextPart(texts, ascending) if len(ascending) <= few else texts
        hits, synonyms = np.zeros((2, self._columns.reports), np.int32)
        for portion in text.portions([*_needles(plan.pieces, self._canon)]):
            own = portion.among(ascending)
            found = count_hits(self._marks.marks(plan, portion, own, units, grain), texts.layout)
            hits[own], synonyms[own] = (counts.take(own) for counts in found)
        return hits[wanted], synonyms[wanted]

    def hits(
        self, plan: Plan, reports: IntArray, stored: Sequence[StoredReport], units: BoolArray, grain: Grain
    ) -> HitsOfReports:
        """The hits of each of some reports.

        Args:
            plan: The query.
            reports: Report numbers, ascending, at least one.
            stored: The reports.
            units: Units whose hits count, at `grain`.
            grain: What a unit is.
        """
        mains = self._index.texts.layout.reports[reports, :2]
        found = no_hits()
        if plan.pieces or plan.documents:
            part = TextPart(self._index.texts, reports)
            found = grouped(self._marks.marks(plan, part, reports, units, grain))
        return hits_of(found, mains, stored)

    def _summed(self, plan: Plan, units: BoolArray, grain: Grain) -> IntArray:
        """Hits of every report in which none stands in other wording and none overlaps another."""
        counts = np.zeros(len(units), np.int32)
        for piece in plan.distinct_pieces:
            counts += self._piece_counts(piece, units, grain)
        counts[~units] = 0
        if grain is Grain.REPORT or not len(counts):
            return counts
        summed: IntArray = np.add.reduceat(counts, self._columns.first_row)
        return summed

    def _piece_counts(self, piece: Piece, units: BoolArray, grain: Grain) -> IntArray:
        if isinstance(piece.exact, Exact):
            return self._counts(piece.exact, grain)
        single = [form for form in piece.forms if form.single and not piece.is_phrase]
        whole = [form for form in piece.forms if form not in single]
        counts = np.zeros(len(units), np.int32)
        for form in whole:
            counts += self._counts(Literal(Field.TEXT, form.needle), grain)
        apart = units & (counts == 0)
        if not piece.is_phrase and apart.any():
            for form in whole:
                counts += self._form_counts(form, apart, grain)
        for form in single:
            counts += self._form_counts(form, units, grain)
        return counts

    def _form_counts(self, form: Form, wanted: BoolArray, grain: Grain) -> IntArray:
        counts = np.zeros(len(wanted), np.int32)
        for segment in form.segments:
            words = self._counts(Word(Field.TEXT, segment), grain)
            if np.any(wanted & (words == 0)):
                words = np.where(words > 0, words, self._counts(Literal(Field.TEXT, self._canon(segment)), grain))
            counts += np.where(wanted, words, 0)
        return counts

    def _counts(self, leaf: Leaf, grain: Grain) -> IntArray:
        matches = self._leaves.matches(leaf)
        if grain is Grain.ROW:
            return matches.rows.all()
        return spread(matches.reports, matches.report_counts, self._columns.reports)

    def _holding(self, needles: Iterable[str]) -> BoolArray:
        """Reports whose own wording holds one of some strings, and few others."""
        found = np.zeros(self._columns.reports, np.bool_)
        texts = self._index.texts
        for needle in needles:
            for portion in texts.portions((needle,)):
                check_time()
                found[texts.layout.report_at.of(portion.find(needle))] = True
        return found

    def _reworded(self, plan: Plan) -> BoolArray:
        """Reports where something of the query stands in other wording; what is wanted as typed may not."""
        rewordable = [piece for piece in plan.pieces if not isinstance(piece.exact, Exact)]
        found = np.zeros(self._columns.reports, np.bool_)
        for needle in _needles(rewordable, self._canon):
            found[self._leaves.matches(Literal(Field.TEXT, needle)).reworded] = True
        return found


def _needles(pieces: Iterable[Piece], canon: Callable[[str], str]) -> Iterator[str]:
    """What marks are found at."""
    for piece in pieces:
        for form in piece.forms:
            yield form.needle
            if not piece.is_phrase:
                yield from map(canon, form.segments)
