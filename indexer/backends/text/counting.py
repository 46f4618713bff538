"""Which reports and passages places lie in, and how many each has, for the whole corpus at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.text.places import Places
    from indexer.backends.text_layout import TextLayout

__all__ = ["begins", "counted", "per_report", "reports_of", "sums", "within_passages"]


def reports_of(layout: TextLayout, places: Places) -> IntArray:
    """The report of each place."""
    return layout.report_at.of(places.starts)


def within_passages(layout: TextLayout, places: Places) -> tuple[IntArray, BoolArray]:
    """The passage in which each place begins, and whether the place ends in it too."""
    passages = layout.passage_at.of(places.starts)
    return passages, places.ends <= layout.passages[passages, 1]


def per_report(layout: TextLayout, places: Places) -> tuple[IntArray, IntArray]:
    """The reports that have a place, ascending, and how many each has."""
    return counted(reports_of(layout, places))


def counted(ascending: IntArray) -> tuple[IntArray, IntArray]:
    """The distinct values of an ascending array, and how often each occurs."""
    first = begins(ascending)
    return ascending.take(first), np.diff(first, append=np.int32(len(ascending)))


def sums(ascending: IntArray, counts: IntArray) -> tuple[IntArray, IntArray]:
    """The distinct values of an ascending array, and the sum of the counts of each."""
    first = begins(ascending)
    # Where most sums are of few counts, as those of a report's rows, `np.add.reduceat` takes three times as long.
    reached = counts.cumsum(dtype=np.int32)
    before = reached.take(first) - counts.take(first)
    return ascending.take(first), np.concatenate((before[1:], reached[-1:])) - before


def begins(ascending: IntArray) -> IntArray:
    """Where the distinct values of an ascending array begin."""
    differs = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=differs[1:])
    return np.flatnonzero(differs).astype(np.int32)
