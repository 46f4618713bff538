"""Lists of small numbers in few bytes, written for many lists at once and read without a loop over their numbers.

A list keeps its numbers one behind another in lanes of one, two, three or four bytes, whichever makes it shortest. In
lanes of one and two bytes the highest value stands for a number that does not fit; those follow in lanes of twice the
width. To read numbers that all fit is to look at bytes as an array, and the others cost a few nanoseconds each, where
numbers of variable length cost ten, every one, and are hardly shorter.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

__all__ = [
    "KIND_BITS",
    "Narrow",
    "PackedLists",
    "about_how_many",
    "about_how_many_each",
    "pack",
    "steps_of_lists",
    "unpack",
    "unpack_all",
]

_Bytes: TypeAlias = npt.NDArray[np.uint8]
_Sizes: TypeAlias = npt.NDArray[np.int64]

_WIDTHS = (1, 2, 3, 4, 1, 2)  # bytes of a lane, by the kind of a list
_FULL = 4
"""From this kind on some numbers do not fit into their lanes; the count of all stands before the first lane."""

KIND_BITS = 3
"""Bits that hold a kind."""

_COUNT_BYTES = 4
_TYPES: dict[int, np.dtype[Any]] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
_MOST = {width: (1 << 8 * width) - 1 for width in (1, 2, 3)}
_ESCAPES = (1, 2)  # lanes in which the highest value stands for what does not fit
_NEVER = np.int64(1) << 62


class PackedLists(NamedTuple):
    """Lists as bytes.

    Attributes:
        kinds: The kind of each list, of `KIND_BITS` bits.
        sizes: The bytes of each list.
        data: The bytes of all, one list behind another.
    """

    kinds: _Bytes
    sizes: _Sizes
    data: _Bytes


def pack(numbers: npt.NDArray[np.integer[Any]], counts: npt.NDArray[np.integer[Any]]) -> PackedLists:
    """Pack lists.

    Args:
        numbers: The numbers of all lists, one list behind another, each below 2³².
        counts: How many each list has, at least 1.
    """
    if not len(counts):
        return PackedLists(np.empty(0, np.uint8), np.empty(0, np.int64), np.empty(0, np.uint8))
    kinds, sizes = _shortest(numbers, counts)
    ends = np.cumsum(sizes)
    data = np.empty(int(ends[-1]), np.uint8)
    places = ends - sizes
    full = kinds >= _FULL
    _put(data, places[full], counts[full], _COUNT_BYTES)
    places[full] += _COUNT_BYTES
    widths = np.array(_WIDTHS)[kinds]
    for width in np.unique(widths).tolist():
        mine = widths == width
        _lay(data, places[mine], numbers[np.repeat(mine, counts)], counts[mine], width)
    return PackedLists(kinds, sizes, data)


def steps_of_lists(ascending: npt.NDArray[Any], counts: npt.NDArray[np.integer[Any]]) -> npt.NDArray[Any]:
    """The steps from one number to the next in each of several ascending lists, the first step from 0.

    Args:
        ascending: The numbers of all lists, one list behind another.
        counts: How many each has.
    """
    steps = np.diff(ascending, prepend=ascending.dtype.type(0))
    begins = (np.cumsum(counts) - counts)[counts > 0]
    steps[begins] = ascending[begins]
    return steps


class Narrow(msgspec.Struct, frozen=True, array_like=True):
    """Numbers from 0 in as few bytes each as the highest needs: for what is compressed anyway.

    Attributes:
        width: Bytes of a number: 1, 2, 4 or 8.
        data: The numbers.
    """

    width: int
    data: bytes

    @classmethod
    def of(cls, numbers: npt.NDArray[np.integer[Any]]) -> Narrow:
        """Pack numbers."""
        kind = np.min_scalar_type(numbers.max(initial=0))
        return cls(kind.itemsize, numbers.astype(kind).tobytes())

    def numbers(self) -> npt.NDArray[np.unsignedinteger[Any]]:
        """The numbers.

        Raises:
            TypeError: There are none of such a width.
            ValueError: The last one is cut off.
        """
        return np.frombuffer(self.data, f"<u{self.width}")


def _shortest(numbers: npt.NDArray[Any], counts: npt.NDArray[Any]) -> tuple[_Bytes, _Sizes]:
    """The kind that makes each list shortest, of equal ones the first, and the bytes that it takes."""
    begins = np.cumsum(counts) - counts
    one, two = (np.add.reduceat(numbers >= _MOST[width], begins, dtype=np.int64) for width in _ESCAPES)
    highest = np.maximum.reduceat(numbers, begins)
    of_kind = [
        np.where(one > 0, _NEVER, counts),
        np.where(two > 0, _NEVER, 2 * counts),
        np.where(highest > _MOST[3], _NEVER, 3 * counts),
        4 * counts,
        _COUNT_BYTES + counts + 2 * one + 4 * two,
        _COUNT_BYTES + 2 * counts + 4 * two,
    ]
    kinds = np.argmin(of_kind, axis=0)
    return kinds.astype(np.uint8), np.choose(kinds, of_kind).astype(np.int64)


def _lay(data: _Bytes, places: _Sizes, numbers: npt.NDArray[Any], counts: npt.NDArray[Any], width: int) -> None:
    """Write the lanes of lists.

    Args:
        data: Where to.
        places: Where the first lane of each list begins.
        numbers: The numbers of all.
        counts: How many each has.
        width: Bytes of the first lanes.
    """
    while len(numbers):
        begins = np.cumsum(counts) - counts
        at = np.repeat(places - width * begins, counts) + width * np.arange(len(numbers))
        _put(data, at, np.minimum(numbers, _MOST[width]) if width in _ESCAPES else numbers, width)
        if width not in _ESCAPES:
            return
        beyond = numbers >= _MOST[width]
        places = places + width * counts
        counts = np.add.reduceat(beyond, begins, dtype=np.int64)
        left = counts > 0
        places, counts, numbers, width = places[left], counts[left], numbers[beyond], 2 * width


def _put(data: _Bytes, places: _Sizes, numbers: npt.NDArray[Any], width: int) -> None:
    """Write numbers of `width` bytes each, the lowest byte first."""
    for byte in range(width):
        data[places + byte] = numbers >> 8 * byte & 0xFF


def about_how_many(kind: int, size: int) -> int:
    """How many numbers a list of `size` bytes has; for the kinds that store their count, a few more than it has."""
    return size // _WIDTHS[kind]


def about_how_many_each(kinds: _Bytes, sizes: _Sizes) -> _Sizes:
    """The same of each of some lists."""
    return sizes // np.array(_WIDTHS, np.int64)[kinds]


def unpack(kind: int, data: _Bytes) -> npt.NDArray[np.unsignedinteger[Any]]:
    """The numbers of a list.

    Raises:
        ValueError: The bytes are not those of a list of this kind.
    """
    width, place = _WIDTHS[kind], 0
    count = len(data) // width
    if kind >= _FULL:
        count, place = int(data[:_COUNT_BYTES].view(_TYPES[4])[0]), _COUNT_BYTES
    lane = _lane(data, place, count, width)
    place += count * width
    numbers = lane
    if kind >= _FULL:
        numbers = lane.astype(np.uint32)
        missing = np.flatnonzero(lane == _MOST[width])
        while len(missing):
            width *= 2
            lane = _lane(data, place, len(missing), width)
            place += len(missing) * width
            numbers[missing] = lane
            missing = missing[lane == _MOST[width]] if width in _ESCAPES else missing[:0]
    if place != len(data):
        raise ValueError(f"a list of {len(data)} bytes ends at {place}")
    return numbers


def unpack_all(packed: PackedLists) -> tuple[npt.NDArray[np.uint32], _Sizes]:
    """The numbers of all lists, one list behind another, and how many each has; what `pack` was given."""
    kinds, sizes, data = packed
    widths = np.array(_WIDTHS)[kinds]
    places, counts = np.cumsum(sizes) - sizes, sizes // widths
    full = kinds >= _FULL
    counts[full] = _taken(data, places[full], _COUNT_BYTES)
    places[full] += _COUNT_BYTES
    numbers = np.empty(int(counts.sum()), np.uint32)
    for width in set(_WIDTHS):
        mine = widths == width
        numbers[np.repeat(mine, counts)] = _laid(data, places[mine], counts[mine], width)
    return numbers, counts


def _laid(data: _Bytes, places: _Sizes, counts: _Sizes, width: int) -> npt.NDArray[np.uint32]:
    """The numbers of lists that `_lay` wrote."""
    begins = np.cumsum(counts) - counts
    at = np.repeat(places - width * begins, counts)
    numbers = _taken(data, at + width * np.arange(len(at)), width)
    if width in _ESCAPES and len(numbers):
        beyond = numbers == _MOST[width]
        left = np.add.reduceat(beyond, begins, dtype=np.int64)
        numbers[beyond] = _laid(data, (places + width * counts)[left > 0], left[left > 0], 2 * width)
    return numbers


def _taken(data: _Bytes, places: _Sizes, width: int) -> npt.NDArray[np.uint32]:
    """Read numbers of `width` bytes each, the lowest byte first."""
    numbers = data[places].astype(np.uint32)
    for byte in range(1, width):
        numbers |= data[places + byte].astype(np.uint32) << np.uint32(8 * byte)
    return numbers


def _lane(data: _Bytes, place: int, count: int, width: int) -> npt.NDArray[Any]:
    lane = data[place : place + count * width]
    if width == 3:  # noqa: PLR2004 - there is no type of three bytes
        first, second, third = lane.reshape(-1, width).astype(np.uint32).T
        return first | second << 8 | third << 16
    return lane.view(_TYPES[width])
