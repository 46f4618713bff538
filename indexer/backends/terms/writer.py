"""Writes the terms of an index segment with their posting lists; `indexer.backends.terms.blocks` has the layout."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, BinaryIO

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.files.joined_strings import joined
from indexer.backends.files.packing import Narrow, PackedLists, pack, steps_of_lists
from indexer.backends.terms.blocks import ELSEWHERE, LIST, STRAYS, TAIL, UNKNOWN, Block, Directory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.inversion import Inverted
    from indexer.backends.text.strays import Strays

__all__ = ["write_terms"]

_IN_BLOCK = 128  # terms; with twice as many a look-up takes twice as long, and the file is a twelfth shorter
_SHORT = 16  # postings of a term in all fields up to which its lists stand in its block
_LEVEL = 9


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
    directory = Directory(tuple(fields), joined(firsts), np.array(ends[1:], np.int64).tobytes())
    terms.write(msgspec.msgpack.encode(directory))
    terms.write(TAIL.pack(ends[-1]))


class _Gathered:
    """The lists of several fields by term.

    Args:
        fields: The lists of each field.
        words: The number of the field whose terms have strays.
        strays: Theirs.

    Attributes:
        names: Every term once, ascending.
        counts: How many postings it has in each field; shape ``(terms, fields)``.
        short: Whether its lists are short, and so stand in its block.
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
        self._strays, self._terms_of_strays = strays, self._numbers[words]
        known = np.zeros(len(self.names), np.bool_)
        known[self._terms_of_strays] = strays.known
        few = np.zeros(len(self.names), np.bool_)
        few[self._terms_of_strays] = strays.counts < UNKNOWN
        self.known: BoolArray = known
        self.short: BoolArray = (self.counts.sum(axis=1) <= _SHORT) & (few | ~known)

    def short_lists(self) -> tuple[IntArray, IntArray]:
        """Steps and frequencies of all short lists, by term, then field."""
        parts = [
            (np.repeat(len(self._fields) * terms + number, counts), steps, frequencies)
            for number, (terms, counts, steps, frequencies) in enumerate(self._chosen(self.short))
        ]
        lists, steps, frequencies = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(lists, kind="stable")
        return steps[order], frequencies[order]

    def short_strays(self) -> tuple[npt.NDArray[np.int64], IntArray]:
        """How many strays of each term stand in its block, and the steps of all."""
        terms, counts, steps = self._chosen_strays(self.short)
        of_all = np.zeros(len(self.names), np.int64)
        of_all[terms] = counts
        return of_all, steps

    def long_lists(self) -> dict[int, bytes]:
        """The lists of each other term, by its number, as they stand in the file of postings."""
        unknown = LIST.pack(UNKNOWN, 0, 0, 0, 0)
        found = {term: b"" if self.known[term] else unknown for term in np.flatnonzero(~self.short).tolist()}
        terms, counts, steps = self._chosen_strays(~self.short)
        for term, (kind, data) in zip(terms.tolist(), _lists_of(pack(steps, counts)), strict=True):
            found[term] += LIST.pack(STRAYS, kind, 0, len(data), 0) + data
        for number, (terms, counts, steps, frequencies) in enumerate(self._chosen(~self.short)):
            lists = zip(
                terms.tolist(), _lists_of(pack(steps, counts)), _lists_of(pack(frequencies, counts)), strict=True
            )
            for term, (kind, data), (other_kind, other) in lists:
                found[term] += LIST.pack(number, kind, other_kind, len(data), len(other)) + data + other
        return found

    def _chosen(self, chosen: BoolArray) -> Iterator[tuple[npt.NDArray[np.int64], IntArray, IntArray, IntArray]]:
        """Yield the lists of chosen terms, field by field: their terms, counts, steps and frequencies."""
        for field, terms in zip(self._fields, self._numbers, strict=True):
            steps = steps_of_lists(field.rows, field.counts)
            kept = chosen[terms]
            each = np.repeat(kept, field.counts)
            yield terms[kept], field.counts[kept], steps[each], field.frequencies[each]

    def _chosen_strays(self, chosen: BoolArray) -> tuple[npt.NDArray[np.int64], IntArray, IntArray]:
        """The strays of chosen terms that have some: the terms, how many each has, and their steps."""
        counts = self._strays.counts
        steps = steps_of_lists(self._strays.positions, counts)
        kept = chosen[self._terms_of_strays]
        each, kept = np.repeat(kept, counts), kept & (counts > 0)
        return self._terms_of_strays[kept], counts[kept], steps[each]


def _blocks(lists: _Gathered, postings: BinaryIO) -> Iterator[tuple[bytes, Block]]:
    """Yield all blocks, each with its first term; lists that do not stand in them are written meanwhile."""
    steps, frequencies = lists.short_lists()
    others = lists.long_lists()
    counts = np.where(lists.short[:, np.newaxis], lists.counts, 0)
    ends = np.append(0, np.cumsum(counts.sum(axis=1)))
    counts[~lists.short, 0] = ELSEWHERE
    stray_counts, stray_steps = lists.short_strays()
    stray_ends = np.append(0, np.cumsum(stray_counts))
    stray_counts[lists.short & ~lists.known] = UNKNOWN
    for first in range(0, len(counts), _IN_BLOCK):
        after = min(first + _IN_BLOCK, len(counts))
        mine = slice(ends[first], ends[after])
        place = postings.tell()
        names = lists.names[first:after]
        yield (
            names[0],
            Block(
                terms=joined((b"", *names, b"")),
                counts=counts[first:after].astype(np.uint8).tobytes(),
                steps=Narrow.of(steps[mine]),
                frequencies=Narrow.of(frequencies[mine]),
                strays=stray_counts[first:after].astype(np.uint8).tobytes(),
                stray_steps=Narrow.of(stray_steps[stray_ends[first] : stray_ends[after]]),
                place=place,
                sizes=tuple(postings.write(others[term]) for term in range(first, after) if term in others),
            ),
        )


def _lists_of(packed: PackedLists) -> Iterator[tuple[int, bytes]]:
    ends = np.cumsum(packed.sizes).tolist()
    for kind, start, end in zip(packed.kinds.tolist(), [0, *ends], ends, strict=False):
        yield kind, packed.data[start:end].tobytes()
