"""Which hits of a report a result shows: at most three windows, each chosen for what it shows that is new.

A window is what fits into one passage from a hit on. Each hit begins one; a hundred hits are compared at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import BoolArray, IntArray
from indexer.search.hits import NOWHERE
from indexer.search.marks import FRAGMENT, WHOLE, WORD

if TYPE_CHECKING:
    from indexer.model import Report
    from indexer.search.hits import Hits

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
_TAKEN = -1


class Window(NamedTuple):
    """The hits of one passage.

    Attributes:
        first: Number of the first one, from 0.
        last: Number after the last one.
    """

    first: int
    last: int


def windows(report: Report, hits: Hits) -> list[Window]:
    """Choose the windows that show a report's hits, of which there is at least one, in text order.

    Each is chosen for the most things asked for that are not shown yet, best grades first, then for a section not shown
    yet, then for the most marks, then the earliest. The choice ends when nothing new would be shown. Page furniture is
    shown only where there is nothing else.
    """
    choice = _Choice(report, hits)
    chosen: list[Window] = []
    while len(chosen) < FRAGMENTS and (window := choice.next(first=not chosen)):
        chosen.append(window)
    return sorted(chosen)


class _Choice:
    """Chooses windows of one report one after the other."""

    def __init__(self, report: Report, hits: Hits) -> None:
        ends = np.array([section.end for section in report.sections], np.int32)
        slugs = {section.slug: number for number, section in enumerate(report.sections)}
        self._sections = np.array([slugs[section.slug] for section in report.sections], np.int32)[hits.sections]
        limits = np.minimum(hits.starts + WIDTH, np.maximum(ends[hits.sections], hits.ends))
        firsts = np.arange(len(hits), dtype=np.int32)
        self._lasts = np.maximum(np.searchsorted(hits.ends, limits, "right"), firsts + 1)
        self._hits = hits
        self._worth = self._lasting_worth(firsts)
        self._worth[_in_furniture(report, hits.starts)] = _TAKEN
        if (self._worth == _TAKEN).all():
            self._worth = self._lasting_worth(firsts)
        self._new_section = np.ones(len(hits), np.bool_)
        self._things = _things(hits.grades, self._lasts)

    def _lasting_worth(self, firsts: IntArray) -> npt.NDArray[np.int64]:
        """What marks and place of each window are worth."""
        marks = np.append(0, np.cumsum(self._hits.marks))
        shown = np.minimum(marks[np.minimum(self._lasts, firsts + _MANY)] - marks[firsts], _MANY)
        nearness = (1 << _OFFSET_BITS) - 1 - self._hits.starts.astype(np.int64)
        worth: npt.NDArray[np.int64] = (shown.astype(np.int64) << _OFFSET_BITS) + nearness
        return worth

    def next(self, *, first: bool) -> Window | None:
        """The best window that shares no hit with those chosen before; None when it would show nothing new."""
        new = (self._things.worth() << _THING_SHIFT) + (self._new_section.astype(np.int64) << _SECTION_SHIFT)
        worth = np.where(self._worth == _TAKEN, _TAKEN, self._worth + new)
        best = int(worth.argmax())
        if worth[best] == _TAKEN or not (first or new[best]):
            return None
        last = int(self._lasts[best])
        self._worth[np.searchsorted(self._lasts, best, "right") : last] = _TAKEN
        self._new_section &= self._sections != self._sections[best]
        self._things.show(best)
        return Window(best, last)


def _in_furniture(report: Report, offsets: IntArray) -> BoolArray:
    inside = np.zeros(len(offsets), np.bool_)
    for span in report.furniture:
        inside |= (offsets >= span.start) & (offsets < span.end)
    return inside


@dataclass(slots=True)
class _Things:
    """What windows show of the things asked for, and which of those were shown.

    Attributes:
        grades: Best grade of each thing in each window, as `Hits.grades`.
        new: Whether each thing was not shown yet.
    """

    grades: npt.NDArray[np.int8]
    new: BoolArray

    def worth(self) -> npt.NDArray[np.int64]:
        """What the new things in each window are worth: their numbers by grade, the best grade first."""
        worth = np.zeros(self.grades.shape[1], np.int64)
        if self.new.any():
            new = self.grades[self.new]
            for grade in _GRADES:
                worth += (new == grade).sum(axis=0) << (_THING_BITS * grade)
        return worth

    def show(self, window: int) -> None:
        """Take what one window shows as shown."""
        self.new &= self.grades[:, window] == NOWHERE


def _things(grades: npt.NDArray[np.int8], lasts: IntArray) -> _Things:
    """The things in windows that end before the hits `lasts`."""
    new = np.ones(len(grades), np.bool_)
    if (grades == grades[:, :1]).all():  # every hit shows the same, as with one word
        return _Things(grades, new)
    best = np.full_like(grades, NOWHERE)
    firsts = np.arange(grades.shape[1])
    for grade in _GRADES:
        upto = np.pad(np.cumsum(grades == grade, axis=1), ((0, 0), (1, 0)))
        best[upto[:, lasts] > upto[:, firsts]] = grade
    return _Things(best, new)
