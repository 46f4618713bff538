"""The texts of a few reports out of a corpus, in which literals are found by looking through them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from indexer.code_points import CODE_POINTS, code_points

if TYPE_CHECKING:
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Text
    from indexer.backends.text_layout import TextLayout

__all__ = ["FEW_REPORTS", "TextPart"]

FEW_REPORTS = 200
"""Up to so many reports are looked through one by one; above, whatever stands in all reports is as soon found."""


class TextPart:
    """Some reports of a text; positions and layout are those of the whole.

    Ten reports are looked through in tens of microseconds, however often a needle stands in the others.

    Args:
        text: The whole.
        reports: Report numbers, ascending.
    """

    def __init__(self, text: Text, reports: IntArray) -> None:
        self._text = text
        chosen = text.layout.reports[reports]
        self._ranges = [*chosen[:, :2].tolist(), *chosen[chosen[:, 3] > 0, 2:].tolist()]
        self.reports = reports

    @property
    def layout(self) -> TextLayout:
        """See `Text.layout`."""
        return self._text.layout

    @cached_property
    def _characters(self) -> tuple[npt.NDArray[np.uint32], IntArray]:
        """The canonical characters of all, behind each text one that is none, and the position of each."""
        texts = [code_points(self._text.read_canonical(start, end)) for start, end in self._ranges]
        points = [np.append(text, np.uint32(CODE_POINTS)) for text in texts]
        positions = [np.arange(start, end + 1, dtype=np.int32) for start, end in self._ranges]
        return np.concatenate(points), np.concatenate(positions)

    def find(self, needle: str) -> IntArray:
        """See `Text.find`."""
        points, positions = self._characters
        found = np.flatnonzero(points == ord(needle[0]))
        for offset, character in enumerate(needle[1:], 1):
            if not len(found):
                break
            found = found[points[np.minimum(found + offset, len(points) - 1)] == ord(character)]
        return np.sort(positions[found])

    def read(self, start: int, end: int) -> str:
        """See `Text.read`."""
        return self._text.read(start, end)

    def read_canonical(self, start: int, end: int) -> str:
        """See `Text.read_canonical`."""
        return self._text.read_canonical(start, end)

    def code_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """See `Text.code_points`."""
        return self._text.code_points(positions)

    def cuts(self, positions: IntArray) -> BoolArray:
        """See `Text.cuts`."""
        return self._text.cuts(positions)
