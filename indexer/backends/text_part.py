"""The texts of a few reports out of a corpus, read once: literals and words are looked for in them alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from indexer.code_points import CODE_POINTS, code_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Text
    from indexer.backends.text_layout import TextLayout

__all__ = ["FEW_REPORTS", "TextPart"]

FEW_REPORTS = 200
"""Up to so many reports are looked through one by one; above, whatever stands in all reports is as soon found."""

_BORDER = np.zeros(1, np.uint32)
_NOTHING = np.full(1, CODE_POINTS, np.uint32)  # no character, and so none of a needle


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
        self._begins = np.cumsum(sizes, dtype=np.int32) - sizes
        self.reports = reports

    @property
    def layout(self) -> TextLayout:
        """See `Text.layout`."""
        return self._text.layout

    @cached_property
    def _canonical(self) -> npt.NDArray[np.uint32]:
        return self._characters(self._text.read_canonical, _NOTHING)

    @cached_property
    def _segmented(self) -> npt.NDArray[np.uint32]:
        return self._characters(self._text.read, _BORDER)

    def _characters(self, read: Callable[[int, int], str], border: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
        texts = [code_points(read(start, end)) for start, end in self._ranges]
        return np.concatenate([part for text in texts for part in (border, text, border)])

    @cached_property
    def _borders_of_words(self) -> BoolArray:
        return np.concatenate([self._text.cuts_between(start - 1, end + 1) for start, end in self._ranges])

    def _places(self, positions: IntArray) -> IntArray:
        """Where positions stand in what was read."""
        owners = np.searchsorted(self._firsts, positions, "right") - 1
        places: IntArray = positions - self._firsts[owners] + self._begins[owners]
        return places

    def find(self, needle: str) -> IntArray:
        """See `Text.find`."""
        points = self._canonical
        found = np.flatnonzero(points == ord(needle[0]))
        for offset, character in enumerate(needle[1:], 1):
            if not len(found):
                break
            found = found[points[np.minimum(found + offset, len(points) - 1)] == ord(character)]
        owners = np.searchsorted(self._begins, found, "right") - 1
        positions: IntArray = (found - self._begins[owners] + self._firsts[owners]).astype(np.int32)
        return positions

    def at_most(self, needle: str) -> int:
        """See `Text.at_most`."""
        return len(self.find(needle))

    def read(self, start: int, end: int) -> str:
        """See `Text.read`."""
        return self._text.read(start, end)

    def read_canonical(self, start: int, end: int) -> str:
        """See `Text.read_canonical`."""
        return self._text.read_canonical(start, end)

    def code_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.code_points`."""
        return self._segmented[self._places(positions)]

    def canonical_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.canonical_points`."""
        return self._text.canonical_points(positions)

    def cuts(self, positions: IntArray) -> BoolArray:
        """See `Text.cuts`."""
        return self._borders_of_words[self._places(positions)]

    def cuts_between(self, start: int, end: int) -> BoolArray:
        """See `Text.cuts_between`."""
        return self._text.cuts_between(start, end)
