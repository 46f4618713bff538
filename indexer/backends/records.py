"""The bytes of a stored report. The texts of its readings are not among them: the index holds those already.

Of the original text only what differs from the main reading is kept, which is a fifth of it.

MessagePack with typed decoding: bytes that do not have the declared shape raise, and nothing is executed.
"""

from __future__ import annotations

import zlib
from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np

from indexer.analysis import Reading
from indexer.backends.stored import StoredReport
from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = ["from_record", "to_record"]

_LEVEL = 6  # level 9 saves 1 % more and takes twice as long

_Runs: TypeAlias = tuple[bytes, bytes]
"""Offsets of a reading, which mostly rise by one: where the distance from offset to position changes, and to what."""


@dataclass(frozen=True, slots=True)
class _Offsets:
    starts: _Runs | None
    ends: _Runs | None
    alts: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Difference:
    """An original text beside its main reading.

    Attributes:
        size: Its characters.
        steps: For each character of the reading that stands for a single one, how far that one's code is from its own.
        rest: All other characters, in order.
    """

    size: int
    steps: bytes
    rest: bytes


@dataclass(frozen=True, slots=True)
class _Record:
    report: Report
    original: _Difference
    readings: tuple[_Offsets, ...]


_RECORD = msgspec.msgpack.Decoder(_Record)


def to_record(stored: StoredReport) -> bytes:
    """Encode and compress."""
    readings = tuple(
        _Offsets(_runs(reading.starts), _runs(reading.ends), reading.alts, reading.breaks)
        for reading in stored.readings
    )
    difference = _difference(stored.report.text, stored.readings[0])
    record = _Record(replace(stored.report, text=""), difference, readings)
    return zlib.compress(msgspec.msgpack.encode(record), _LEVEL)


def from_record(data: bytes, texts: Sequence[str]) -> StoredReport:
    """Decode.

    Args:
        data: What `to_record` gave.
        texts: The text of each reading.

    Raises:
        IndexCorrupt: The bytes are no such record, or that of another text.
    """
    try:
        record = _RECORD.decode(zlib.decompress(data))
        readings = tuple(_reading(text, offsets) for text, offsets in zip(texts, record.readings, strict=True))
        original = _original(record.original, readings[0])
    except (zlib.error, msgspec.MsgspecError, ValueError, IndexError) as error:
        raise IndexCorrupt(f"a stored report of the index is damaged ({error}); {REBUILD}") from error
    return StoredReport(replace(record.report, text=original), readings)


def _difference(original: str, main: Reading) -> _Difference:
    codes, read = _codes(original), _codes(main.text)
    places, single = _single(main)
    rest = np.ones(len(codes), np.bool_)
    rest[places] = False
    steps = codes[places].astype(np.int32) - read[single].astype(np.int32)
    return _Difference(len(codes), steps.tobytes(), _characters(codes[rest]).encode("utf-8", "surrogatepass"))


def _original(difference: _Difference, main: Reading) -> str:
    places, single = _single(main)
    codes = np.empty(difference.size, np.uint32)
    rest = np.ones(difference.size, np.bool_)
    rest[places] = False
    steps = np.frombuffer(difference.steps, np.int32)
    codes[places] = _codes(main.text)[single].astype(np.int32) + steps
    codes[rest] = _codes(difference.rest.decode("utf-8", "surrogatepass"))
    return _characters(codes)


def _single(main: Reading) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
    """Where in the source the characters of a reading are that stand for a single one, and which those are."""
    if main.starts is None or main.ends is None:
        return np.arange(len(main.text), dtype=np.uint32), np.ones(len(main.text), np.bool_)
    starts, ends = np.frombuffer(main.starts, np.uint32), np.frombuffer(main.ends, np.uint32)
    single: npt.NDArray[np.bool_] = ends - starts == 1
    return starts[single], single


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _characters(codes: npt.NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _runs(offsets: array[int] | None) -> _Runs | None:
    if offsets is None:
        return None
    distances = np.frombuffer(offsets, np.uint32).astype(np.int32) - np.arange(len(offsets), dtype=np.int32)
    places = np.flatnonzero(np.diff(distances, prepend=0))
    return places.astype(np.int32).tobytes(), distances[places].tobytes()


def _reading(text: str, packed: _Offsets) -> Reading:
    size = len(text)
    return Reading(text, _offsets(packed.starts, size), _offsets(packed.ends, size), packed.alts, packed.breaks)


def _offsets(runs: _Runs | None, size: int) -> array[int] | None:
    if runs is None:
        return None
    places, distances = (np.frombuffer(part, np.int32) for part in runs)
    lengths = np.diff(places, append=size)
    offsets = np.arange(size, dtype=np.int32)
    offsets[places[0] if len(places) else size :] += np.repeat(distances, lengths)
    return array("I", offsets.astype(np.uint32).tobytes())
