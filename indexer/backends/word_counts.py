"""Counts of a literal that are known from the word which is written so.

Every occurrence of a Han word is a place of the literal. Where the places that are no word are known
(`text/strays.py`), as mostly, they are added to the words. Otherwise the places are located, and in a report
in which the index counts as many words as the literal has places, each place is one of these words, and each row has
as many of them: only the other reports have to be gone through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.analysis import Analysis, canon
from indexer.backends.packed import PackedNumbers
from indexer.backends.text.counting import per_report
from indexer.backends.text.places import disjoint

if TYPE_CHECKING:
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.passage_counts import PassageCounter
    from indexer.backends.text.places import Places
    from indexer.backends.text_layout import TextLayout

__all__ = ["RowCounts", "WordCounts", "is_spelt"]


class RowCounts(NamedTuple):
    """How often something stands in each row and in each report.

    Attributes:
        rows: Counts of rows.
        reports: Reports that have any, ascending.
        report_counts: How many each of these has.
    """

    rows: PackedNumbers
    reports: IntArray
    report_counts: IntArray


def is_spelt(term: str, needle: str) -> bool:
    """Whether a canonical needle is how a term is written, and it is one of Han characters."""
    return Analysis.is_han(term) and canon(term) == needle


class WordCounts:
    """Counts the places of literals in one index.

    Args:
        layout: Where reports and passages lie.
        report_of_row: Report number of each row.
        counter: Counts places that are gone through.
    """

    def __init__(self, layout: TextLayout, report_of_row: IntArray, counter: PassageCounter) -> None:
        self._layout = layout
        self._report_of_row = report_of_row
        self._counter = counter
        # A word counts where it begins; a literal that goes across the border of a passage is in no row.
        self._torn = np.searchsorted(layout.reports[:, 0], layout.torn, "right") - 1

    def of_literal(self, places: Places, reworded: IntArray, words: RowCounts) -> RowCounts:
        """Count the places of a literal as `PassageCounter` does.

        Args:
            places: The places.
            reworded: Reports that have one in other wording, where the index counts both readings.
            words: What the index counts of the word that is spelt so.
        """
        if len(disjoint(places)) < len(places):
            return self._counted(places)
        reports, counts = per_report(self._layout, places)
        standing, known = np.zeros((2, len(self._layout.reports)), np.int32)
        standing[reports], known[words.reports] = counts, words.report_counts
        unlike = standing != known
        unlike[reworded] = unlike[self._torn] = True
        if not unlike.any():
            return words
        apart = np.flatnonzero(np.repeat(unlike, standing)).astype(np.int32)
        return RowCounts(self._mended(words, unlike, places[apart]), reports, counts)

    def with_strays(self, strays: Places, words: RowCounts) -> RowCounts:
        """Count the places of a literal of which all but its strays are words.

        Args:
            strays: The others, none of which overlaps a word that is spelt so.
            words: What the index counts of the word.
        """
        if not len(strays):
            return words
        more = self._counter.count(strays)
        rows, counts = _sum(*words.rows.filled(), more.rows, more.row_counts)
        reports, report_counts = _sum(words.reports, words.report_counts, more.reports, more.report_counts)
        return RowCounts(PackedNumbers.at(rows, counts, len(self._report_of_row)), reports, report_counts)

    def _mended(self, words: RowCounts, unlike: BoolArray, places: Places) -> PackedNumbers:
        """The counts of rows, those of some reports counted anew from the places that lie in them."""
        counted = self._counter.count(places)
        rows, counts = words.rows.filled()
        alike = np.flatnonzero(~unlike.take(self._report_of_row.take(rows)))
        rows = np.concatenate((rows.take(alike), counted.rows))
        counts = np.concatenate((counts.take(alike), counted.row_counts))
        order = np.argsort(rows, kind="stable")  # takes little time where it only merges what ascends already
        return PackedNumbers.at(rows.take(order), counts.take(order), len(self._report_of_row))

    def _counted(self, places: Places) -> RowCounts:
        counts = self._counter.count(places)
        rows = PackedNumbers.at(counts.rows, counts.row_counts, len(self._report_of_row))
        return RowCounts(rows, counts.reports, counts.report_counts)


def _sum(places: IntArray, counts: npt.NDArray[Any], others: IntArray, more: IntArray) -> tuple[IntArray, IntArray]:
    """Counts at some places, ascending, and more counts at others, which are few."""
    if not len(places):
        return others, more
    at = places.searchsorted(others)
    there = places.take(at, mode="clip") == others
    summed = counts.astype(np.int32)
    summed[at[there]] += more[there]
    if there.all():
        return places, summed
    new = ~there
    return np.insert(places, at[new], others[new]), np.insert(summed, at[new], more[new])
