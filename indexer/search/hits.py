"""Which places of a report are hits of a query: what is counted, marked and linked to.

Overlapping marks are one hit with one number; marks that only touch are two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import BoolArray, IntArray, distinct

if TYPE_CHECKING:
    from indexer.backends.stored import StoredReport
    from indexer.search.marks import Marks

__all__ = ["NOWHERE", "Hits", "count_hits", "grouped", "hits_in", "no_hits"]

NOWHERE = -1
"""The grade of what does not stand in a hit."""


class Hits(msgspec.Struct, frozen=True):
    """Hits in text order, one place of each array for each.

    Attributes:
        starts: Where each begins: an offset in a report's text, or a position in the text of the corpus.
        ends: The same of the end.
        synonyms: Whether every mark in it stands in other wording.
        marks: How many marks it is made of, at least 1.
        grades: The best grade of each thing that is looked for in each hit, `NOWHERE` where it does not stand there;
            shape ``(things, hits)``, ``int8``.
        sections: Number of the section in which it begins; of a corpus, 0.
    """

    starts: IntArray
    ends: IntArray
    synonyms: BoolArray
    marks: IntArray
    grades: npt.NDArray[np.int8]
    sections: IntArray

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        arrays = (self.starts, self.ends, self.synonyms, self.marks, self.grades, self.sections)
        return sum(array.nbytes for array in arrays)


def no_hits() -> Hits:
    """No hit at all."""
    nothing = np.empty(0, np.int32)
    return Hits(nothing, nothing, np.empty(0, np.bool_), nothing, np.empty((0, 0), np.int8), nothing)


def _begins(marks: Marks) -> IntArray:
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
    begins = _begins(marks)
    synonym = np.logical_and.reduceat(marks.synonyms, begins) if len(begins) else marks.synonyms
    owners = np.searchsorted(borders, marks.starts[begins], "right")
    hits = np.bincount(owners, minlength=len(borders)).astype(np.int32)
    return hits, np.bincount(owners[synonym], minlength=len(borders)).astype(np.int32)


def grouped(marks: Marks) -> Hits:
    """The hits that marks of a corpus make, at positions of the corpus."""
    begins = _begins(marks)
    if not len(begins):
        return no_hits()
    keys = distinct(marks.keys)
    if len(begins) == len(marks) and len(keys) == 1:
        grades = marks.grades[np.newaxis]
    else:
        of_key = (np.where(marks.keys == key, marks.grades, np.int8(NOWHERE)) for key in keys)
        grades = np.stack([np.maximum.reduceat(column, begins) for column in of_key])
    return Hits(
        starts=marks.starts[begins],
        ends=np.maximum.reduceat(marks.ends, begins),
        synonyms=np.logical_and.reduceat(marks.synonyms, begins),
        marks=np.diff(begins, append=np.int32(len(marks))),
        grades=grades,
        sections=np.zeros(len(begins), np.int32),
    )


def hits_in(hits: Hits, chosen: slice, start: int, stored: StoredReport) -> Hits:
    """The hits of one report at offsets in its text.

    Args:
        hits: Hits of a corpus.
        chosen: Those that lie in the report.
        start: Where the report's main text begins.
        stored: The report.
    """
    starts, ends = stored.offsets.spans(hits.starts[chosen] - np.int32(start), hits.ends[chosen] - np.int32(start))
    begins = np.array([section.start for section in stored.report.sections], np.int32)
    sections = np.maximum(np.searchsorted(begins, starts, "right") - 1, 0).astype(np.int32)
    kept = hits.synonyms[chosen].copy(), hits.marks[chosen].copy(), hits.grades[:, chosen].copy()  # not those of all
    return Hits(starts, ends, *kept, sections)
