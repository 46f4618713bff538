"""Which places of a report are hits of a query: what is counted, marked and linked to.

Overlapping marks are one hit with one number; marks that only touch are two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from indexer.analysis import Reading
    from indexer.backends.arrays import IntArray
    from indexer.backends.stored import StoredReport
    from indexer.search.marks import Marks

__all__ = ["HitSpan", "Mark", "count_hits", "hits_of"]


class Mark(NamedTuple):
    """What one place of a piece or word of the query contributes to a hit.

    Attributes:
        key: What stands there, to tell new things from things already shown.
        grade: `WHOLE`, `WORD` or `FRAGMENT` of `indexer.search.marks`.
    """

    key: int
    grade: int


class HitSpan(NamedTuple):
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
    own = marks[low:high]
    begins = _groups(own)
    if not len(begins):
        return []
    lasts = np.append(begins[1:], len(own)) - 1
    firsts, afters = own.starts[begins] - start, np.maximum.accumulate(own.ends)[lasts] - start
    synonyms = np.logical_and.reduceat(own.synonyms, begins)
    kinds = list(map(Mark, own.keys.tolist(), own.grades.tolist()))
    groups = [tuple(kinds[first : last + 1]) for first, last in zip(begins.tolist(), lasts.tolist(), strict=True)]
    return list(map(HitSpan, *_original(stored.readings[0], firsts, afters), synonyms.tolist(), groups))


def _original(reading: Reading, firsts: IntArray, afters: IntArray) -> tuple[list[int], list[int]]:
    """The source ranges of ranges of a reading, none of them empty: `Reading.span` for many."""
    if reading.starts is None or reading.ends is None:
        return firsts.tolist(), afters.tolist()
    starts, ends = np.frombuffer(reading.starts, np.uint32), np.frombuffer(reading.ends, np.uint32)
    return starts[firsts].tolist(), ends[afters - 1].tolist()
