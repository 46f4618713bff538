"""How many places of one leaf each row and each report has, for a corpus at once.

A row counts what lies in one of its passages as a whole, a report all that it has. Of places that overlap each other
the first is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.backends.text.counting import begins, sums
from indexer.backends.text.places import disjoint

if TYPE_CHECKING:
    from indexer.backends.arrays import IntArray
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


class PassageCounter:
    """Counts places in the texts of one index.

    Args:
        layout: Where passages lie.
        report_of_row: Report number of each row.
    """

    def __init__(self, layout: TextLayout, report_of_row: IntArray) -> None:
        self._report_of_row = report_of_row
        self._starts, self._ends, self._rows = np.ascontiguousarray(layout.passages.T)

    def count(self, places: Places) -> Counts:
        """Count places."""
        counted = disjoint(places)
        passages, firsts, counts = self._passages(counted)
        of_reports = sums(self._report_of_row[self._rows[passages]], counts)
        if len(counted) < len(places):  # in a passage that one counts which one across its border hid
            whole = places.ends <= self._ends[np.searchsorted(self._starts, places.starts, "right") - 1]
            passages, _, counts = self._passages(disjoint(places[whole]))
        else:  # only the last one that begins in a passage can go across its end
            counts = counts - (counted.ends[firsts + counts - 1] > self._ends[passages])
        rows = self._rows[passages]
        order = np.argsort(rows, kind="stable")  # takes little time where most ascend already
        rows, row_counts = sums(rows[order], counts[order])
        filled = row_counts > 0
        return Counts(rows[filled], row_counts[filled], *of_reports)

    def _passages(self, places: Places) -> tuple[IntArray, IntArray, IntArray]:
        """The passages in which places begin, the first place in each, and how many there are."""
        if len(places) < len(self._starts):
            owners = (np.searchsorted(self._starts, places.starts, "right") - 1).astype(np.int32)
            firsts = begins(owners)
            return owners[firsts], firsts, np.diff(firsts, append=np.int32(len(places)))
        # Borders among places instead of places among borders: there are fewer of them.
        firsts = np.searchsorted(places.starts, self._starts).astype(np.int32)
        counts = np.diff(firsts, append=np.int32(len(places)))
        passages = np.flatnonzero(counts).astype(np.int32)
        return passages, firsts[passages], counts[passages]
