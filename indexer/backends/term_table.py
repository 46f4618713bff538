"""The terms of an index segment with their posting lists, in two files.

Terms stand in ascending order in blocks, each compressed, of which a look-up reads one. Lists of few postings, as most
are, stand in the block of their terms, the others in the file of postings. A list is the steps from row to row, and how
often the term occurs in each. Behind the blocks a directory tells where each begins, and with which term.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.base import NO_POSTINGS, Postings
from indexer.backends.packing import Narrow, PackedLists, pack, unpack

if TYPE_CHECKING:
    from indexer.backends.arrays import IntArray
    from indexer.backends.inversion import Inverted

__all__ = ["Read", "TermTable", "write_terms"]

Read: TypeAlias = Callable[[int, int], bytes]
"""Reads of a file, given where and how many bytes."""

_IN_BLOCK = 128  # terms; with twice as many a look-up takes twice as long, and the file is a twelfth shorter
_BESIDE = 16  # postings of a list that stands in the block of its term
_LEVEL = 9
_BETWEEN = b"\xff"  # stands in no UTF-8
_TAIL = struct.Struct("<Q")  # where the directory begins
_LIST = struct.Struct("<BBI")  # kinds of the two parts of a list in the file of postings, and the bytes of the first


class _Block(msgspec.Struct, frozen=True, array_like=True):
    """Terms that follow one another.

    Attributes:
        terms: Each between two of `_BETWEEN`.
        counts: A byte for each: how many postings stand here, 0 for a list in the file of postings.
        steps: Of all lists that stand here, one behind another.
        frequencies: The same.
        place: Where the first of the others stands.
        sizes: The bytes of each of the others; they stand one behind another.
    """

    terms: bytes
    counts: bytes
    steps: Narrow
    frequencies: Narrow
    place: int
    sizes: tuple[int, ...]

    def postings(self, number: int, read: Read) -> Postings:
        """The list of a term by its number in the block."""
        count = self.counts[number]
        if not count:
            other = self.counts.count(0, 0, number)
            return _read_list(read(self.place + sum(self.sizes[:other]), self.sizes[other]))
        first = sum(self.counts[:number])
        mine = slice(first, first + count)
        rows = np.cumsum(self.steps.numbers()[mine], dtype=np.int32)
        return Postings(rows, self.frequencies.numbers()[mine].astype(np.int32))


class _Directory(msgspec.Struct, frozen=True, array_like=True):
    """What stands where.

    Attributes:
        fields: Names of the fields; each term begins with a byte, the number of its field.
        firsts: The first term of each block, with `_BETWEEN` between them.
        ends: Where each block ends, eight bytes each.
    """

    fields: tuple[str, ...]
    firsts: bytes
    ends: bytes


_BLOCK = msgspec.msgpack.Decoder(_Block)
_DIRECTORY = msgspec.msgpack.Decoder(_Directory)


def write_terms(terms: BinaryIO, postings: BinaryIO, fields: Mapping[str, Inverted]) -> None:
    """Write the terms of fields into two empty files.

    Raises:
        OSError: The disk refuses.
    """
    firsts: list[bytes] = []
    ends = [0]
    for number, name in enumerate(fields):
        for first, block in _blocks(bytes((number,)), fields[name], postings):
            ends.append(ends[-1] + terms.write(zlib.compress(msgspec.msgpack.encode(block), _LEVEL)))
            firsts.append(first)
    directory = _Directory(tuple(fields), _BETWEEN.join(firsts), np.array(ends[1:], np.int64).tobytes())
    terms.write(msgspec.msgpack.encode(directory))
    terms.write(_TAIL.pack(ends[-1]))


def _blocks(field: bytes, inverted: Inverted, postings: BinaryIO) -> Iterator[tuple[bytes, _Block]]:
    """Yield the blocks of a field, each with its first term; lists that do not stand in them are written meanwhile."""
    counts = inverted.counts
    begins = np.cumsum(counts) - counts
    steps = np.diff(inverted.rows, prepend=0)
    steps[begins] = inverted.rows[begins]
    short = counts <= _BESIDE
    beside = np.repeat(short, counts)
    others = _lists(steps[~beside], inverted.frequencies[~beside], counts[~short])
    steps, frequencies = steps[beside], inverted.frequencies[beside]
    counts = np.where(short, counts, 0)
    ends = np.append(0, np.cumsum(counts))
    for first in range(0, len(counts), _IN_BLOCK):
        after = min(first + _IN_BLOCK, len(counts))
        mine = slice(ends[first], ends[after])
        place = postings.tell()
        names = [field + term for term in inverted.terms[first:after]]
        yield (
            names[0],
            _Block(
                terms=_BETWEEN + _BETWEEN.join(names) + _BETWEEN,
                counts=counts[first:after].astype(np.uint8).tobytes(),
                steps=Narrow.of(steps[mine]),
                frequencies=Narrow.of(frequencies[mine]),
                place=place,
                sizes=tuple(postings.write(next(others)) for count in counts[first:after] if not count),
            ),
        )


def _lists(steps: IntArray, frequencies: IntArray, counts: IntArray) -> Iterator[bytes]:
    """Yield lists as they stand in the file of postings."""
    parts = zip(_each(pack(steps, counts)), _each(pack(frequencies, counts)), strict=True)
    for (kind, data), (other_kind, other) in parts:
        yield _LIST.pack(kind, other_kind, len(data)) + data + other


def _each(packed: PackedLists) -> Iterator[tuple[int, bytes]]:
    ends = np.cumsum(packed.sizes).tolist()
    for kind, start, end in zip(packed.kinds.tolist(), [0, *ends], ends, strict=False):
        yield kind, packed.data[start:end].tobytes()


def _read_list(data: bytes) -> Postings:
    kind, other_kind, size = _LIST.unpack_from(data)
    parts: npt.NDArray[np.uint8] = np.frombuffer(data, np.uint8, offset=_LIST.size)
    rows = np.cumsum(unpack(kind, parts[:size]), dtype=np.int32)
    return Postings(rows, unpack(other_kind, parts[size:]).astype(np.int32))


class TermTable:
    """Looks terms up. Threads may share it if they may share what it reads with.

    Args:
        read: Reads of the file of terms.
        size: Its bytes.
        postings: Reads of the file of postings.

    Attributes:
        fields: Names of the fields.

    Raises:
        ValueError: The file is no table of terms.
    """

    def __init__(self, read: Read, size: int, postings: Read) -> None:
        self._read, self._postings = read, postings
        end = size - _TAIL.size
        (place,) = _TAIL.unpack(read(end, _TAIL.size))
        directory = _DIRECTORY.decode(read(place, end - place))
        self.fields = directory.fields
        self._keys = {name: bytes((number,)) for number, name in enumerate(directory.fields)}
        self._firsts = directory.firsts.split(_BETWEEN)
        self._ends = np.frombuffer(directory.ends, np.int64)

    def postings(self, field: str, term: bytes) -> Postings:
        """The rows that hold a term in UTF-8, and how often; `NO_POSTINGS` when none does."""
        key = self._keys[field] + term
        number = bisect_right(self._firsts, key) - 1
        if number < 0 or _BETWEEN in key or not len(self._ends):
            return NO_POSTINGS
        block = self._block(number)
        place = block.terms.find(_BETWEEN + key + _BETWEEN)
        return NO_POSTINGS if place < 0 else block.postings(block.terms.count(_BETWEEN, 0, place), self._postings)

    def __iter__(self) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield every term, with its field and its postings."""
        return self.from_term(self.fields[0], b"")

    def from_term(self, field: str, term: bytes) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield every term from one on, over all fields, with its field and its postings."""
        key = self._keys[field] + term
        for number in range(max(bisect_right(self._firsts, key) - 1, 0), len(self._ends)):
            block = self._block(number)
            for place, found in enumerate(block.terms.split(_BETWEEN)[1:-1]):
                if found >= key:
                    yield self.fields[found[0]], found[1:], block.postings(place, self._postings)

    def _block(self, number: int) -> _Block:
        start, end = int(self._ends[number - 1]) if number else 0, int(self._ends[number])
        return _BLOCK.decode(zlib.decompress(self._read(start, end - start)))
