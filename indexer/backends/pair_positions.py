"""Where every pair of neighbouring characters of a text stands: an inverted list of positions for each pair.

Pairs are kept by their first character: the second ones, ascending, and where the list of each ends. The positions of
a pair are kept in 16-bit units: as steps from one to the next where that is shorter, else as they are in two units
each. A step is as many `_FULL` as fit into it and then the rest, which is always smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_CHARACTERS", "Extent", "Numbers", "PairPositions"]

MAX_CHARACTERS = 2**30 - 1
"""Most characters of a text: the ends of lists are 31-bit numbers of units, of which a position takes two at most."""

_FULL = 0xFFFF
_WIDE = 2  # 16-bit units of a position that is kept as it is
_AT_ONCE = 1 << 22  # positions that are sorted at a time: 150 MB of memory


class Numbers(Protocol):
    """What is read of an array: a numpy array is one."""

    def __len__(self) -> int: ...

    def __getitem__(self, wanted: slice, /) -> npt.NDArray[Any]: ...


@dataclass(frozen=True, slots=True)
class Extent:
    """The list of one pair.

    Attributes:
        start: Its first unit.
        end: After its last one.
        wide: Whether positions are kept as they are.
    """

    start: int
    end: int
    wide: bool

    @property
    def count(self) -> int:
        """About how many positions it has: exactly, unless there are steps longer than a unit holds."""
        return (self.end - self.start) // (_WIDE if self.wide else 1)


@dataclass(frozen=True, slots=True)
class PairPositions:
    """Positions of pairs.

    Attributes:
        firsts: For each character, and one more, the number of pairs that begin with smaller ones; ``int32``.
        bases: The same of units; ``int64``.
        seconds: The second character of each pair.
        ends: Twice the number of units from the base to where the list of a pair ends, and 1 more for a list that
            keeps positions as they are; ``uint32``.
        units: ``uint16``.
    """

    firsts: npt.NDArray[np.int32]
    bases: npt.NDArray[np.int64]
    seconds: Numbers
    ends: Numbers
    units: Numbers

    @classmethod
    def of(cls, characters: npt.NDArray[np.unsignedinteger], size: int) -> PairPositions:
        """Invert a text.

        Args:
            characters: The text as numbers below `size`; a pair whose first is 0 is left out.
            size: Size of the alphabet.
        """
        parts = [_encoded(*part) for part in _sorted_parts(characters, size)]
        parts = parts or [_encoded(np.empty(0, np.uint64), np.empty(0, np.int64))]
        pairs, lengths, wide, units = (np.concatenate([part[place] for part in parts]) for place in range(4))
        first, second = np.divmod(pairs, np.uint64(size))
        firsts = np.searchsorted(first, np.arange(size + 1, dtype=np.uint64))
        ends = np.cumsum(lengths, dtype=np.int64)
        bases = np.append(0, ends)[firsts]
        return cls(
            firsts=firsts.astype(np.int32),
            bases=bases,
            seconds=second.astype(characters.dtype),
            ends=((ends - bases[first.astype(np.int64)]) * 2 + wide).astype(np.uint32),
            units=units.astype(np.uint16),
        )

    def find(self, first: int, second: int) -> Extent | None:
        """The list of a pair, or None when it stands nowhere."""
        low, high = int(self.firsts[first]), int(self.firsts[first + 1])
        seconds = self.seconds[low:high]
        place = int(np.searchsorted(seconds, seconds.dtype.type(second)))
        if place == len(seconds) or int(seconds[place]) != second:
            return None
        start, end = 0, int(self.ends[low + place : low + place + 1][0])
        if place:
            start = int(self.ends[low + place - 1 : low + place][0]) >> 1
        base = int(self.bases[first])
        return Extent(base + start, base + (end >> 1), bool(end & 1))

    def positions(self, extent: Extent) -> npt.NDArray[np.int32]:
        """The positions of a list, ascending."""
        units = self.units[extent.start : extent.end]
        if extent.wide:
            return units.view(np.int32)
        positions = np.cumsum(units, dtype=np.int32)
        ends = units != _FULL
        return positions if ends.all() else positions[ends]


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


def _encoded(pairs: npt.NDArray[np.uint64], positions: npt.NDArray[np.int64]) -> tuple[npt.NDArray[Any], ...]:
    """Distinct pairs, the lengths of their lists in units, whether they are wide, and the units of all."""
    if not len(pairs):
        return pairs, positions, positions, positions
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
    return pairs[begins], lengths, wide, units
