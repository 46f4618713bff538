"""Where a term stands as a word of the index: the places that its frequency counts, without cutting texts into words.

A place of a Han term is a word if the word borders around it say so: it is a whole word, or lies in one that has it
inside. A number or Latin term is a word where nothing around continues it; where that is not plain, or the index counts
another number of words than were found, the report is scanned.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from indexer.analysis import Reading
from indexer.backends.arrays import distinct, spread, within
from indexer.backends.text.counting import per_report, reports_of
from indexer.backends.text.places import Places, carried, main_places
from indexer.backends.time_limit import check_time
from indexer.code_points import code_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.analysis import Analysis
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Index, Text
    from indexer.backends.leaves import LeafReader

__all__ = ["WordPlacer"]

_LONGEST = 40  # characters of a word; the longest of jieba's dictionary has 16
_CHARACTER_BITS = 21
_CHARACTERS = 3  # as many as fit into 64 bits, or one and a number that stands for all before it
_SHAPE_BITS = 16  # a word has fewer characters than these bits count
_MANY = 20_000  # places; below it takes longer to count than to look
_DIGITS, _MARKS, _SIGNS = "0123456789", ".,:", "+#"
_LETTERS_END = 0x250  # Latin letters lie below


class WordPlacer:
    """Finds words in the text of one index.

    Args:
        index: What to look in.
        leaves: Gives the counts of words.
        analysis: Knows the words inside words.
    """

    def __init__(self, index: Index, leaves: LeafReader, analysis: Analysis) -> None:
        self._index = index
        self._leaves = leaves
        self._analysis = analysis

    def places(self, text: Text, term: str, found: tuple[Places, Places], reports: IntArray) -> Places:
        """Every place of a term, page furniture left out.

        Args:
            text: Where to look.
            term: The term.
            found: Where its canonical form stands, as `wording_places` gives it.
            reports: The reports whose places are wanted; others may be missing.
        """
        main, other = found
        if self._analysis.is_han(term):
            stands, open_places = self._told(text, term, main, other)
            stands[open_places] = self._stands(text, main.starts[open_places], term)
            main = main[stands]
            other = other[self._stands(text, other.seconds, term)]
            return _outside_furniture(text, Places.joined(main, other))
        plain = _outside_furniture(text, main[_plain(text, main, term)])
        return self._with_scanned(text, term, plain, reports)

    def _told(self, text: Text, term: str, main: Places, other: Places) -> tuple[BoolArray, npt.NDArray[np.intp]]:
        """Which places of a Han term are words as the counts of the index tell, and those of which they do not tell.

        In a report in which it counts as many words as there are places each of them is a word, and none where it
        counts none. Of few places it is quicker to look at each.
        """
        if len(main) < _MANY:
            return np.zeros(len(main), np.bool_), np.arange(len(main))
        reports, standing = per_report(text.layout, main)
        counted = self._counted(term)[reports]
        alike = counted == standing
        alike[np.isin(reports, reports_of(text.layout, other))] = False  # the index counts other wording as well
        return np.repeat(alike, standing), np.flatnonzero(np.repeat(~alike & (counted > 0), standing))

    def _counted(self, term: str) -> IntArray:
        """How many words the index counts in each report."""
        words = self._leaves.word(term).text
        return spread(words.reports, words.report_counts, self._index.columns.reports)

    def _stands(self, text: Text, starts: IntArray, term: str) -> BoolArray:
        """Whether a Han term that stands at positions, in any spelling of its class, is a word there."""
        if not len(starts):
            return np.empty(0, np.bool_)
        size = len(term)
        borders: IntArray = np.add.outer(np.arange(size + 1, dtype=np.int32), starts)
        characters = text.code_points(borders[:-1].ravel()).reshape(size, -1)
        stands: BoolArray = (characters == code_points(term)[:, np.newaxis]).all(axis=0)
        cuts = text.cuts(borders.ravel()).reshape(borders.shape)
        stands &= ~cuts[1:-1].any(axis=0)
        whole = cuts[0] & cuts[-1]
        inner = np.flatnonzero(stands & ~whole)
        if len(inner):
            stands[inner] = self._stands_inside(text, starts[inner], size)
        return stands

    def _stands_inside(self, text: Text, starts: IntArray, size: int) -> BoolArray:
        """Whether ranges that lie inside longer words are words there; each word is asked about once."""
        first = _nearest_cut(text, starts, -1)
        after = _nearest_cut(text, starts + np.int32(size), 1)
        found = np.zeros(len(starts), np.bool_)
        shapes = (starts - first).astype(np.int64) << _SHAPE_BITS | (after - first)
        for shape in distinct(shapes).tolist():
            check_time()
            offset, length = shape >> _SHAPE_BITS, shape & ((1 << _SHAPE_BITS) - 1)
            alike = np.flatnonzero(shapes == shape)
            around = [place for place in range(length) if not offset <= place < offset + size]
            _, examples, kinds = np.unique(
                _distinct(text, first[alike], around), return_index=True, return_inverse=True
            )
            words = [text.read(start, start + length) for start in first[alike[examples]].tolist()]
            answers = [self._analysis.has_word(word, offset, offset + size) for word in words]
            found[alike] = np.array(answers, np.bool_)[kinds]
        return found

    def _with_scanned(self, text: Text, term: str, plain: Places, reports: IntArray) -> Places:
        """Scan the reports in which the index counts another number of words than `plain` has."""
        plainly = reports_of(text.layout, plain)
        differs = self._counted(term) != np.bincount(plainly, minlength=self._index.columns.reports)
        wrong = reports[differs[reports]]
        if not len(wrong):
            return plain
        scanned = [self._scanned(text, term, report) for report in wrong.tolist()]
        return Places.joined(plain[~differs[plainly]], *scanned)

    def _scanned(self, text: Text, term: str, report: int) -> Places:
        check_time()
        start, end, second_start, second_end = text.layout.reports[report].tolist()
        main = main_places(*self._spans(text, term, start, end))
        if not second_end:
            return _outside_furniture(text, main)
        other = carried(text, *self._spans(text, term, second_start, second_end))
        return _outside_furniture(text, Places.joined(main, other))

    def _spans(self, text: Text, term: str, start: int, end: int) -> tuple[IntArray, IntArray]:
        breaks = text.layout.breaks
        inside = tuple((breaks[within(breaks, start, end - 1)] - start).tolist())
        spans = self._analysis.word_spans(Reading(text.read(start, end), None, None, (), inside), term)
        table = np.array(spans, np.int32).reshape(-1, 2) + np.int32(start)
        return table[:, 0], table[:, 1]


def _nearest_cut(text: Text, positions: IntArray, step: int) -> IntArray:
    """The nearest border of a word at or beyond each position, in the direction of `step`."""
    found = positions.copy()
    moving = np.flatnonzero(~text.cuts(found))
    for _ in range(_LONGEST):
        if not len(moving):
            break
        found[moving] += np.int32(step)
        moving = moving[~text.cuts(found[moving])]
    return found


def _distinct(text: Text, starts: IntArray, offsets: Sequence[int]) -> npt.NDArray[np.uint64]:
    """A number for each start, equal where the characters at offsets from it are."""
    numbers, taken = np.zeros(len(starts), np.uint64), 0
    for offset in offsets:
        if taken == _CHARACTERS:
            numbers, taken = np.unique(numbers, return_inverse=True)[1].astype(np.uint64), _CHARACTERS - 1
        numbers = numbers << np.uint64(_CHARACTER_BITS) | text.code_points(starts + np.int32(offset))
        taken += 1
    return numbers


def _plain(text: Text, places: Places, term: str) -> BoolArray:
    """Whether nothing around a number or Latin term could make it part of another one."""
    plain = ~_continues(text, places.starts, -1)
    if term[-1] != "%" and ord(term[-1]) < _LETTERS_END:  # else it ends in what ends every number
        plain &= ~_continues(text, places.ends - 1, 1)
    breaks = text.layout.breaks
    crossing: BoolArray = np.searchsorted(breaks, places.starts, "right") < np.searchsorted(breaks, places.ends)
    return plain & ~crossing


def _continues(text: Text, edges: IntArray, step: int) -> BoolArray:
    """Whether a number or word may go on beyond the character at each edge, in the direction of `step`.

    It goes on in a digit, a letter or a sign of words, and after a mark of numbers if a digit follows. A percent sign
    ends a number, which is also a word without it.
    """
    points = text.code_points(edges + np.int32(step))
    goes_on = _is_one_of(points, _DIGITS + _SIGNS) | ((points >= ord("a")) & (points < _LETTERS_END))
    marks = np.flatnonzero(_is_one_of(points, _MARKS))
    goes_on[marks] = _is_one_of(text.code_points(edges[marks] + np.int32(2 * step)), _DIGITS)
    return goes_on


def _is_one_of(points: npt.NDArray[np.uint32], characters: str) -> BoolArray:
    found: BoolArray = reduce(np.logical_or, (points == ord(character) for character in characters))
    return found


def _outside_furniture(text: Text, places: Places) -> Places:
    inside = text.layout.in_furniture(places.starts)
    return places[~inside] if inside.any() else places
