"""How many places of one leaf each row and each report has, for a corpus at once.

A row counts the places that lie within one of its passages, a report all of its places. Of places that overlap each
other the first is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.backends.arrays import begins, sums
from indexer.backends.text.counting import within_passages
from indexer.backends.text.places import disjoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.text.places import Places
    from indexer.backends.text_layout import TextLayout

__all__ = ["Counts", "PassageCounter"]


class Counts(NamedTuple):
    """Counts of places, those that are not 0; ``int32``.

    Attributes:
        rows: Rows that have a place, ascending.
        row_counts: How many each has.
        reports: Reports that have a place, ascending.
        report_counts: How many each has.
    """

    rows: IntArray
    row_counts: IntArray
    reports: IntArray
    report_counts: IntArray

    @classmethod
    def joined(cls, parts: Sequence[Counts]) -> Counts:
        """Those of parts of a corpus that follow one another."""
        return parts[0] if len(parts) == 1 else cls(*map(np.concatenate, zip(*parts, strict=True)))


class PassageCounter:
    """Counts places in the texts of one index.

    Args:
        layout: Where passages lie.
        report_of_row: Report number of each row.
    """

    def __init__(self, layout: TextLayout, report_of_row: IntArray) -> None:
        self._report_of_row = report_of_row
        self._layout = layout
        self._ends, self._rows = np.ascontiguousarray(layout.passages[:, 1:].T)

    def count(self, places: Places) -> Counts:
        """Count places."""
        read = disjoint(places)
        rows, counts, across = self._by_passage(read)
        of_reports = sums(self._report_of_row.take(rows), counts)
        if len(read) < len(places):
            _, whole = within_passages(self._layout, places)
            if not whole.all():  # one across the border of passages may have hidden one that counts
                rows, counts, across = self._by_passage(disjoint(places[whole]))
        order = np.argsort(rows, kind="stable")  # takes little time where most ascend already
        rows, counts = sums(rows.take(order), (counts - across).take(order))
        filled = counts > 0
        return Counts(rows[filled], counts[filled], *of_reports)

    def _by_passage(self, places: Places) -> tuple[IntArray, IntArray, BoolArray]:
        """For each passage in which some places begin: its row, their number, and whether one goes across its end.

        No two of the places overlap, so that only the last one can.
        """
        owners = self._layout.passage_at.of(places.starts)
        first = begins(owners)
        counts = np.diff(first, append=np.int32(len(owners)))
        passages = owners.take(first)
        across = places.ends.take(first + counts - 1) > self._ends.take(passages)
        return self._rows.take(passages), counts, across
