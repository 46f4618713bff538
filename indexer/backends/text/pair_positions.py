"""Where every pair of neighbouring characters of a text stands: an inverted list of positions for each pair.

Pairs are kept by their first character: the second ones, ascending, and where the list of each ends. A list is the
steps from one position to the next, packed (`indexer.backends.files.packing`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import counted
from indexer.backends.files.packing import (
    KIND_BITS,
    PackedLists,
    about_how_many,
    about_how_many_each,
    pack,
    steps_of_lists,
    unpack,
    unpack_all,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_CHARACTERS", "Extent", "Numbers", "PairLists", "PairPositions"]

MAX_CHARACTERS = 2**27 - 1
"""Most characters of a text: the ends of lists are 29-bit numbers of bytes, of which a position takes four at most."""

_KIND = (1 << KIND_BITS) - 1
_AT_ONCE = 1 << 20  # positions that are sorted at a time: 40 MB of memory


class Numbers(Protocol):
    """What is read of an array: a numpy array is one."""

    def __len__(self) -> int: ...

    def __getitem__(self, wanted: slice, /) -> npt.NDArray[Any]: ...


class Extent(msgspec.Struct, frozen=True):
    """The list of one pair.

    Attributes:
        start: Its first byte.
        end: After its last one.
        kind: How it is packed.
    """

    start: int
    end: int
    kind: int

    @property
    def count(self) -> int:
        """About how many positions it has: exactly, or up to twice as many where steps differ much in size."""
        return about_how_many(self.kind, self.end - self.start)


class PairPositions(msgspec.Struct, frozen=True):
    """Positions of pairs.

    Attributes:
        firsts: For each character, and one more, the number of pairs that begin with smaller ones; ``int32``.
        bases: The same of bytes of their lists; ``int64``.
        seconds: The second character of each pair.
        ends: For each pair the number of bytes from the base to where its list ends, and in the lowest `KIND_BITS` how
            the list is packed; ``uint32``.
        steps: The lists; ``uint8``.
    """

    firsts: npt.NDArray[np.int32]
    bases: npt.NDArray[np.int64]
    seconds: Numbers
    ends: Numbers
    steps: Numbers

    @classmethod
    def of(cls, characters: npt.NDArray[np.unsignedinteger], size: int) -> PairPositions:
        """Invert a text.

        Args:
            characters: The text as numbers below `size`; a pair whose first is 0 is left out.
            size: Size of the alphabet.
        """
        parts = [_packed(*part) for part in _sorted_parts(characters, size)]
        parts = parts or [_packed(np.empty(0, np.uint64), np.empty(0, np.int64))]
        pairs, sizes, kinds, steps = (np.concatenate([part[place] for part in parts]) for place in range(4))
        first, second = np.divmod(pairs, np.uint64(size))
        firsts = np.searchsorted(first, np.arange(size + 1, dtype=np.uint64))
        ends = np.cumsum(sizes)
        bases = np.append(0, ends)[firsts]
        return cls(
            firsts=firsts.astype(np.int32),
            bases=bases,
            seconds=second.astype(characters.dtype),
            ends=(((ends - bases[first.astype(np.int64)]) << KIND_BITS) + kinds).astype(np.uint32),
            steps=steps,
        )

    def find(self, first: int, second: int) -> Extent | None:
        """The list of a pair, or None when it stands nowhere."""
        low, high = int(self.firsts[first]), int(self.firsts[first + 1])
        seconds = self.seconds[low:high]
        place = int(seconds.searchsorted(seconds.dtype.type(second)))
        if place == len(seconds) or int(seconds[place]) != second:
            return None
        *before, end = self.ends[low + max(place - 1, 0) : low + place + 1].tolist()
        start = before[0] >> KIND_BITS if before else 0
        base = int(self.bases[first])
        return Extent(base + start, base + (end >> KIND_BITS), end & _KIND)

    def positions(self, extent: Extent) -> npt.NDArray[np.int32]:
        """The positions of a list, ascending."""
        return np.cumsum(unpack(extent.kind, self.steps[extent.start : extent.end]), dtype=np.int32)

    def at_most_from(self, first: int) -> int:
        """How many positions the pairs that begin with a character have, or more: each takes a byte at least."""
        return int(self.bases[first + 1] - self.bases[first])

    def positions_from(self, first: int) -> npt.NDArray[np.int32]:
        """The positions of all pairs that begin with a character, ascending."""
        ends = self.ends[int(self.firsts[first]) : int(self.firsts[first + 1])]
        after = (ends >> KIND_BITS).astype(np.int64)
        sizes = after.copy()
        sizes[1:] -= after[:-1]
        data = self.steps[int(self.bases[first]) : int(self.bases[first + 1])]
        return np.sort(_unpacked(PackedLists((ends & _KIND).astype(np.uint8), sizes, data))[0])


class PairLists(msgspec.Struct, frozen=True):
    """The lists of all pairs, numbered from 0, to read many of them at once.

    Attributes:
        pairs: The pair of each as a number, ascending.
        alphabet: Such a number is that of the first character, times this, and that of the second.
        packed: The lists.
    """

    pairs: npt.NDArray[np.int64]
    alphabet: int
    packed: PackedLists

    @classmethod
    def of(cls, positions: PairPositions) -> PairLists:
        """The lists of a text."""
        alphabet = len(positions.firsts) - 1
        counts = np.diff(positions.firsts)
        firsts = np.repeat(np.arange(alphabet, dtype=np.int64), counts)
        ends = positions.ends[:]
        sizes = np.diff(positions.bases[firsts] + (ends >> KIND_BITS), prepend=0)
        packed = PackedLists((ends & _KIND).astype(np.uint8), sizes, positions.steps[:])
        return cls(firsts * alphabet + positions.seconds[:], alphabet, packed)

    def find(self, firsts: npt.NDArray[np.int64], seconds: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The number of the list of each of some pairs, -1 for one that stands nowhere."""
        wanted = firsts * self.alphabet + seconds
        places = np.searchsorted(self.pairs, wanted)
        if not len(self.pairs):
            return np.full(len(wanted), -1)
        return np.where(self.pairs.take(places, mode="clip") == wanted, places, -1)

    def counts(self, lists: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """About how many positions each of some lists has; see `Extent.count`."""
        return about_how_many_each(self.packed.kinds[lists], self.packed.sizes[lists])

    def positions(self, lists: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """The positions of some lists, one list behind another, and how many each has."""
        kinds, sizes, data = self.packed
        starts, sizes = (np.cumsum(sizes) - sizes)[lists], sizes[lists]
        ends = np.cumsum(sizes)
        places = np.repeat(starts - ends + sizes, sizes) + np.arange(int(sizes.sum()))
        return _unpacked(PackedLists(kinds[lists], sizes, data[places]))


def _unpacked(lists: PackedLists) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """The positions of lists, one list behind another, and how many each has."""
    steps, counts = unpack_all(lists)
    reached = np.cumsum(steps, dtype=np.uint32)
    begins = np.cumsum(counts) - counts
    reached -= np.repeat(reached[begins] - steps[begins], counts)  # each list begins anew
    return reached.astype(np.int32), counts


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
            # The pair stands above the number of the position, so that one sort of numbers does. They fit in 64 bits:
            # 2²⁰ positions, and 2⁴¹ pairs of code points; or one first character, 2²⁷ positions and 2²¹ pairs.
            bits = np.uint64(len(positions).bit_length())
            keys = (first[positions] - low).astype(np.uint64) * np.uint64(size) + characters[positions + 1]
            keys = keys << bits | np.arange(len(positions), dtype=np.uint64)
            keys.sort()
            order = keys & np.uint64((1 << int(bits)) - 1)
            yield (keys >> bits) + np.uint64(low * size), positions[order.astype(np.intp)]
        low = high


def _packed(pairs: npt.NDArray[np.uint64], positions: npt.NDArray[np.int64]) -> tuple[npt.NDArray[Any], ...]:
    """Distinct pairs, the sizes and the kinds of their lists, and the bytes of all."""
    lists, counts = counted(pairs)
    packed = pack(steps_of_lists(positions, counts).astype(np.uint32), counts)
    return lists, packed.sizes, packed.kinds, packed.data
