"""How many places of one leaf each row and each report has, for a corpus at once.

A row counts what lies in one of its passages as a whole, a report all that it has. Of places that overlap each other
the first is counted.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indexer.backends.counting import per_report, per_row
from indexer.backends.places import disjoint

if TYPE_CHECKING:
    import numpy.typing as npt

    from indexer.backends.arrays import IntArray
    from indexer.backends.places import Places
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
        layout: Where passages and reports lie.
    """

    def __init__(self, layout: TextLayout) -> None:
        self._layout = layout
        self._starts, self._ends, self._rows = np.ascontiguousarray(layout.passages.T)

    @cached_property
    def _firsts(self) -> IntArray:
        """The first passage of each report."""
        return np.searchsorted(self._starts, self._layout.reports[:, 0]).astype(np.int32)

    def count(self, places: Places) -> Counts:
        """Count places."""
        counted = disjoint(places)
        overlapping = len(counted) < len(places)
        if len(places) >= len(self._starts) and not overlapping:
            return self._by_border(places)
        passages = self._owners(places)
        whole = places.ends <= self._ends[passages]
        if overlapping:  # in a passage that one counts which one across its border hid
            passages = self._owners(disjoint(places[whole]))
        elif not whole.all():
            passages = passages[whole]
        return Counts(*per_row(self._layout, passages), *per_report(self._layout, counted))

    def _owners(self, places: Places) -> IntArray:
        """The passage in which each place begins."""
        return (np.searchsorted(self._starts, places.starts, "right") - 1).astype(np.int32)

    def _by_border(self, places: Places) -> Counts:
        """Count places of which none overlaps another by the borders among them, where there are fewer of those."""
        before = np.searchsorted(places.starts, self._starts)
        counts = np.diff(before, append=len(places))
        last = before + counts - 1  # no other one can go across the end of a passage
        of_rows = counts - ((counts > 0) & (places.ends[last] > self._ends))
        return Counts(
            *_filled(np.bincount(self._rows, of_rows)), *_filled(np.diff(before[self._firsts], append=len(places)))
        )


def _filled(counts: npt.NDArray[np.number[Any]]) -> tuple[IntArray, IntArray]:
    """The places of an array that are not 0, and what stands there."""
    filled = np.flatnonzero(counts).astype(np.int32)
    return filled, counts[filled].astype(np.int32)
