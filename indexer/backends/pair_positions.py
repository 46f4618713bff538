"""Where every pair of neighbouring characters of a text stands: an inverted list of positions for each pair.

A pair is one number, first character times the size of the alphabet plus second. The positions of a pair are kept in
16-bit units: as steps from one to the next where that is shorter, else as they are in two units each. A step is as many
`_FULL` as fit into it and then the rest, which is always smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PairPositions"]

_FULL = 0xFFFF
_WIDE = 2  # 16-bit units of a position that is kept as it is
_AT_ONCE = 1 << 22  # positions that are sorted at a time: 150 MB of memory


@dataclass(frozen=True, slots=True)
class PairPositions:
    """Positions of pairs.

    Attributes:
        pairs: Every pair that occurs, ascending; ``uint64``.
        counts: How often each does; ``int32``.
        ends: Where its units end in `units`; those of the next one begin there; ``int64``.
        units: ``uint16``.
    """

    pairs: npt.NDArray[np.uint64]
    counts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64]
    units: npt.NDArray[np.uint16]

    @classmethod
    def of(cls, characters: npt.NDArray[np.unsignedinteger], size: int) -> PairPositions:
        """Invert a text.

        Args:
            characters: The text as numbers below `size`; a pair whose first is 0 is left out.
            size: Size of the alphabet.
        """
        parts = [_encoded(*part) for part in _sorted_parts(characters, size)]
        if not parts:
            return cls(np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint16))
        pairs, counts, lengths, units = (np.concatenate([part[place] for part in parts]) for place in range(4))
        return cls(
            pairs=pairs.astype(np.uint64),
            counts=counts.astype(np.int32),
            ends=np.cumsum(lengths, dtype=np.int64),
            units=units.astype(np.uint16),
        )

    def place(self, pair: int) -> int:
        """The place of a pair in `pairs`, or -1."""
        place = int(np.searchsorted(self.pairs, np.uint64(pair)))
        return place if place < len(self.pairs) and int(self.pairs[place]) == pair else -1

    def positions(self, place: int) -> npt.NDArray[np.int32]:
        """The positions of the pair at a place of `pairs`, ascending."""
        first = int(self.ends[place - 1]) if place else 0
        units, count = self.units[first : self.ends[place]], int(self.counts[place])
        if len(units) == _WIDE * count:
            return np.asarray(units).view(np.int32)
        positions = np.cumsum(units, dtype=np.int32)
        return positions if len(positions) == count else positions[units != _FULL]


def _sorted_parts(
    characters: npt.NDArray[np.unsignedinteger], size: int
) -> Iterator[tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]]:
    """Yield pairs, ascending over all parts, with their positions, ascending in a pair; each part fits in memory."""
    first = characters[:-1]
    upto = np.cumsum(np.bincount(first, minlength=size)[1:])  # character 0 is left out
    low = 1
    while low < size and len(upto):
        before = int(upto[low - 2]) if low > 1 else 0
        high = max(int(np.searchsorted(upto, before + _AT_ONCE, "right")) + 1, low + 1)
        positions = np.flatnonzero((first >= low) & (first < high))
        if len(positions):
            pairs = first[positions].astype(np.uint64) * np.uint64(size) + characters[positions + 1]
            order = np.argsort(pairs, kind="stable")
            yield pairs[order], positions[order]
        low = high


def _encoded(pairs: npt.NDArray[np.uint64], positions: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.generic], ...]:
    """Distinct pairs, their counts, their lengths in units, and the units of all."""
    begins = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1]))
    counts = np.diff(np.append(begins, len(pairs)))
    steps = np.diff(positions, prepend=0)
    steps[begins] = positions[begins]
    units_of = steps // _FULL + 1
    lengths = np.add.reduceat(units_of, begins)
    wide = lengths >= _WIDE * counts
    units_of[np.repeat(wide, counts)] = _WIDE
    lengths[wide] = _WIDE * counts[wide]
    ends = np.cumsum(units_of)
    units = np.full(int(ends[-1]), _FULL, np.uint16)
    units[ends - 1] = steps % _FULL
    kept = np.repeat(wide, counts)
    units[ends[kept] - 2] = positions[kept] & _FULL
    units[ends[kept] - 1] = positions[kept] >> 16
    return pairs[begins], counts, lengths, units
