"""The terms of an index segment with their posting lists, in two files.

Terms stand in ascending order in blocks, each compressed, of which a look-up reads one. A term has a list for each
field that holds it, and they stand together, because who asks for one mostly asks for the others. Where they are short,
as most are, they stand in the block of their terms, the others in the file of postings. A list is the steps from row to
row, and how often the term occurs in each. Beside them stand the strays of a word (`indexer.backends.strays`). Behind
the blocks a directory tells where each begins, and with which term.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.base import NO_POSTINGS, Postings
from indexer.backends.packing import Narrow, PackedLists, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.inversion import Inverted
    from indexer.backends.strays import Strays

__all__ = ["Read", "TermLists", "TermTable", "write_terms"]

Read: TypeAlias = Callable[[int, int], bytes]
"""Reads of a file, given where and how many bytes."""

_IN_BLOCK = 128  # terms; with twice as many a look-up takes twice as long, and the file is a twelfth shorter
_BESIDE = 16  # postings of a term, those of all its fields, that stand in its block
_ELSEWHERE = 255  # stands for the first count of a term whose lists are in the file of postings
_UNKNOWN = 255  # stands for the count of strays, or for the number of a field, where strays are not known
_STRAYS = 254  # stands for the number of a field before the list of strays
_LEVEL = 9
_BETWEEN = b"\xff"  # stands in no UTF-8
_TAIL = struct.Struct("<Q")  # where the directory begins
_LIST = struct.Struct("<BBBII")  # number of the field; kinds of rows and frequencies, and the bytes of each
_NO_STRAYS = np.empty(0, np.int32)


class TermLists(NamedTuple):
    """What is known of a term.

    Attributes:
        fields: The rows that hold it in each field; `NO_POSTINGS` where none does.
        strays: Where it stands spelt and is no word; None where that is not known.
    """

    fields: tuple[Postings, ...]
    strays: IntArray | None


class _Block(msgspec.Struct, frozen=True, array_like=True):
    """Terms that follow one another.

    Attributes:
        terms: Each between two of `_BETWEEN`.
        counts: For each a byte a field: how many postings stand here; or `_ELSEWHERE`, and nothing.
        steps: Of all lists that stand here, one behind another, by term, then field.
        frequencies: The same.
        strays: For each term a byte: how many strays stand here, or `_UNKNOWN`; 0 if its lists stand elsewhere.
        stray_steps: The steps of those of all.
        place: Where the lists of the first of the other terms stand.
        sizes: The bytes of those of each of the other terms; they stand one behind another.
    """

    terms: bytes
    counts: bytes
    steps: Narrow
    frequencies: Narrow
    strays: bytes
    stray_steps: Narrow
    place: int
    sizes: tuple[int, ...]

    def lists(self, number: int, fields: int, read: Read) -> TermLists:
        """What is known of a term by its number in the block."""
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
        return TermLists(tuple(found), self._strays(number))

    def _strays(self, number: int) -> IntArray | None:
        count = self.strays[number]
        if count == _UNKNOWN:
            return None
        first = sum(self.strays[:number]) - _UNKNOWN * self.strays.count(_UNKNOWN, 0, number)
        return self.stray_steps.numbers()[first : first + count].cumsum(dtype=np.int32)


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


def write_terms(
    terms: BinaryIO, postings: BinaryIO, fields: Mapping[str, Inverted], words: str, strays: Strays
) -> None:
    """Write the terms of fields into two empty files.

    Args:
        terms: The file of terms.
        postings: The file of postings.
        fields: The lists of each field by its name.
        words: The field whose terms have strays.
        strays: Theirs, in the same order.

    Raises:
        OSError: The disk refuses.
    """
    firsts: list[bytes] = []
    ends = [0]
    for first, block in _blocks(_Gathered([*fields.values()], [*fields].index(words), strays), postings):
        ends.append(ends[-1] + terms.write(zlib.compress(msgspec.msgpack.encode(block), _LEVEL)))
        firsts.append(first)
    directory = _Directory(tuple(fields), _BETWEEN.join(firsts), np.array(ends[1:], np.int64).tobytes())
    terms.write(msgspec.msgpack.encode(directory))
    terms.write(_TAIL.pack(ends[-1]))


class _Gathered:
    """The lists of several fields by term.

    Args:
        fields: The lists of each field.
        words: The number of the field whose terms have strays.
        strays: Theirs.

    Attributes:
        names: Every term once, ascending.
        counts: How many postings it has in each field; shape ``(terms, fields)``.
        short: Whether its lists stand in its block.
        known: Whether its strays are known.
    """

    def __init__(self, fields: Sequence[Inverted], words: int, strays: Strays) -> None:
        self._fields = fields
        self.names = sorted({term for field in fields for term in field.terms})
        numbers = {name: number for number, name in enumerate(self.names)}
        self._numbers = [np.array([numbers[term] for term in field.terms], np.int64) for field in fields]
        self.counts = np.zeros((len(self.names), len(fields)), np.int64)
        for number, (field, terms) in enumerate(zip(fields, self._numbers, strict=True)):
            self.counts[terms, number] = field.counts
        self._strays, self._strayed = strays, self._numbers[words]
        known = np.zeros(len(self.names), np.bool_)
        known[self._strayed] = strays.known
        few = np.zeros(len(self.names), np.bool_)
        few[self._strayed] = strays.counts < _UNKNOWN
        self.known: BoolArray = known
        self.short: BoolArray = (self.counts.sum(axis=1) <= _BESIDE) & (few | ~known)

    def beside(self) -> tuple[IntArray, IntArray]:
        """Steps and frequencies of all short lists, by term, then field."""
        parts = [
            (np.repeat(len(self._fields) * terms + number, counts), steps, frequencies)
            for number, (terms, counts, steps, frequencies) in enumerate(self._chosen(self.short))
        ]
        lists, steps, frequencies = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(lists, kind="stable")
        return steps[order], frequencies[order]

    def strays_beside(self) -> tuple[npt.NDArray[np.int64], IntArray]:
        """How many strays of each term stand in its block, and the steps of all."""
        terms, counts, steps = self._chosen_strays(self.short)
        of_all = np.zeros(len(self.names), np.int64)
        of_all[terms] = counts
        return of_all, steps

    def elsewhere(self) -> dict[int, bytes]:
        """The lists of each other term, by its number, as they stand in the file of postings."""
        unknown = _LIST.pack(_UNKNOWN, 0, 0, 0, 0)
        found = {term: b"" if self.known[term] else unknown for term in np.flatnonzero(~self.short).tolist()}
        terms, counts, steps = self._chosen_strays(~self.short)
        for term, (kind, data) in zip(terms.tolist(), _each(pack(steps, counts)), strict=True):
            found[term] += _LIST.pack(_STRAYS, kind, 0, len(data), 0) + data
        for number, (terms, counts, steps, frequencies) in enumerate(self._chosen(~self.short)):
            lists = zip(terms.tolist(), _each(pack(steps, counts)), _each(pack(frequencies, counts)), strict=True)
            for term, (kind, data), (other_kind, other) in lists:
                found[term] += _LIST.pack(number, kind, other_kind, len(data), len(other)) + data + other
        return found

    def _chosen(self, chosen: BoolArray) -> Iterator[tuple[npt.NDArray[np.int64], IntArray, IntArray, IntArray]]:
        """Yield the lists of chosen terms, field by field: their terms, counts, steps and frequencies."""
        for field, terms in zip(self._fields, self._numbers, strict=True):
            steps = _steps(field.rows, field.counts)
            kept = chosen[terms]
            each = np.repeat(kept, field.counts)
            yield terms[kept], field.counts[kept], steps[each], field.frequencies[each]

    def _chosen_strays(self, chosen: BoolArray) -> tuple[npt.NDArray[np.int64], IntArray, IntArray]:
        """The strays of chosen terms that have some: the terms, how many each has, and their steps."""
        counts = self._strays.counts
        steps = _steps(self._strays.positions, counts)
        kept = chosen[self._strayed]
        each, kept = np.repeat(kept, counts), kept & (counts > 0)
        return self._strayed[kept], counts[kept], steps[each]


def _steps(ascending: IntArray, counts: IntArray) -> IntArray:
    """The steps of lists that stand one behind another, each from 0."""
    steps = np.diff(ascending, prepend=np.int32(0))
    begins = (np.cumsum(counts) - counts)[counts > 0]
    steps[begins] = ascending[begins]
    return steps


def _blocks(lists: _Gathered, postings: BinaryIO) -> Iterator[tuple[bytes, _Block]]:
    """Yield all blocks, each with its first term; lists that do not stand in them are written meanwhile."""
    steps, frequencies = lists.beside()
    others = lists.elsewhere()
    counts = np.where(lists.short[:, np.newaxis], lists.counts, 0)
    ends = np.append(0, np.cumsum(counts.sum(axis=1)))
    counts[~lists.short, 0] = _ELSEWHERE
    stray_counts, stray_steps = lists.strays_beside()
    stray_ends = np.append(0, np.cumsum(stray_counts))
    stray_counts[lists.short & ~lists.known] = _UNKNOWN
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
                strays=stray_counts[first:after].astype(np.uint8).tobytes(),
                stray_steps=Narrow.of(stray_steps[stray_ends[first] : stray_ends[after]]),
                place=place,
                sizes=tuple(postings.write(others[term]) for term in range(first, after) if term in others),
            ),
        )


def _each(packed: PackedLists) -> Iterator[tuple[int, bytes]]:
    ends = np.cumsum(packed.sizes).tolist()
    for kind, start, end in zip(packed.kinds.tolist(), [0, *ends], ends, strict=False):
        yield kind, packed.data[start:end].tobytes()


def _read_lists(data: bytes, fields: int) -> TermLists:
    found = [NO_POSTINGS] * fields
    strays: IntArray | None = _NO_STRAYS
    parts: npt.NDArray[np.uint8] = np.frombuffer(data, np.uint8)
    place = 0
    while place < len(data):
        field, kind, other_kind, size, other_size = _LIST.unpack_from(data, place)
        begin, middle = place + _LIST.size, place + _LIST.size + size
        place = middle + other_size
        reached = unpack(kind, parts[begin:middle]).cumsum(dtype=np.int32)
        if field == _UNKNOWN:
            strays = None
        elif field == _STRAYS:
            strays = reached
        else:
            found[field] = Postings(reached, unpack(other_kind, parts[middle:place]).astype(np.int32))
    return TermLists(tuple(found), strays)


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
        self._none = TermLists((NO_POSTINGS,) * len(self.fields), None)
        self._firsts = directory.firsts.split(_BETWEEN)
        self._ends = np.frombuffer(directory.ends, np.int64)

    def lists(self, term: bytes) -> TermLists:
        """What is known of a term in UTF-8."""
        number = bisect_right(self._firsts, term) - 1
        if number < 0 or _BETWEEN in term or not len(self._ends):
            return self._none
        block = self._block(number)
        place = block.terms.find(_BETWEEN + term + _BETWEEN)
        if place < 0:
            return self._none
        return block.lists(block.terms.count(_BETWEEN, 0, place), len(self.fields), self._postings)

    def of_field(self, field: str, term: bytes) -> Postings:
        """The rows that hold a term in one field."""
        return self.lists(term).fields[self.fields.index(field)]

    def __iter__(self) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield every term, with its field and its postings, field by field."""
        return self.from_term(self.fields[0], b"")

    def from_term(self, field: str, term: bytes) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield every term from one on, over all fields, with its field and its postings."""
        first = self.fields.index(field)
        for number, name in enumerate(self.fields[first:], first):
            for found, lists in self._from(term if number == first else b""):
                if len(lists.fields[number].rows):
                    yield name, found, lists.fields[number]

    def _from(self, term: bytes) -> Iterator[tuple[bytes, TermLists]]:
        for number in range(max(bisect_right(self._firsts, term) - 1, 0), len(self._ends)):
            block = self._block(number)
            for place, found in enumerate(block.terms[1:-1].split(_BETWEEN)):
                if found >= term:
                    yield found, block.lists(place, len(self.fields), self._postings)

    def _block(self, number: int) -> _Block:
        start, end = int(self._ends[number - 1]) if number else 0, int(self._ends[number])
        return _BLOCK.decode(zlib.decompress(self._read(start, end - start)))
