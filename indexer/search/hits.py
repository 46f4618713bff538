"""Which places of a report are hits of a query: what is counted, marked and linked to.

Overlapping marks are one hit with one number; marks that only touch are two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from indexer.backends.arrays import IntArray
    from indexer.backends.stored import StoredReport
    from indexer.search.marks import Marks

__all__ = ["HitSpan", "Mark", "count_hits", "hits_of"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one place of a piece or word of the query contributes to a hit.

    Attributes:
        key: What stands there, to tell new things from things already shown.
        grade: `WHOLE`, `WORD` or `FRAGMENT` of `indexer.search.marks`.
    """

    key: int
    grade: int


@dataclass(frozen=True, slots=True)
class HitSpan:
    """One hit: overlapping marks drawn as one.

    Attributes:
        start: Offset in the report's text.
        end: Offset after it.
        synonym: Whether every mark in it stands in other wording.
        marks: The marks, ascending.
    """

    start: int
    end: int
    synonym: bool
    marks: tuple[Mark, ...]


def _groups(marks: Marks) -> IntArray:
    """Where hits begin among marks."""
    reached = np.maximum.accumulate(marks.ends)
    begins = np.flatnonzero(marks.starts[1:] >= reached[:-1]) + 1
    return np.append(0, begins).astype(np.int32) if len(marks) else begins.astype(np.int32)


def count_hits(marks: Marks, borders: IntArray) -> tuple[IntArray, IntArray]:
    """Count the hits of every report, and those of them that stand in other wording.

    Args:
        marks: Marks of a corpus.
        borders: Where each report's main text ends, ascending.
    """
    begins = _groups(marks)
    synonym = np.logical_and.reduceat(marks.synonyms, begins) if len(begins) else marks.synonyms
    owners = np.searchsorted(borders, marks.starts[begins], "right")
    hits = np.bincount(owners, minlength=len(borders)).astype(np.int32)
    return hits, np.bincount(owners[synonym], minlength=len(borders)).astype(np.int32)


def hits_of(marks: Marks, start: int, end: int, stored: StoredReport) -> list[HitSpan]:
    """The hits of one report, in text order.

    Args:
        marks: Marks of a corpus.
        start: Where the report's main text begins.
        end: Where it ends.
        stored: The report.
    """
    low, high = np.searchsorted(marks.starts, (start, end)).tolist()
    reading = stored.readings[0]
    found: list[HitSpan] = []
    group: list[Mark] = []
    first, reached, synonym = 0, -1, True
    rows = zip(*(column[low:high].tolist() for column in _columns(marks)), strict=True)
    for mark_start, mark_end, key, grade, is_synonym in rows:
        if mark_start >= reached and group:
            found.append(HitSpan(*reading.span(first - start, reached - start), synonym, tuple(group)))
            group = []
        if not group:
            first, synonym = mark_start, True
        group.append(Mark(key, grade))
        reached = max(reached, mark_end)
        synonym = synonym and is_synonym
    if group:
        found.append(HitSpan(*reading.span(first - start, reached - start), synonym, tuple(group)))
    return found


def _columns(marks: Marks) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.generic]], ...]:
    return marks.starts, marks.ends, marks.keys, marks.grades, marks.synonyms
