"""Which stretch of a text each position lies in: the report of a place, or its passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from indexer.backends.arrays import IntArray

__all__ = ["Stretches"]

_FEW = 16  # times as many stretches as positions: then the table takes longer to make than the search
_NEVER = np.int32(np.iinfo(np.int32).max)


class Stretches:
    """Stretches that follow one another, each up to where the next one begins.

    A binary search takes fifty nanoseconds a position, because every step of it is a guess for the processor. A table
    that tells for blocks of positions which stretch holds the first one takes a fifth of that: blocks are so short that
    most of them lie in one stretch. The table is made when many positions are asked for.

    Args:
        starts: Where each begins, ascending; two may begin at one place, of which the first is empty.
    """

    def __init__(self, starts: IntArray) -> None:
        self._starts = np.ascontiguousarray(starts)
        self._table: _Table | None = None

    def of(self, positions: IntArray) -> IntArray:
        """The number of the stretch that holds each position, none of which lies before the first one."""
        if self._table is None:
            if _FEW * len(positions) <= len(self._starts):
                return (self._starts.searchsorted(positions, "right") - 1).astype(np.int32)
            self._table = _Table.of(self._starts)
        return self._table.owners(positions)


class _Table(NamedTuple):
    """What is known of blocks of positions.

    Attributes:
        bits: How many of a position's lowest bits tell its place in its block.
        first: The stretch that holds the first position of each block.
        nexts: For each stretch where the next one begins.
    """

    bits: int
    first: IntArray
    nexts: IntArray

    @classmethod
    def of(cls, starts: IntArray) -> _Table:
        average = int(starts[-1] - starts[0]) // len(starts)
        bits = max(average.bit_length() - 2, 0)  # a block is a quarter to a half of an average stretch
        covering = (starts + np.int32((1 << bits) - 1)) >> bits  # the first block that does not begin before each
        first = np.maximum(np.bincount(covering).cumsum(dtype=np.int32) - np.int32(1), 0)
        return cls(bits, first, np.append(starts[1:], _NEVER))

    def owners(self, positions: IntArray) -> IntArray:
        owners: IntArray = self.first.take(positions >> self.bits, mode="clip")
        later = np.flatnonzero(self.nexts.take(owners) <= positions)
        while len(later):
            owners[later] += 1
            later = later.compress(self.nexts.take(owners.take(later)) <= positions.take(later))
        return owners
