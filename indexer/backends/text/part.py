"""The texts of a few reports out of a corpus, read once: literals and words are looked for in them alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from indexer.code_points import CODE_POINTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Text
    from indexer.backends.text_layout import TextLayout

__all__ = ["FEW_REPORTS", "TextPart"]

FEW_REPORTS = 200
"""Up to this many reports are looked through one by one; for more, to look through all of them is as fast."""

_NOTHING = CODE_POINTS  # no character, and so none of a needle

Value = TypeVar("Value", bound=np.generic)


class TextPart:
    """Some reports of a text; positions and layout are those of the whole.

    Ten reports are looked through in tens of microseconds, however often a needle stands in the others. What is asked
    of positions is told for those of these reports, and of the borders around each.

    Args:
        text: The whole.
        reports: Report numbers, ascending.
    """

    def __init__(self, text: Text, reports: IntArray) -> None:
        self._text = text
        chosen = text.layout.reports[reports]
        self._ranges = sorted([*chosen[:, :2].tolist(), *chosen[chosen[:, 3] > 0, 2:].tolist()])
        # What is read stands in one array, text by text, each with the border before it and the one behind it.
        starts, ends = np.array(self._ranges, np.int32).reshape(-1, 2).T
        self._firsts = starts - np.int32(1)
        sizes = ends - starts + np.int32(2)
        self._begins = sizes.cumsum(dtype=np.int32) - sizes
        self._shifts = self._begins - self._firsts
        self.reports = reports

    @property
    def layout(self) -> TextLayout:
        """See `Text.layout`."""
        return self._text.layout

    @cached_property
    def _canonical(self) -> npt.NDArray[np.uint32]:
        points = self._all(self._text.canonical_between)
        points[self._begins] = points[self._begins[1:] - 1] = points[-1] = _NOTHING
        return points

    @cached_property
    def _segmented(self) -> npt.NDArray[np.uint32]:
        return self._all(self._text.points_between)

    @cached_property
    def _borders_of_words(self) -> BoolArray:
        return self._all(self._text.cuts_between)

    def _all(self, read: Callable[[int, int], npt.NDArray[Value]]) -> npt.NDArray[Value]:
        return np.concatenate([read(start - 1, end + 1) for start, end in self._ranges])

    def _places(self, positions: IntArray) -> IntArray:
        """Where positions stand in what was read."""
        owners = self._firsts.searchsorted(positions, "right") - 1
        places: IntArray = positions + self._shifts.take(owners)
        return places

    def find(self, needle: str) -> IntArray:
        """See `Text.find`."""
        if not self._ranges:
            return np.empty(0, np.int32)
        points = self._canonical
        (found,) = (points == ord(needle[0])).nonzero()
        for offset, character in enumerate(needle[1:], 1):
            if not len(found):
                break
            found = found[points.take(found + offset) == ord(character)]  # the text, or the border behind it
        owners = self._begins.searchsorted(found, "right") - 1
        positions: IntArray = found.astype(np.int32) - self._shifts.take(owners)
        return positions

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
        return self._text.read(start, end)

    def points_between(self, start: int, end: int) -> npt.NDArray[np.uint32]:
        """See `Text.points_between`."""
        return self._text.points_between(start, end)

    def canonical_between(self, start: int, end: int) -> npt.NDArray[np.uint32]:
        """See `Text.canonical_between`."""
        return self._text.canonical_between(start, end)

    def code_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.code_points`."""
        return self._segmented.take(self._places(positions))

    def canonical_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.canonical_points`."""
        return self._text.canonical_points(positions)

    def cuts(self, positions: IntArray) -> BoolArray:
        """See `Text.cuts`."""
        return self._borders_of_words.take(self._places(positions))

    def cuts_between(self, start: int, end: int) -> BoolArray:
        """See `Text.cuts_between`."""
        return self._text.cuts_between(start, end)
