"""The texts of several index segments as one."""

from __future__ import annotations

from bisect import bisect_right
from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import within
from indexer.backends.text_layout import TextLayout
from indexer.code_points import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.text.segment import TextSegment
    from indexer.code_points import Codes

__all__ = ["CorpusText"]

_PORTION = 1 << 19  # places of needles in a portion: their arrays fit into the processor's cache


class CorpusText:
    """The texts of several index segments as one; implements `indexer.backends.base.Text`.

    Args:
        segments: Each with the reports of it that are live, one flag a report in the order they were added.
    """

    def __init__(self, segments: Sequence[tuple[TextSegment, BoolArray]]) -> None:
        self._segments = [segment for segment, _ in segments]
        self._ends = np.cumsum([len(segment) for segment in self._segments])
        self._starts = [0, *self._ends.tolist()]
        self._searched = range(len(segments))
        self._complete = [bool(live.all()) for _, live in segments]
        layouts = [segment.layout.only(live) for segment, live in segments]
        self._reports = [layout.reports for layout in layouts]
        self._firsts = np.cumsum([0, *map(len, self._reports)]).tolist()
        self.layout = TextLayout.joined(layouts, self._starts)

    def find(self, needle: str) -> IntArray:
        """See `Text.find`."""
        found = [self.find_in(number, needle) for number in self._searched]
        return np.concatenate(found) if found else np.empty(0, np.int32)

    def at_most(self, needle: str) -> int:
        """See `Text.at_most`."""
        return sum(self._segments[number].at_most(needle) for number in self._searched)

    def portions(self, needles: Sequence[str], /) -> Iterator[CorpusText]:
        """See `Text.portions`."""
        begin, places = self._searched.start, 0
        for number in self._searched:
            more = sum(self._segments[number].at_most(needle) for needle in needles)
            if number > begin and places + more > _PORTION:
                yield self._portion(begin, number)
                begin, places = number, 0
            places += more
        yield self._portion(begin, self._searched.stop)

    def among(self, reports: IntArray) -> IntArray:
        """See `Text.among`."""
        return reports[within(reports, self._firsts[self._searched.start], self._firsts[self._searched.stop] - 1)]

    def _portion(self, begin: int, end: int) -> CorpusText:
        portion = copy(self)
        portion._searched = range(begin, end)  # noqa: SLF001 - it is one of its own kind
        return portion

    def find_in(self, number: int, needle: str) -> IntArray:
        """Every position where a canonical needle stands in one segment, given by its number."""
        return self.placed(number, self._segments[number].find(needle))

    def placed(self, number: int, positions: IntArray) -> IntArray:
        """Where positions of one segment are in the whole; those in reports that are left out are dropped."""
        if not self._complete[number]:
            positions = positions[_inside(self._reports[number], positions)]
        return positions + np.int32(self._starts[number])

    def read(self, start: int, end: int) -> str:
        """See `Text.read`."""
        return text_of(self.points_between(start, end))

    def points_between(self, start: int, end: int) -> Codes:
        """See `Text.points_between`."""
        segment, base = self._at(start)
        return segment.points_between(start - base, end - base)

    def canonical_between(self, start: int, end: int) -> Codes:
        """See `Text.canonical_between`."""
        segment, base = self._at(start)
        return segment.canonical_between(start - base, end - base)

    def _at(self, position: int) -> tuple[TextSegment, int]:
        """The segment of a position, and where it begins."""
        number = bisect_right(self._starts, position) - 1
        return self._segments[number], self._starts[number]

    def code_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.code_points`."""
        read = [segment.code_points for segment in self._segments]
        points: npt.NDArray[np.uint32] = self.of_each(positions, read, np.uint32)
        return points

    def canonical_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.canonical_points`."""
        read = [segment.canonical_points for segment in self._segments]
        points: npt.NDArray[np.uint32] = self.of_each(positions, read, np.uint32)
        return points

    def cuts(self, positions: IntArray) -> BoolArray:
        """See `Text.cuts`."""
        cuts: BoolArray = self.of_each(positions, [segment.cuts for segment in self._segments], np.bool_)
        return cuts

    def cuts_between(self, start: int, end: int) -> BoolArray:
        """See `Text.cuts_between`."""
        segment, base = self._at(start)
        return segment.cuts_between(start - base, end - base)

    def of_each(
        self,
        positions: IntArray,
        read: Sequence[Callable[[IntArray], npt.NDArray[np.generic]]],
        kind: type[np.generic],
    ) -> npt.NDArray[Any]:
        """Read something at positions, which may be in any order, from the segment of each; sooner where they ascend.

        Args:
            positions: Where.
            read: Reads it at positions of a segment, one function a segment.
            kind: What it gives.
        """
        if len(self._segments) == 1:
            return read[0](positions)
        if not (positions[1:] < positions[:-1]).any():
            return self.of_ascending(positions, read, kind)
        values = np.empty(len(positions), kind)
        owners = np.searchsorted(self._ends, positions, "right")
        for number in np.flatnonzero(np.bincount(owners)).tolist():
            mine = owners == number
            values[mine] = read[number](positions[mine] - np.int32(self._starts[number]))
        return values

    def of_ascending(
        self,
        positions: IntArray,
        read: Sequence[Callable[[IntArray], npt.NDArray[np.generic]]],
        kind: type[np.generic],
    ) -> npt.NDArray[Any]:
        """The same of positions that ascend, in a third of the time where they are many."""
        values = np.empty(len(positions), kind)
        borders = np.searchsorted(positions, np.array(self._starts, np.int32)).tolist()
        for number, (first, after) in enumerate(pairwise(borders)):
            if first < after:
                values[first:after] = read[number](positions[first:after] - np.int32(self._starts[number]))
        return values


def _inside(reports: IntArray, positions: IntArray) -> BoolArray:
    """Which positions lie in one of the texts of the reports."""
    seconds = reports[reports[:, 3] > 0, 2:]
    inside = np.zeros(len(positions), np.bool_)
    for ranges in (reports[:, :2], seconds):
        if len(ranges):
            owner = np.searchsorted(ranges[:, 0], positions, "right") - 1
            inside |= (owner >= 0) & (positions < ranges[owner, 1])
    return inside
