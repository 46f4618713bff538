"""The bytes of a stored report. The texts of its readings are not among them: the index holds those already.

MessagePack with typed decoding: bytes that do not have the declared shape raise, and nothing is executed.
"""

from __future__ import annotations

import zlib
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np

from indexer.analysis import Reading
from indexer.backends.stored import StoredReport
from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

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
class _Record:
    report: Report
    readings: tuple[_Offsets, ...]


_RECORD = msgspec.msgpack.Decoder(_Record)


def to_record(stored: StoredReport) -> bytes:
    """Encode and compress."""
    readings = tuple(
        _Offsets(_runs(reading.starts), _runs(reading.ends), reading.alts, reading.breaks)
        for reading in stored.readings
    )
    return zlib.compress(msgspec.msgpack.encode(_Record(stored.report, readings)), _LEVEL)


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
    except (zlib.error, msgspec.MsgspecError, ValueError) as error:
        raise IndexCorrupt(f"a stored report of the index is damaged ({error}); {REBUILD}") from error
    return StoredReport(record.report, readings)


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
