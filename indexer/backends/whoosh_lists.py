"""Posting lists as Whoosh stores them, written and read without a loop over the postings.

Whoosh pickles the numbers of a list as tuples. A pickle may as well hold them as a string of bytes, because the reader
only walks through them; so frequencies and steps below 256 take one byte each, and numpy reads them as they lie. What
else the format offers is left out: no positions, no compression, one block a list. A list of few postings stands beside
its term (Whoosh calls it inlined), a longer one in the file of postings.

Only the opcodes below are ever written, and they are read here without unpickling. Stock Whoosh reads all of it (a test
compares every posting); these functions read nothing but what they wrote.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indexer.backends.base import Postings

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

__all__ = ["StoredList", "encoded", "postings_of"]

_INLINED = 16  # postings at most; a block of its own costs 47 bytes and another read

_INFO = struct.Struct("!BfIBBfII")  # inlined, sum of weights, postings, shortest, longest, top weight, first, last row
_EXTENT = struct.Struct("!qi")  # where a block stands, and its length
_BLOCK = struct.Struct("!4si")  # tag, and length; negative for the last block of a list
_TAG = b"W3Bl"
# A pickled tuple: postings, last row, top weight, compression, shortest, longest. The last three are 0.
_BLOCK_INFO = struct.Struct("<4si1si1s")
_BLOCK_INFO_REST = struct.Struct(">d8s")

_BEGIN = b"\x80\x03"  # protocol 3
_END = b"N\x87."  # None for the values, a tuple of three, stop
_NARROW = np.dtype([("opcode", "u1"), ("number", "<u2")])
_WIDE = np.dtype([("opcode", "u1"), ("number", "<i4")])
_NARROW_ONE, _WIDE_ONE = struct.Struct("<BH"), struct.Struct("<Bi")  # one number of the same
_BYTE, _TWO_BYTES = 1 << 8, 1 << 16


class StoredList(NamedTuple):
    """A posting list as bytes.

    Attributes:
        info: What stands beside the term; all of it when `block` is empty.
        block: What stands in the file of postings.
    """

    info: bytes
    block: bytes

    def value(self, offset: int) -> bytes:
        """What stands beside the term when the block was written at an offset."""
        return self.info + _EXTENT.pack(offset, len(self.block)) if self.block else self.info


def encoded(rows: npt.NDArray[Any], frequencies: npt.NDArray[Any]) -> StoredList:
    """Encode a list of at least one posting, rows ascending."""
    count = len(rows)
    if count <= _INLINED:
        return StoredList(_inlined(rows.tolist(), frequencies.tolist()), b"")
    last, total, top = int(rows[-1]), int(frequencies.sum()), int(frequencies.max())
    weights = b"N" if top == 1 else _numbers(frequencies, top)
    info = _INFO.pack(0, total, count, 0, 0, top, int(rows[0]), last)
    steps = np.diff(rows, prepend=0)
    data = _block_info(count, last, top) + _BEGIN + _numbers(steps, int(steps.max())) + weights + _END
    return StoredList(info, _BLOCK.pack(_TAG, -len(data)) + data)


def _inlined(rows: list[int], frequencies: list[int]) -> bytes:
    """A short list; most are, and on a few numbers numpy takes longer than a loop."""
    top = max(frequencies)
    info = _INFO.pack(1, sum(frequencies), len(rows), 0, 0, top, rows[0], rows[-1])
    if top == 1:
        weights = b"N"
    else:
        weights = _tuple_of_few(frequencies, top) if top >= _BYTE else bytes((ord("C"), len(frequencies), *frequencies))
    return info + _BEGIN + _tuple_of_few(rows, rows[-1]) + weights + _END


def _tuple_of_few(values: list[int], top: int) -> bytes:
    if top < _TWO_BYTES:
        return b"(" + b"".join([_NARROW_ONE.pack(ord("M"), value) for value in values]) + b"t"
    return b"(" + b"".join([_WIDE_ONE.pack(ord("J"), value) for value in values]) + b"t"


def _block_info(count: int, last: int, top: int) -> bytes:
    numbers = _BLOCK_INFO.pack(b"\x80\x02(J", count, b"J", last, b"G")
    return numbers + _BLOCK_INFO_REST.pack(top, b"K\0K\0K\0t.")


def _numbers(values: npt.NDArray[Any], top: int) -> bytes:
    if top >= _BYTE:
        return _tuple(values, top)
    size = bytes((ord("C"), len(values))) if len(values) < _BYTE else b"B" + struct.pack("<I", len(values))
    return size + values.astype(np.uint8).tobytes()


def _tuple(values: npt.NDArray[Any], top: int) -> bytes:
    coded = np.empty(len(values), _NARROW if top < _TWO_BYTES else _WIDE)
    coded["opcode"] = ord("M" if top < _TWO_BYTES else "J")
    coded["number"] = values
    return b"(" + coded.tobytes() + b"t"


def postings_of(info: bytes, block: Callable[[int, int], bytes]) -> Postings:
    """Decode a list.

    Args:
        info: What stands beside the term.
        block: Reads a block, given its offset and length.

    Raises:
        ValueError: The bytes are no list that `encoded` makes.
        struct.error: There are too few of them.
    """
    inlined, _, count, _, _, _, _, _ = _INFO.unpack_from(info)
    if inlined:
        rows, place = _read_numbers(info, _INFO.size + len(_BEGIN), count)
        return Postings(rows, _weights(info, place, count))
    data = block(*_EXTENT.unpack_from(info, _INFO.size))
    if data[: len(_TAG)] != _TAG:
        raise ValueError(f"a block of postings begins with {data[:4]!r}")
    steps, place = _read_numbers(data, _DATA, count)
    return Postings(np.cumsum(steps, dtype=np.int32), _weights(data, place, count))


_DATA = _BLOCK.size + _BLOCK_INFO.size + _BLOCK_INFO_REST.size + len(_BEGIN)


def _weights(data: bytes, place: int, count: int) -> npt.NDArray[np.int32]:
    if data[place] == ord("N"):
        weights, place = np.ones(count, np.int32), place + 1
    else:
        weights, place = _read_numbers(data, place, count)
    if data[place:] != _END:
        raise ValueError("a posting list does not end where it should")
    return weights


def _read_numbers(data: bytes, place: int, count: int) -> tuple[npt.NDArray[np.int32], int]:
    """Read so many numbers, and where they end."""
    begin = data[place : place + 2]
    if begin in _TUPLES:
        kind, place = _TUPLES[begin], place + 1
        numbers = np.frombuffer(data, kind, count, place)["number"]
        return numbers.astype(np.int32), place + count * kind.itemsize + 1
    if begin[:1] not in _LENGTHS:
        raise ValueError(f"a posting list holds {begin!r}")
    place += _LENGTHS[begin[:1]]
    return np.frombuffer(data, np.uint8, count, place).astype(np.int32), place + count


_TUPLES = {b"(M": _NARROW, b"(J": _WIDE}
_LENGTHS = {b"C": 2, b"B": 5}  # bytes before the numbers
