"""Many short strings in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.packing import Narrow
from indexer.code_points import code_points

__all__ = ["PackedStrings", "Strings"]

_FIRST_OF_SIZE = (0x80, 0x800, 0x10000)
"""The first code points that take two, three and four bytes in UTF-8."""


class PackedStrings(msgspec.Struct, frozen=True, array_like=True):
    """Strings as they are stored: their UTF-8, one behind another, and the bytes of each."""

    data: bytes
    sizes: Narrow


class Strings(Sequence[str]):
    """A sequence of strings as one string of bytes; each as a string of Python would take sixty more.

    Args:
        packed: The strings.

    Raises:
        ValueError: `packed` is damaged.
    """

    def __init__(self, packed: PackedStrings) -> None:
        self._data = packed.data
        self._ends = np.cumsum(packed.sizes.numbers(), dtype=np.uint32)

    @classmethod
    def of(cls, strings: Sequence[str]) -> Strings:
        """Take strings."""
        joined = "".join(strings)
        ends = np.cumsum([0, *map(len, strings)])
        codes = code_points(joined)
        sizes = np.ones(len(codes) + 1, np.int64)  # of characters in UTF-8, with one behind the last
        for first in _FIRST_OF_SIZE:
            sizes[:-1] += codes >= first
        starts = (np.cumsum(sizes) - sizes)[ends]
        return cls(PackedStrings(joined.encode("utf-8", "surrogatepass"), Narrow.of(starts[1:] - starts[:-1])))

    def packed(self) -> PackedStrings:
        """The strings as they are stored."""
        sizes = self._ends.copy()
        sizes[1:] -= self._ends[:-1]
        return PackedStrings(self._data, Narrow.of(sizes))

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int, /) -> str: ...
    @overload
    def __getitem__(self, place: slice, /) -> list[str]: ...
    def __getitem__(self, place: int | slice, /) -> str | list[str]:
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        number = range(len(self))[place]
        start = int(self._ends[number - 1]) if number else 0
        return self._data[start : int(self._ends[number])].decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self._ends.tolist():
            yield self._data[start:end].decode("utf-8", "surrogatepass")
            start = end

    def as_long(self, size: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
        """The numbers of the strings of so many bytes in UTF-8, and those bytes, a row for each."""
        sizes = self._ends.copy()
        sizes[1:] -= self._ends[:-1]
        numbers = np.flatnonzero(sizes == size).astype(np.int32)
        places = self._ends[numbers, np.newaxis] - np.uint32(size) + np.arange(size, dtype=np.uint32)
        return numbers, np.frombuffer(self._data, np.uint8)[places]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Strings) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(self._data)
