"""The bytes of a stored report. The texts of its readings are not among them: the index holds those already.

Of the original text only what differs from the main reading is kept: what its characters stand for in this report (a
full-width comma for every comma), where one stands for something else, and what the reading left out.

MessagePack with typed decoding: bytes that do not have the declared shape raise, and nothing is executed.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from indexer.analysis import Reading, canon
from indexer.backends.glyphs import Glyphs, single_characters
from indexer.backends.packing import Narrow
from indexer.backends.stored import StoredReport
from indexer.code_points import code_points, text_of
from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import Report  # noqa: TC001 - msgspec reads the types of a Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.report_text import ReadingText

__all__ = ["from_record", "to_record"]

_Places: TypeAlias = Narrow
"""Places, ascending, as the steps from one to the next."""


class _Offsets(msgspec.Struct, frozen=True, array_like=True):
    """The offsets of a reading in the source, where most characters stand for the next one.

    Attributes:
        none: Whether the reading has no offsets.
        jumps: Characters that begin elsewhere.
        steps: How far after the one before; the first one counts from -1.
        wides: Characters that stand for none or for several of the source.
        widths: For how many.
        alts: Ranges in other wording.
    """

    none: bool
    jumps: _Places
    steps: Narrow
    wides: _Places
    widths: Narrow
    alts: tuple[tuple[int, int], ...]


class _Difference(msgspec.Struct, frozen=True, array_like=True):
    """An original text beside its main reading; characters are UTF-8.

    Attributes:
        size: Its characters.
        read: See `Glyphs`, as the next three.
        written: See `Glyphs`.
        places: See `Glyphs`.
        others: See `Glyphs`.
        rest: All that no single character stands for, in order.
    """

    size: int
    read: bytes
    written: bytes
    places: _Places
    others: bytes
    rest: bytes


class _Record(msgspec.Struct, frozen=True):
    report: Report
    original: _Difference
    readings: tuple[_Offsets, ...]


_RECORD = msgspec.msgpack.Decoder(_Record)


def to_record(stored: StoredReport, glyphs: Glyphs) -> bytes:
    """Encode a report, the main reading of which is written in these glyphs."""
    readings = tuple(_offsets(reading) for reading in stored.readings)
    difference = _difference(stored.report.text, stored.readings[0], glyphs)
    return msgspec.msgpack.encode(_Record(replace(stored.report, text=""), difference, readings))


def from_record(data: bytes, texts: Sequence[ReadingText]) -> StoredReport:
    """Decode.

    Args:
        data: What `to_record` gave.
        texts: The text of each reading.

    Raises:
        IndexCorrupt: The bytes are no such record, or that of another text.
    """
    try:
        record = _RECORD.decode(data)
        readings = tuple(_reading(text, offsets) for text, offsets in zip(texts, record.readings, strict=True))
        original = _original(record.original, readings[0])
    except (msgspec.MsgspecError, TypeError, ValueError, IndexError) as error:
        raise IndexCorrupt(f"a stored report of the index is damaged ({error}); {REBUILD}") from error
    return StoredReport(replace(record.report, text=original), readings)


def _difference(original: str, main: Reading, glyphs: Glyphs) -> _Difference:
    codes = code_points(original)
    starts, _ = single_characters(main)
    rest = np.ones(len(codes), np.bool_)
    rest[starts] = False
    return _Difference(
        size=len(codes),
        read=_characters(glyphs.read),
        written=_characters(glyphs.written),
        places=_places(glyphs.places),
        others=_characters(glyphs.others),
        rest=_characters(codes[rest]),
    )


def _original(difference: _Difference, main: Reading) -> str:
    starts, single = single_characters(main)
    glyphs = Glyphs(
        read=code_points(_text(difference.read)),
        written=code_points(_text(difference.written)),
        places=_placed(difference.places).astype(np.int32),
        others=code_points(_text(difference.others)),
    )
    written = glyphs.written_of(canon(main.text))
    places = starts.astype(np.intp)  # once, and not each time it is used as an index
    codes = np.empty(difference.size, np.uint32)
    rest = np.ones(difference.size, np.bool_)
    rest[places] = False
    codes[places] = written if len(places) == len(written) else written[single]
    codes[rest] = code_points(_text(difference.rest))
    return text_of(codes)


def _offsets(reading: Reading) -> _Offsets:
    none = reading.starts is None or reading.ends is None
    starts, ends = (np.array([] if none else offsets, np.int64) for offsets in (reading.starts, reading.ends))
    steps, widths = _steps(starts, -1), ends - starts
    jumps, wides = np.flatnonzero(steps != 1), np.flatnonzero(widths != 1)
    return _Offsets(
        none, _places(jumps), Narrow.of(steps[jumps]), _places(wides), Narrow.of(widths[wides]), reading.alts
    )


def _reading(of: ReadingText, offsets: _Offsets) -> Reading:
    if offsets.none:
        return Reading(of.text, None, None, offsets.alts, of.breaks)
    steps = np.ones(len(of.text), np.uint32)
    steps[_placed(offsets.jumps)] = offsets.steps.numbers()
    steps[:1] -= np.uint32(1)
    starts = np.cumsum(steps, dtype=np.uint32)
    ends = starts + np.uint32(1)
    if offsets.wides.data:
        wides = _placed(offsets.wides)
        ends[wides] = starts[wides] + offsets.widths.numbers()
    return Reading(of.text, _as_array(starts), _as_array(ends), offsets.alts, of.breaks)


def _as_array(offsets: npt.NDArray[np.uint32]) -> array[int]:
    return array("I", offsets.tobytes())


def _places(places: npt.NDArray[Any]) -> _Places:
    return Narrow.of(_steps(places, 0))


def _steps(ascending: npt.NDArray[Any], before: int) -> npt.NDArray[Any]:
    """How far each number lies behind the one before, the first one behind `before` (np.diff is slow)."""
    steps = ascending.copy()
    steps[1:] -= ascending[:-1]
    steps[:1] -= before
    return steps


def _placed(packed: _Places) -> npt.NDArray[np.int64]:
    return np.cumsum(packed.numbers(), dtype=np.int64)


def _characters(codes: npt.NDArray[Any]) -> bytes:
    return text_of(codes.astype(np.uint32)).encode("utf-8", "surrogatepass")


def _text(characters: bytes) -> str:
    return characters.decode("utf-8", "surrogatepass")
