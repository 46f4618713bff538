"""Counts of a literal, from the postings of the word that is spelt like it.

Every occurrence of a Han word is a place of the literal. Where the places that are no word are known
(`text/strays.py`), as mostly, they are added to the words, and none is located.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from indexer.analysis import Analysis, canon
from indexer.backends.passage_counts import Counts

if TYPE_CHECKING:
    from indexer.backends.arrays import IntArray

__all__ = ["is_spelt", "with_strays"]


def is_spelt(term: str, needle: str) -> bool:
    """Whether a canonical needle is how a term is written, and it is one of Han characters."""
    return Analysis.is_han(term) and canon(term) == needle


def with_strays(words: Counts, strays: Counts) -> Counts:
    """The counts of a literal of which all places but its strays are words.

    Args:
        words: Those of the word.
        strays: Those of the strays, which are few and none of which overlaps such a word.
    """
    rows = _sum(words.rows, words.row_counts, strays.rows, strays.row_counts)
    return Counts(*rows, *_sum(words.reports, words.report_counts, strays.reports, strays.report_counts))


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
