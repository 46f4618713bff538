"""The reference of literal search: one string, read from one end to the other for every needle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import canon
from indexer.code_points import code_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Text
    from indexer.backends.text.laid import LaidText

__all__ = ["MemoryText"]


class MemoryText:
    """A laid text in memory; implements `indexer.backends.base.Text`.

    Args:
        laid: The text.
    """

    def __init__(self, laid: LaidText) -> None:
        self.layout = laid.layout
        self._text = laid.text
        self._canonical = canon(laid.text)
        self._cuts = frozenset(laid.cuts.tolist())
        reports = laid.layout.reports.tolist()
        self._ranges = [(start, end) for start, end, _, _ in reports]
        self._ranges += [(start, end) for _, _, start, end in reports if end]

    def find(self, needle: str) -> IntArray:
        """See `Text.find`."""
        found = []
        for start, end in self._ranges:
            place = self._canonical.find(needle, start, end)
            while place >= 0:
                found.append(place)
                place = self._canonical.find(needle, place + 1, end)
        return np.array(found, np.int32)

    def at_most(self, needle: str) -> int:
        """See `Text.at_most`."""
        return len(self.find(needle))

    def portions(self, _needles: Sequence[str], /) -> Iterator[Text]:
        """See `Text.portions`."""
        yield self

    def among(self, reports: IntArray) -> IntArray:
        """See `Text.among`."""
        return reports

    def read(self, start: int, end: int) -> str:
        """See `Text.read`."""
        return self._text[start:end]

    def points_between(self, start: int, end: int) -> npt.NDArray[np.uint32]:
        """See `Text.points_between`."""
        return code_points(self._text[start:end])

    def canonical_between(self, start: int, end: int) -> npt.NDArray[np.uint32]:
        """See `Text.canonical_between`."""
        return code_points(self._canonical[start:end])

    def code_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.code_points`."""
        return np.array([ord(self._text[place]) for place in positions.tolist()], np.uint32)

    def canonical_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.canonical_points`."""
        return np.array([ord(self._canonical[place]) for place in positions.tolist()], np.uint32)

    def cuts(self, positions: IntArray) -> BoolArray:
        """See `Text.cuts`."""
        return np.array([place in self._cuts for place in positions.tolist()], np.bool_)

    def cuts_between(self, start: int, end: int) -> BoolArray:
        """See `Text.cuts_between`."""
        return self.cuts(np.arange(start, end, dtype=np.int32))
