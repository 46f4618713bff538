"""Which places of a report are hits of a query: what is counted, marked and linked to.

Overlapping marks are one hit with one number; marks that only touch are two.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import BoolArray, IntArray, distinct
from indexer.backends.source_offsets import JoinedOffsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.stored import StoredReport
    from indexer.backends.text_layout import TextLayout
    from indexer.search.hits.marks import Marks

__all__ = ["NOWHERE", "Hits", "HitsOfReports", "count_hits", "grouped", "hits_of", "no_hits"]

NOWHERE = -1
"""The grade of what does not stand in a hit."""


class Hits(msgspec.Struct, frozen=True):
    """Hits in text order, one place of each array for each.

    Attributes:
        starts: Where each begins: an offset in a report's text, in several texts one behind another, or a position in
            the text of the corpus.
        ends: The same of the end.
        synonyms: Whether every mark in it stands in other wording.
        marks: How many marks it is made of, at least 1.
        grades: The best grade of each thing that is looked for in each hit, `NOWHERE` where it does not stand there;
            shape ``(things, hits)``, ``int8``.
        sections: Number of the section in which it begins, as its text counts them; of a corpus, 0.
    """

    starts: IntArray
    ends: IntArray
    synonyms: BoolArray
    marks: IntArray
    grades: npt.NDArray[np.int8]
    sections: IntArray

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, chosen: slice | npt.NDArray[np.intp]) -> Hits:
        return Hits(
            starts=self.starts[chosen],
            ends=self.ends[chosen],
            synonyms=self.synonyms[chosen],
            marks=self.marks[chosen],
            grades=self.grades[:, chosen],
            sections=self.sections[chosen],
        )


class HitsOfReports(msgspec.Struct, frozen=True):
    """The hits of some reports, at offsets of their texts as if these stood one behind another.

    Attributes:
        hits: All of them; their sections are numbered on from report to report.
        bounds: Where the hits of each report begin among them, and where the last ones end.
        texts: Where the text of each begins, and where the last one ends.
        first_sections: The number of the first section of each, and the number of all sections.
    """

    hits: Hits
    bounds: list[int]
    texts: list[int]
    first_sections: list[int]

    def __getitem__(self, number: int) -> Hits:
        """The hits of one report, at offsets of its text, and in its sections numbered from 0."""
        own = self.hits[self.bounds[number] : self.bounds[number + 1]]
        text, first = np.array((self.texts[number], self.first_sections[number]), np.int32)
        return Hits(own.starts - text, own.ends - text, own.synonyms, own.marks, own.grades, own.sections - first)


def no_hits() -> Hits:
    """No hit at all."""
    nothing = np.empty(0, np.int32)
    return Hits(nothing, nothing, np.empty(0, np.bool_), nothing, np.empty((0, 0), np.int8), nothing)


def _begins(marks: Marks) -> IntArray:
    """Where hits begin among marks."""
    reached = np.maximum.accumulate(marks.ends)
    begins = np.flatnonzero(marks.starts[1:] >= reached[:-1]) + 1
    return np.append(0, begins).astype(np.int32) if len(marks) else begins.astype(np.int32)


def count_hits(marks: Marks, layout: TextLayout) -> tuple[IntArray, IntArray]:
    """Count the hits of every report, and those of them that stand in other wording.

    Args:
        marks: Marks of a corpus.
        layout: Where its reports lie.
    """
    begins = _begins(marks)
    synonym = np.logical_and.reduceat(marks.synonyms, begins) if len(begins) else marks.synonyms
    owners, reports = layout.report_at.of(marks.starts[begins]), len(layout.reports)
    hits = np.bincount(owners, minlength=reports).astype(np.int32)
    return hits, np.bincount(owners[synonym], minlength=reports).astype(np.int32)


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
        marks=np.append(begins[1:], np.int32(len(marks))) - begins,
        grades=grades,
        sections=np.zeros(len(begins), np.int32),
    )


def hits_of(found: Hits, mains: IntArray, stored: Sequence[StoredReport]) -> HitsOfReports:
    """The hits of some reports.

    Args:
        found: Hits of a corpus.
        mains: Where the main text of each report begins and ends; shape ``(n, 2)``, ascending.
        stored: The reports.
    """
    ranges = found.starts.searchsorted(mains)
    sizes = ranges[:, 1] - ranges[:, 0]
    if int(sizes.sum()) < len(found):  # documents are found by their numbers in any report
        found = found[np.concatenate([np.arange(low, high) for low, high in ranges.tolist()])]
    reports = [each.report for each in stored]
    texts = [0, *accumulate(len(report.text) for report in reports)]
    begins = [text + section.start for text, report in zip(texts, reports, strict=False) for section in report.sections]
    offsets = JoinedOffsets([each.offsets for each in stored], mains[:, 0].tolist(), texts[:-1])
    starts, ends = offsets.spans(found.starts, found.ends)
    sections = np.array(begins, np.int32).searchsorted(starts, "right").astype(np.int32) - np.int32(1)
    return HitsOfReports(
        hits=Hits(starts, ends, found.synonyms, found.marks, found.grades, sections),
        bounds=[0, *sizes.cumsum().tolist()],
        texts=texts,
        first_sections=[0, *accumulate(len(report.sections) for report in reports)],
    )
