"""Which words stand in which rows, titles and headings of some reports: counted for all of them at once."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.analysis import Terms, count_by_group
from indexer.backends.base import IndexedRow
from indexer.model import SECTION_SLUGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from indexer.analysis import Reading, TermCounts, Vocabulary
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.stored import StoredText
    from indexer.model import Report

__all__ = ["Cut", "RowWords", "slugs_of", "words_of"]

_BITS = np.array((0, *(1 << length for length in range(1, 8)), 0))  # by the length of a word; none for longer ones


class Cut(NamedTuple):
    """A report with the terms of its text and of its title.

    Attributes:
        report: The report.
        readings: Readings of its text.
        text: What the index keeps of it.
        terms: The terms of each reading.
        title: Readings of its title.
        title_terms: The terms of each of these.
    """

    report: Report
    readings: tuple[Reading, ...]
    text: StoredText
    terms: Sequence[Terms]
    title: Sequence[Reading]
    title_terms: Sequence[Terms]


class RowWords(NamedTuple):
    """The words of one report by where they stand.

    Attributes:
        rows: Its rows, in section order.
        title: The words of its title.
        begins: For each character of its main text a bit for each length that a counted word which begins there has.
    """

    rows: tuple[IndexedRow, ...]
    title: TermCounts
    begins: bytes


def slugs_of(report: Report) -> list[str]:
    """The slugs of a report's rows, in order."""
    present = {section.slug for section in report.sections}
    return [slug for slug in SECTION_SLUGS if slug in present]


def words_of(reports: Sequence[Cut], vocabulary: Vocabulary) -> Iterator[RowWords]:
    """Count the words of each row by where they begin; words of page furniture are left out of ranking.

    The texts are taken for one, in which each begins where the one before ends.
    """
    slugs = [slugs_of(cut.report) for cut in reports]
    first_rows = list(accumulate(map(len, slugs), initial=0))
    firsts = list(accumulate((len(cut.text.main) for cut in reports), initial=0))
    passages = _table(_passages(cut, first, row) for cut, first, row in zip(reports, firsts, first_rows, strict=False))
    furniture = _table(
        ((first + start, first + end) for start, end in cut.text.furniture)
        for cut, first in zip(reports, firsts, strict=False)
    )
    numbers, starts, sizes = _joined(_placed(cut, first) for cut, first in zip(reports, firsts, strict=False))
    counted = _outside(furniture, starts)
    numbers, starts = numbers[counted], starts[counted]
    begins = _begins(starts, sizes[counted], firsts[-1])
    passage = np.maximum(np.searchsorted(passages[:, 0], starts, "right") - 1, 0)
    row = passages[passage, 1]
    heading = starts < passages[passage, 2]
    titles, title = _joined(_title(cut, number) for number, cut in enumerate(reports))
    rows = first_rows[-1]
    groups = np.concatenate((row, row[heading] + rows, title + 2 * rows))
    counts = count_by_group(
        vocabulary, np.concatenate((numbers, numbers[heading], titles)), groups, 2 * rows + len(reports)
    )
    for number, (named, first) in enumerate(zip(slugs, first_rows, strict=False)):
        yield RowWords(
            tuple(
                IndexedRow(SECTION_SLUGS.index(slug), counts[place], counts[rows + place])
                for place, slug in enumerate(named, first)
            ),
            counts[2 * rows + number],
            begins[firsts[number] : firsts[number + 1]].tobytes(),
        )


def _passages(cut: Cut, first: int, first_row: int) -> Iterator[tuple[int, int, int]]:
    """Where each passage begins, its row, and where its heading ends."""
    for section, passage in zip(cut.report.sections, cut.text.passages, strict=True):
        _, heading_end = cut.readings[0].locate(section.start, section.heading_end)
        yield first + passage.start, first_row + passage.row, first + heading_end


def _placed(cut: Cut, first: int) -> Iterator[tuple[IntArray, IntArray, IntArray]]:
    """The words of all readings, by their numbers, with where each begins in the main one and its length, 0 in others.

    Of the second reading only what overlaps other wording, so that nothing counts twice.
    """
    main = cut.terms[0]
    yield main.numbers, main.starts + np.int32(first), main.ends - main.starts
    for reading, found in zip(cut.readings[1:], cut.terms[1:], strict=True):
        other = _in_other_wording(reading, found)
        starts = np.array([first + cut.text.start_in_main(start) for start in other.starts.tolist()], np.int32)
        yield other.numbers, starts, np.zeros_like(starts)


def _begins(starts: IntArray, sizes: IntArray, size: int) -> npt.NDArray[np.uint8]:
    """For each character a bit for each length, 1 to 7, of a word that begins there, the least lowest."""
    bits = _BITS.take(sizes, mode="clip")
    return np.bincount(starts, bits, size).astype(np.uint8)  # no two words that begin at one place end at one


def _title(cut: Cut, number: int) -> Iterator[tuple[IntArray, IntArray]]:
    """The words of a title, with the number of its report for each."""
    for reading, found in zip(cut.title, cut.title_terms, strict=True):
        numbers = (_in_other_wording(reading, found) if reading.alternatives else found).numbers
        yield numbers, np.full(len(numbers), number, np.int32)


def _in_other_wording(reading: Reading, found: Terms) -> Terms:
    """The terms that overlap other wording than the source's."""
    spans = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    other = np.fromiter((reading.is_alternative(start, end) for start, end in spans), np.bool_)
    return Terms(found.numbers[other], found.starts[other], found.ends[other])


def _joined(parts: Iterable[Iterable[tuple[IntArray, ...]]]) -> tuple[IntArray, ...]:
    return tuple(map(np.concatenate, zip(*(part for of_report in parts for part in of_report), strict=True)))


def _table(parts: Iterable[Iterable[tuple[int, ...]]]) -> IntArray:
    return np.array([row for part in parts for row in part], np.int32)


def _outside(furniture: IntArray, starts: IntArray) -> BoolArray:
    """Which positions lie outside of page furniture, given as ascending ranges."""
    if not len(furniture):
        return np.ones(len(starts), np.bool_)
    place = np.searchsorted(furniture[:, 0], starts, "right") - 1
    outside: BoolArray = (place < 0) | (starts >= furniture[place, 1])
    return outside
