"""Which hits of a report a result shows: at most three windows, each chosen for what it shows that is new.

A window is what fits into one passage from a hit on; each hit begins one. Those of all reports of a page are compared
at once, because ten short arrays take ten times as long as one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import BoolArray, IntArray
from indexer.search.hits.hits import NOWHERE
from indexer.search.hits.marks import FRAGMENT, WHOLE, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.model import Report
    from indexer.search.hits.hits import HitsOfReports

__all__ = ["FRAGMENTS", "WIDTH", "Window", "windows"]

WIDTH = 160
"""Length of a passage in characters: four lines of a result on a wide screen, eight on a phone."""

FRAGMENTS = 3
"""Passages a result shows at most."""

_MANY = 8
"""More marks than this make a window no better."""

# What a window is worth, as one number: bits for new things by grade, a new section, marks, and nearness to the
# beginning of the text. Of 160 characters no more than 255 things can stand in a window.
_OFFSET_BITS, _MARK_BITS, _THING_BITS = 32, 4, 8
_SECTION_SHIFT = _OFFSET_BITS + _MARK_BITS
_THING_SHIFT = _SECTION_SHIFT + 1
_GRADES = (FRAGMENT, WORD, WHOLE)
_TAKEN, _NONE = -1, -1
_THINGS = np.array([*(1 << _THING_SHIFT + _THING_BITS * grade for grade in _GRADES), 0])  # the last one for `NOWHERE`

_Numbers: TypeAlias = npt.NDArray[np.intp]


class Window(NamedTuple):
    """The hits of one passage.

    Attributes:
        first: Number of the first one, from 0.
        last: Number after the last one.
    """

    first: int
    last: int


def windows(reports: Sequence[Report], found: HitsOfReports) -> list[list[Window]]:
    """Choose for each of some reports the windows that show its hits, in text order; none where it has no hit.

    Each is chosen for the most things asked for that are not shown yet, best grades first, then for a section not shown
    yet, then for the most marks, then the earliest. The choice ends when nothing new would be shown. Page furniture is
    shown only where there is nothing else.
    """
    chosen: list[list[Window]] = [[] for _ in reports]
    filled = [number for number, (first, end) in enumerate(pairwise(found.bounds)) if first < end]
    if filled:
        choice = _Choice(_Candidates.of(reports, found, filled))
        for turn in range(FRAGMENTS):
            for owner, (first, last) in choice.next(first=not turn):
                before = found.bounds[filled[owner]]
                chosen[filled[owner]].append(Window(first - before, last - before))
    return [sorted(of_report) for of_report in chosen]


class _Candidates(msgspec.Struct, frozen=True):
    """The windows that begin with the hits of several reports, at offsets of their texts one behind another.

    Attributes:
        begins: The first one of each report that has any.
        owners: For each window the place of its report among these.
        lasts: The number after its last hit; ascending, and no window goes across reports.
        worth: What does not change of its worth: marks, and nearness to the beginning of its text.
        slugs: Equal numbers for windows that begin in sections of one report with one slug.
        things: What each thing that is looked for is worth in each while it is new; shape ``(things, windows)``.
    """

    begins: _Numbers
    owners: _Numbers
    lasts: _Numbers
    worth: npt.NDArray[np.int64]
    slugs: IntArray
    things: npt.NDArray[np.int64]

    @classmethod
    def of(cls, reports: Sequence[Report], found: HitsOfReports, filled: Sequence[int]) -> _Candidates:
        """Those of some reports, given which of them have hits."""
        hits, firsts = found.hits, np.arange(len(found.hits))
        begins, texts = (np.array([bases[number] for number in filled]) for bases in (found.bounds, found.texts))
        owners = begins.searchsorted(firsts, "right") - 1
        slugs, section_ends = _section_tables(reports, found)
        limits = np.minimum(hits.starts + np.int32(WIDTH), np.maximum(section_ends.take(hits.sections), hits.ends))
        lasts = np.maximum(hits.ends.searchsorted(limits, "right"), firsts + 1)
        nearness = (1 << _OFFSET_BITS) - 1 - (hits.starts - texts.take(owners))
        worth = (_marks(hits.marks, firsts, lasts) << _OFFSET_BITS) + nearness
        hidden = _hidden(reports, found)
        if hidden.any():  # reports that have hits in furniture alone have to show furniture
            hidden &= (np.bincount(owners, ~hidden) > 0).take(owners)
            worth[hidden] = _TAKEN
        things = _THINGS.take(_grades_of_windows(hits.grades, firsts, lasts))
        return cls(begins, owners, lasts, worth, slugs.take(hits.sections), things)


def _marks(marks: IntArray, firsts: _Numbers, lasts: _Numbers) -> npt.NDArray[np.int64]:
    """The number of marks in each window, at most `_MANY`: more make none better."""
    upto = np.zeros(len(marks) + 1, np.int64)
    marks.cumsum(out=upto[1:])
    shown: npt.NDArray[np.int64] = np.minimum(upto.take(np.minimum(lasts, firsts + _MANY)) - upto[:-1], _MANY)
    return shown


def _section_tables(reports: Sequence[Report], found: HitsOfReports) -> tuple[IntArray, IntArray]:
    """For each section of all reports the number of the first one with its slug in its report, and where it ends."""
    slugs: list[int] = []
    ends: list[int] = []
    for report, text, first in zip(reports, found.texts, found.first_sections, strict=False):
        known: dict[str, int] = {}
        slugs += [known.setdefault(section.slug, number) for number, section in enumerate(report.sections, first)]
        ends += [text + section.end for section in report.sections]
    return np.array(slugs, np.int32), np.array(ends, np.int32)


def _hidden(reports: Sequence[Report], found: HitsOfReports) -> BoolArray:
    """Which hits stand in page furniture."""
    hidden = np.zeros(len(found.hits), np.bool_)
    spans = [
        (text + span.start, text + span.end)
        for report, text in zip(reports, found.texts, strict=False)
        for span in report.furniture
    ]
    for first, after in found.hits.starts.searchsorted(np.array(spans, np.int32).reshape(-1, 2)).tolist():
        hidden[first:after] = True
    return hidden


class _Choice:
    """Chooses windows of several reports, one of each at a time."""

    def __init__(self, windows: _Candidates) -> None:
        self._windows = windows
        self._worth = windows.worth.copy()
        self._new_things = windows.things.copy()
        self._new_section = np.ones(len(windows.owners), np.bool_)

    def next(self, *, first: bool) -> list[tuple[int, Window]]:
        """For each report the best window that shares no hit with earlier ones, if one shows anything new.

        Args:
            first: Whether anything is news.
        """
        windows = self._windows
        news = self._new_things.sum(axis=0) + (self._new_section.astype(np.int64) << _SECTION_SHIFT)
        worth = np.where(self._worth == _TAKEN, _TAKEN, self._worth + news)
        most = np.maximum.reduceat(worth, windows.begins)
        (best,) = ((worth == most.take(windows.owners)) & (worth != _TAKEN)).nonzero()
        if not first:
            best = best[news.take(best) > 0]
        lasts, owners = windows.lasts.take(best), windows.owners.take(best)
        self._show(best, lasts, owners)
        return list(zip(owners.tolist(), map(Window, best.tolist(), lasts.tolist()), strict=True))

    def _show(self, firsts: _Numbers, lasts: _Numbers, owners: _Numbers) -> None:
        """Take what one window each of some reports shows as shown."""
        windows = self._windows
        overlapping = windows.lasts.searchsorted(firsts, "right")
        for low, high in zip(overlapping.tolist(), lasts.tolist(), strict=True):
            self._worth[low:high] = _TAKEN
        slugs = np.full(len(windows.begins), _NONE, np.int32)
        slugs[owners] = windows.slugs.take(firsts)
        self._new_section &= windows.slugs != slugs.take(windows.owners)
        shown = np.zeros((len(windows.things), len(windows.begins)), np.bool_)
        shown[:, owners] = windows.things[:, firsts] > 0
        self._new_things[shown.take(windows.owners, axis=1)] = 0


def _grades_of_windows(grades: npt.NDArray[np.int8], firsts: _Numbers, lasts: _Numbers) -> npt.NDArray[np.int8]:
    """The best grade of each thing in windows that begin with hits and end before others."""
    if (grades == grades[:, :1]).all():  # every hit shows the same, as with one word
        return grades
    best = np.full_like(grades, NOWHERE)
    upto = np.zeros((len(grades), len(firsts) + 1), np.int32)
    for grade in _GRADES:
        here = grades == grade
        if here.any():
            np.cumsum(here, axis=1, out=upto[:, 1:])
            best[upto[:, lasts] > upto[:, firsts]] = grade
    return best
