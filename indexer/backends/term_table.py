"""The terms of an index segment with their posting lists, in two files.

Terms stand in ascending order in blocks, each compressed, of which a look-up reads one. A term has a list for each
field that holds it, and they stand together, because who asks for one mostly asks for the others. Where they are short,
as most are, they stand in the block of their terms, the others in the file of postings. A list is the steps from row to
row, and how often the term occurs in each. Behind the blocks a directory tells where each begins, and with which term.
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
    from collections.abc import Sequence

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.inversion import Inverted

__all__ = ["Read", "TermTable", "write_terms"]

Read: TypeAlias = Callable[[int, int], bytes]
"""Reads of a file, given where and how many bytes."""

_IN_BLOCK = 128  # terms; with twice as many a look-up takes twice as long, and the file is a twelfth shorter
_BESIDE = 16  # postings of a term, those of all its fields, that stand in its block
_ELSEWHERE = 255  # stands for the first count of a term whose lists are in the file of postings
_LEVEL = 9
_BETWEEN = b"\xff"  # stands in no UTF-8
_TAIL = struct.Struct("<Q")  # where the directory begins
_LIST = struct.Struct("<BBBII")  # number of the field; kinds of rows and frequencies, and the bytes of each


class _Block(msgspec.Struct, frozen=True, array_like=True):
    """Terms that follow one another.

    Attributes:
        terms: Each between two of `_BETWEEN`.
        counts: For each a byte a field: how many postings stand here; or `_ELSEWHERE`, and nothing.
        steps: Of all lists that stand here, one behind another, by term, then field.
        frequencies: The same.
        place: Where the lists of the first of the other terms stand.
        sizes: The bytes of those of each of the other terms; they stand one behind another.
    """

    terms: bytes
    counts: bytes
    steps: Narrow
    frequencies: Narrow
    place: int
    sizes: tuple[int, ...]

    def postings(self, number: int, fields: int, read: Read) -> tuple[Postings, ...]:
        """The list of each field of a term by its number in the block."""
        place = number * fields
        others = self.counts.count(_ELSEWHERE, 0, place)
        counts = self.counts[place : place + fields]
        if counts[0] == _ELSEWHERE:
            return _read_lists(read(self.place + sum(self.sizes[:others]), self.sizes[others]), fields)
        first = sum(self.counts[:place]) - _ELSEWHERE * others
        steps, frequencies = self.steps.numbers(), self.frequencies.numbers()
        found = []
        for count in counts:
            mine = slice(first, first + count)
            first += count
            rows = steps[mine].cumsum(dtype=np.int32)
            found.append(Postings(rows, frequencies[mine].astype(np.int32)) if count else NO_POSTINGS)
        return tuple(found)


class _Directory(msgspec.Struct, frozen=True, array_like=True):
    """What stands where.

    Attributes:
        fields: Names of the fields.
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
    for first, block in _blocks(_Gathered([*fields.values()]), postings):
        ends.append(ends[-1] + terms.write(zlib.compress(msgspec.msgpack.encode(block), _LEVEL)))
        firsts.append(first)
    directory = _Directory(tuple(fields), _BETWEEN.join(firsts), np.array(ends[1:], np.int64).tobytes())
    terms.write(msgspec.msgpack.encode(directory))
    terms.write(_TAIL.pack(ends[-1]))


class _Gathered:
    """The lists of several fields by term.

    Args:
        fields: The lists of each field.

    Attributes:
        names: Every term once, ascending.
        counts: How many postings it has in each field; shape ``(terms, fields)``.
        short: Whether its lists stand in its block.
    """

    def __init__(self, fields: Sequence[Inverted]) -> None:
        self._fields = fields
        self.names = sorted({term for field in fields for term in field.terms})
        numbers = {name: number for number, name in enumerate(self.names)}
        self._numbers = [np.array([numbers[term] for term in field.terms], np.int64) for field in fields]
        self.counts = np.zeros((len(self.names), len(fields)), np.int64)
        for number, (field, terms) in enumerate(zip(fields, self._numbers, strict=True)):
            self.counts[terms, number] = field.counts
        self.short: BoolArray = self.counts.sum(axis=1) <= _BESIDE

    def beside(self) -> tuple[IntArray, IntArray]:
        """Steps and frequencies of all short lists, by term, then field."""
        parts = [
            (np.repeat(len(self._fields) * terms + number, counts), steps, frequencies)
            for number, (terms, counts, steps, frequencies) in enumerate(self._chosen(self.short))
        ]
        lists, steps, frequencies = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(lists, kind="stable")
        return steps[order], frequencies[order]

    def elsewhere(self) -> dict[int, bytes]:
        """The lists of each other term, by its number, as they stand in the file of postings."""
        found = dict.fromkeys(np.flatnonzero(~self.short).tolist(), b"")
        for number, (terms, counts, steps, frequencies) in enumerate(self._chosen(~self.short)):
            lists = zip(terms.tolist(), _each(pack(steps, counts)), _each(pack(frequencies, counts)), strict=True)
            for term, (kind, data), (other_kind, other) in lists:
                found[term] += _LIST.pack(number, kind, other_kind, len(data), len(other)) + data + other
        return found

    def _chosen(self, chosen: BoolArray) -> Iterator[tuple[npt.NDArray[np.int64], IntArray, IntArray, IntArray]]:
        """Yield the lists of chosen terms, field by field: their terms, counts, steps and frequencies."""
        for field, terms in zip(self._fields, self._numbers, strict=True):
            begins = np.cumsum(field.counts) - field.counts
            steps = np.diff(field.rows, prepend=np.int32(0))
            steps[begins] = field.rows[begins]
            kept = chosen[terms]
            each = np.repeat(kept, field.counts)
            yield terms[kept], field.counts[kept], steps[each], field.frequencies[each]


def _blocks(lists: _Gathered, postings: BinaryIO) -> Iterator[tuple[bytes, _Block]]:
    """Yield all blocks, each with its first term; lists that do not stand in them are written meanwhile."""
    steps, frequencies = lists.beside()
    others = lists.elsewhere()
    counts = np.where(lists.short[:, np.newaxis], lists.counts, 0)
    ends = np.append(0, np.cumsum(counts.sum(axis=1)))
    counts[~lists.short, 0] = _ELSEWHERE
    for first in range(0, len(counts), _IN_BLOCK):
        after = min(first + _IN_BLOCK, len(counts))
        mine = slice(ends[first], ends[after])
        place = postings.tell()
        names = lists.names[first:after]
        yield (
            names[0],
            _Block(
                terms=_BETWEEN + _BETWEEN.join(names) + _BETWEEN,
                counts=counts[first:after].astype(np.uint8).tobytes(),
                steps=Narrow.of(steps[mine]),
                frequencies=Narrow.of(frequencies[mine]),
                place=place,
                sizes=tuple(postings.write(others[term]) for term in range(first, after) if term in others),
            ),
        )


def _each(packed: PackedLists) -> Iterator[tuple[int, bytes]]:
    ends = np.cumsum(packed.sizes).tolist()
    for kind, start, end in zip(packed.kinds.tolist(), [0, *ends], ends, strict=False):
        yield kind, packed.data[start:end].tobytes()


def _read_lists(data: bytes, fields: int) -> tuple[Postings, ...]:
    found = [NO_POSTINGS] * fields
    parts: npt.NDArray[np.uint8] = np.frombuffer(data, np.uint8)
    place = 0
    while place < len(data):
        field, kind, other_kind, size, other_size = _LIST.unpack_from(data, place)
        begin, middle = place + _LIST.size, place + _LIST.size + size
        place = middle + other_size
        rows = unpack(kind, parts[begin:middle]).cumsum(dtype=np.int32)
        found[field] = Postings(rows, unpack(other_kind, parts[middle:place]).astype(np.int32))
    return tuple(found)


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
        self._none = (NO_POSTINGS,) * len(self.fields)
        self._firsts = directory.firsts.split(_BETWEEN)
        self._ends = np.frombuffer(directory.ends, np.int64)

    def postings(self, term: bytes) -> tuple[Postings, ...]:
        """The rows that hold a term in UTF-8 in each field, and how often; `NO_POSTINGS` where none does."""
        number = bisect_right(self._firsts, term) - 1
        if number < 0 or _BETWEEN in term or not len(self._ends):
            return self._none
        block = self._block(number)
        place = block.terms.find(_BETWEEN + term + _BETWEEN)
        if place < 0:
            return self._none
        return block.postings(block.terms.count(_BETWEEN, 0, place), len(self.fields), self._postings)

    def of_field(self, field: str, term: bytes) -> Postings:
        """The rows that hold a term in one field."""
        return self.postings(term)[self.fields.index(field)]

    def __iter__(self) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield every term, with its field and its postings, field by field."""
        return self.from_term(self.fields[0], b"")

    def from_term(self, field: str, term: bytes) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield every term from one on, over all fields, with its field and its postings."""
        first = self.fields.index(field)
        for number, name in enumerate(self.fields[first:], first):
            for found, lists in self._from(term if number == first else b""):
                if len(lists[number].rows):
                    yield name, found, lists[number]

    def _from(self, term: bytes) -> Iterator[tuple[bytes, tuple[Postings, ...]]]:
        for number in range(max(bisect_right(self._firsts, term) - 1, 0), len(self._ends)):
            block = self._block(number)
            for place, found in enumerate(block.terms[1:-1].split(_BETWEEN)):
                if found >= term:
                    yield found, block.postings(place, len(self.fields), self._postings)

    def _block(self, number: int) -> _Block:
        start, end = int(self._ends[number - 1]) if number else 0, int(self._ends[number])
        return _BLOCK.decode(zlib.decompress(self._read(start, end - start)))
