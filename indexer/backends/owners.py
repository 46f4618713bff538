"""Which of many ranges each of many positions lies in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from indexer.backends.arrays import IntArray

__all__ = ["Owners"]

_BLOCK_BITS = 7
"""Blocks have 128 characters and passages some hundred, so mostly no range is left to pass, or one."""


class Owners:
    """Finds the ranges of positions; a million of them in a third of the time of a binary search.

    Args:
        starts: Where the ranges begin, ascending; each goes on to where the next one begins.
    """

    def __init__(self, starts: IntArray) -> None:
        self._starts = np.ascontiguousarray(starts)

    @cached_property
    def _first_in_block(self) -> IntArray:
        """For each block the range in which it begins, -1 before the first one."""
        blocks = (self._starts + ((1 << _BLOCK_BITS) - 1)) >> _BLOCK_BITS
        return (np.cumsum(np.bincount(blocks)) - 1).astype(np.int32)

    def of(self, positions: IntArray) -> IntArray:
        """The range of each position, -1 for one before the first range; ``int32``."""
        if len(positions) < len(self._starts):
            return (np.searchsorted(self._starts, positions, "right") - 1).astype(np.int32)
        table, after = self._first_in_block, np.append(self._starts, np.iinfo(np.int32).max)
        owners: IntArray = table[np.minimum(positions >> _BLOCK_BITS, len(table) - 1)]
        late = np.flatnonzero(after[owners + 1] <= positions)
        while len(late):
            owners[late] += 1
            late = late[after[owners[late] + 1] <= positions[late]]
        return owners
