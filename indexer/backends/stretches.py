"""Which of many stretches of a text holds each of some positions: the report of a place, or the passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from indexer.backends.arrays import IntArray

__all__ = ["Stretches"]

_NEVER = np.iinfo(np.int32).max


class Stretches:
    """Stretches that follow one another, each up to where the next one begins.

    A binary search takes fifty nanoseconds a position, because every step of it is a guess for the processor. A table
    that tells for blocks of positions which stretch holds the first one takes a fifth of that: blocks are so short that
    most of them lie in one stretch.

    Args:
        starts: Where each begins, ascending; two may begin at one place, of which the first is empty.
    """

    def __init__(self, starts: IntArray) -> None:
        average = int(starts[-1] - starts[0]) // len(starts) if len(starts) else 0
        self._bits = max(average.bit_length() - 2, 0)  # a block is a quarter to a half of an average stretch
        begun = (starts + np.int32((1 << self._bits) - 1)) >> self._bits  # the first block before which each begins
        self._first = np.maximum(np.bincount(begun).cumsum() - 1, 0).astype(np.int32)
        self._nexts = np.append(starts[1:], np.int32(_NEVER))

    def of(self, positions: IntArray) -> IntArray:
        """The number of the stretch that holds each position, none of which lies before the first one."""
        if not len(positions):
            return np.empty(0, np.int32)
        owners: IntArray = self._first.take(positions >> self._bits, mode="clip")
        later = np.flatnonzero(self._nexts.take(owners) <= positions)
        while len(later):
            owners[later] += 1
            later = later.compress(self._nexts.take(owners.take(later)) <= positions.take(later))
        return owners
