"""Counts of places by report, and what each lies in, for all of a corpus at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.text.places import Places
    from indexer.backends.text_layout import TextLayout

__all__ = ["begins", "counted", "passages_of", "per_report", "reports_of", "sums", "within_passages"]


def reports_of(layout: TextLayout, places: Places) -> IntArray:
    """The report of each place."""
    return (np.searchsorted(layout.reports[:, 0], places.starts, "right") - 1).astype(np.int32)


def passages_of(layout: TextLayout, places: Places) -> IntArray:
    """The passage in which each place begins."""
    return (np.searchsorted(layout.passages[:, 0], places.starts, "right") - 1).astype(np.int32)


def within_passages(layout: TextLayout, places: Places) -> tuple[IntArray, BoolArray]:
    """The passage in which each place begins, and whether the place ends in it too."""
    passages = passages_of(layout, places)
    return passages, places.ends <= layout.passages[passages, 1]


def per_report(layout: TextLayout, places: Places) -> tuple[IntArray, IntArray]:
    """The reports that have a place, ascending, and how many each has."""
    if len(places) < len(layout.reports):
        return counted(reports_of(layout, places))
    # Borders among places instead of places among borders: there are fewer of them.
    borders = np.searchsorted(places.starts, layout.reports[:, 1])
    counts = np.diff(borders, prepend=0).astype(np.int32)
    reports = np.flatnonzero(counts).astype(np.int32)
    return reports, counts[reports]


def counted(ascending: IntArray) -> tuple[IntArray, IntArray]:
    """The distinct values of an ascending array, and how often each occurs."""
    first = begins(ascending)
    return ascending[first], np.diff(np.append(first, len(ascending))).astype(np.int32)


def sums(ascending: IntArray, counts: IntArray) -> tuple[IntArray, IntArray]:
    """The distinct values of an ascending array, and the sum of the counts of each."""
    first = begins(ascending)
    return ascending[first], np.add.reduceat(counts, first) if len(first) else counts


def begins(ascending: IntArray) -> IntArray:
    """Where the distinct values of an ascending array begin."""
    changes = np.flatnonzero(ascending[1:] != ascending[:-1]) + 1
    return np.append(0, changes).astype(np.int32) if len(ascending) else changes.astype(np.int32)
