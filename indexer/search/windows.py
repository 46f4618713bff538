"""Which hits of a report a result shows: at most three windows, each chosen for what it shows that is new.

A window is what fits into one passage from a hit on; each hit begins one. Those of all reports of a page are compared
at once, because ten short arrays take ten times as long as one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import BoolArray, IntArray, within
from indexer.search.hits import NOWHERE
from indexer.search.marks import FRAGMENT, WHOLE, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def windows(shown: Sequence[tuple[Report, Hits]]) -> list[list[Window]]:
    """Choose for each of some reports the windows that show its hits, of which there is at least one, in text order.

    Each is chosen for the most things asked for that are not shown yet, best grades first, then for a section not shown
    yet, then for the most marks, then the earliest. The choice ends when nothing new would be shown. Page furniture is
    shown only where there is nothing else.
    """
    chosen: list[list[Window]] = [[] for _ in shown]
    if shown:
        choice = _Choice(_Joined.of(shown))
        for turn in range(FRAGMENTS):
            for number, window in choice.next(first=not turn):
                chosen[number].append(window)
    return [sorted(of_report) for of_report in chosen]


class _Joined(msgspec.Struct, frozen=True):
    """The hits of several reports one behind another, with so much between that no window goes across.

    Attributes:
        bounds: Where the hits of each report begin, and where the last ones end.
        starts: Where each hit begins.
        ends: Where it ends.
        nearness: How near it is to the beginning of its text; the nearest is the greatest.
        limits: Where a window that begins with it must end.
        marks: Marks of each.
        slugs: Equal numbers for hits in sections of one report with one slug.
        hidden: Whether each stands in page furniture.
        grades: As `Hits.grades`.
    """

    bounds: list[int]
    starts: IntArray
    ends: IntArray
    nearness: npt.NDArray[np.int64]
    limits: IntArray
    marks: IntArray
    slugs: IntArray
    hidden: BoolArray
    grades: npt.NDArray[np.int8]

    @classmethod
    def of(cls, shown: Sequence[tuple[Report, Hits]]) -> _Joined:
        """Join."""
        sizes = [len(hits) for _, hits in shown]
        lengths = [report.sections[-1].end + WIDTH for report, _ in shown]
        bases = np.cumsum([0, *lengths[:-1]]).astype(np.int32)
        of_sections = np.cumsum([0, *(len(report.sections) for report, _ in shown[:-1])]).astype(np.int32)
        slugs, section_ends = _section_tables([report for report, _ in shown], bases.tolist(), of_sections.tolist())
        columns = [np.concatenate(column) for column in zip(*(_columns(hits) for _, hits in shown), strict=True)]
        own_starts, own_ends, marks, sections = columns
        base = np.repeat(bases, sizes)
        starts, ends = own_starts + base, own_ends + base
        sections = sections + np.repeat(of_sections, sizes)
        return cls(
            bounds=[0, *np.cumsum(sizes).tolist()],
            starts=starts,
            ends=ends,
            nearness=(1 << _OFFSET_BITS) - 1 - own_starts.astype(np.int64),
            limits=np.minimum(starts + WIDTH, np.maximum(section_ends[sections], ends)),
            marks=marks,
            slugs=slugs[sections],
            hidden=_hidden([report for report, _ in shown], bases.tolist(), starts),
            grades=np.concatenate([hits.grades for _, hits in shown], axis=1),
        )


def _columns(hits: Hits) -> tuple[IntArray, ...]:
    return hits.starts, hits.ends, hits.marks, hits.sections


def _section_tables(
    reports: Sequence[Report], bases: Sequence[int], firsts: Sequence[int]
) -> tuple[IntArray, IntArray]:
    """For each section of all reports the number of the first one with its slug in its report, and where it ends."""
    slugs: list[int] = []
    ends: list[int] = []
    for report, base, first in zip(reports, bases, firsts, strict=True):
        known: dict[str, int] = {}
        slugs += [known.setdefault(section.slug, first + n) for n, section in enumerate(report.sections)]
        ends += [base + section.end for section in report.sections]
    return np.array(slugs, np.int32), np.array(ends, np.int32)


def _hidden(reports: Sequence[Report], bases: Sequence[int], starts: IntArray) -> BoolArray:
    """Which hits stand in page furniture."""
    hidden = np.zeros(len(starts), np.bool_)
    for report, base in zip(reports, bases, strict=True):
        for span in report.furniture:
            hidden[within(starts, base + span.start, base + span.end - 1)] = True
    return hidden


class _Choice:
    """Chooses windows of several reports, one of each at a time."""

    def __init__(self, hits: _Joined) -> None:
        self._ranges = list(pairwise(hits.bounds))
        firsts = np.arange(len(hits.starts))
        self._lasts = np.maximum(np.searchsorted(hits.ends, hits.limits, "right"), firsts + 1)
        self._slugs, self._grades = hits.slugs, _grades_of_windows(hits.grades, firsts, self._lasts)
        marks = np.append(0, np.cumsum(hits.marks))
        shown = np.minimum(marks[np.minimum(self._lasts, firsts + _MANY)] - marks[firsts], _MANY)
        # What does not change: marks and nearness. Only-furniture reports have to show furniture.
        self._worth = (shown.astype(np.int64) << _OFFSET_BITS) + hits.nearness
        for low, high in self._ranges if hits.hidden.any() else ():
            if not hits.hidden[low:high].all():
                self._worth[low:high][hits.hidden[low:high]] = _TAKEN
        self._new_things = np.ones(self._grades.shape, np.bool_)
        self._new_section = np.ones(len(firsts), np.bool_)

    def next(self, *, first: bool) -> Iterator[tuple[int, Window]]:
        """For each report the best window that shares no hit with those before, if there is one that shows news.

        Args:
            first: Whether anything is news.
        """
        new = self._news()
        worth = np.where(self._worth == _TAKEN, _TAKEN, self._worth + new)
        for number, (low, high) in enumerate(self._ranges):
            best = low + int(worth[low:high].argmax())
            if worth[best] != _TAKEN and (first or new[best]):
                last = int(self._lasts[best])
                self._show(best, last, low, high)
                yield number, Window(best - low, last - low)

    def _news(self) -> npt.NDArray[np.int64]:
        """What the new things and sections in each window are worth."""
        news = self._new_section.astype(np.int64) << _SECTION_SHIFT
        if self._new_things.any():
            for grade in _GRADES:
                count = ((self._grades == grade) & self._new_things).sum(axis=0)
                news += count << (_THING_SHIFT + _THING_BITS * grade)
        return news

    def _show(self, first: int, last: int, low: int, high: int) -> None:
        """Take what one window of a report shows as shown."""
        own = slice(low, high)
        overlapping = low + int(np.searchsorted(self._lasts[own], first, "right"))
        self._worth[overlapping:last] = _TAKEN
        self._new_section[own] &= self._slugs[own] != self._slugs[first]
        self._new_things[:, own] &= self._grades[:, first : first + 1] == NOWHERE


def _grades_of_windows(
    grades: npt.NDArray[np.int8], firsts: npt.NDArray[np.int64], lasts: npt.NDArray[np.int64]
) -> npt.NDArray[np.int8]:
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
