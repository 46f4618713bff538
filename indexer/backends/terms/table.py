"""Looks terms of an index segment up; `indexer.backends.terms.blocks` has the layout of the two files."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.backends.base import NO_POSTINGS
from indexer.backends.files.joined_strings import ABOVE_ALL
from indexer.backends.terms.blocks import TAIL, Block, Directory, TermLists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.base import Postings
    from indexer.backends.terms.blocks import Read

__all__ = ["TermTable"]

_BLOCK = msgspec.msgpack.Decoder(Block)
_DIRECTORY = msgspec.msgpack.Decoder(Directory)


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
        end = size - TAIL.size
        (place,) = TAIL.unpack(read(end, TAIL.size))
        directory = _DIRECTORY.decode(read(place, end - place))
        self.fields = directory.fields
        self._none = TermLists((NO_POSTINGS,) * len(self.fields), None)
        self._firsts = directory.firsts.split(ABOVE_ALL)
        self._ends = np.frombuffer(directory.ends, np.int64)

    def lists(self, term: bytes) -> TermLists:
        """What is known of a term in UTF-8."""
        number = bisect_right(self._firsts, term) - 1
        if number < 0 or ABOVE_ALL in term or not len(self._ends):
            return self._none
        block = self._block(number)
        place = block.terms.find(ABOVE_ALL + term + ABOVE_ALL)
        if place < 0:
            return self._none
        return block.lists(block.terms.count(ABOVE_ALL, 0, place), len(self.fields), self._postings)

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
            for place, found in enumerate(block.terms[1:-1].split(ABOVE_ALL)):
                if found >= term:
                    yield found, block.lists(place, len(self.fields), self._postings)

    def _block(self, number: int) -> Block:
        start, end = int(self._ends[number - 1]) if number else 0, int(self._ends[number])
        return _BLOCK.decode(zlib.decompress(self._read(start, end - start)))
