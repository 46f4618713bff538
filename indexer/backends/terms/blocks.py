"""How the terms of an index segment and their posting lists lie in two files.

Terms are kept in ascending order in compressed blocks, of which a look-up reads one. A term has a list for each field
that holds it; its lists are kept together, because a query needs all of them. Short lists, which most are, are part of
the block, the others are in the file of postings. A list holds the steps from row to row, and how often the term occurs
in each; the strays of a word (`text/strays.py`) follow. The directory behind the blocks holds where each begins and its
first term.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.base import NO_POSTINGS, Postings
from indexer.backends.files.packing import Narrow, unpack

if TYPE_CHECKING:
    from indexer.backends.arrays import IntArray

__all__ = ["ELSEWHERE", "LIST", "STRAYS", "TAIL", "UNKNOWN", "Block", "Directory", "Read", "TermLists"]

Read: TypeAlias = Callable[[int, int], bytes]
"""Reads of a file, given where and how many bytes."""

ELSEWHERE = 255
"""Stands for the first count of a term whose lists are in the file of postings."""

UNKNOWN = 255
"""Stands for the count of strays, or for the number of a field, where strays are not known."""

STRAYS = 254
"""Stands for the number of a field before the list of strays."""

TAIL = struct.Struct("<Q")
"""The end of the file: where the directory begins."""

LIST = struct.Struct("<BBBII")
"""Before a list in the file of postings: number of the field; kinds of rows and frequencies, and the bytes of each."""

_NO_STRAYS = np.empty(0, np.int32)


class TermLists(NamedTuple):
    """What is known of a term.

    Attributes:
        fields: The rows that hold it in each field; `NO_POSTINGS` where none does.
        strays: Where it stands spelt and is no word; None where that is not known.
    """

    fields: tuple[Postings, ...]
    strays: IntArray | None


class Block(msgspec.Struct, frozen=True, array_like=True):
    """Terms that follow one another.

    Attributes:
        terms: Each between two of `ABOVE_ALL`.
        counts: For each a byte a field: how many postings stand here; or `ELSEWHERE`, and nothing.
        steps: Of all lists that stand here, one behind another, by term, then field.
        frequencies: The same.
        strays: For each term a byte: how many strays stand here, or `UNKNOWN`; 0 if its lists stand elsewhere.
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
        others = self.counts.count(ELSEWHERE, 0, place)
        counts = self.counts[place : place + fields]
        if counts[0] == ELSEWHERE:
            return _read_lists(read(self.place + sum(self.sizes[:others]), self.sizes[others]), fields)
        first = sum(self.counts[:place]) - ELSEWHERE * others
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
        if count == UNKNOWN:
            return None
        first = sum(self.strays[:number]) - UNKNOWN * self.strays.count(UNKNOWN, 0, number)
        return self.stray_steps.numbers()[first : first + count].cumsum(dtype=np.int32)


class Directory(msgspec.Struct, frozen=True, array_like=True):
    """What stands where.

    Attributes:
        fields: Names of the fields.
        firsts: The first term of each block, joined.
        ends: Where each block ends, eight bytes each.
    """

    fields: tuple[str, ...]
    firsts: bytes
    ends: bytes


def _read_lists(data: bytes, fields: int) -> TermLists:
    found = [NO_POSTINGS] * fields
    strays: IntArray | None = _NO_STRAYS
    parts: npt.NDArray[np.uint8] = np.frombuffer(data, np.uint8)
    place = 0
    while place < len(data):
        field, kind, other_kind, size, other_size = LIST.unpack_from(data, place)
        begin, middle = place + LIST.size, place + LIST.size + size
        place = middle + other_size
        reached = unpack(kind, parts[begin:middle]).cumsum(dtype=np.int32)
        if field == UNKNOWN:
            strays = None
        elif field == STRAYS:
            strays = reached
        else:
            found[field] = Postings(reached, unpack(other_kind, parts[middle:place]).astype(np.int32))
    return TermLists(tuple(found), strays)
