"""The bytes of a stored report. The text of its main reading is not among them: the index holds that already.

Of the original text only what differs from the main reading is kept: what its characters stand for in this report (a
full-width comma for every comma), where one stands for something else, and what the reading left out.

MessagePack with typed decoding: bytes that do not have the declared shape raise, and nothing is executed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from indexer.backends.packing import Narrow
from indexer.backends.source_offsets import SourceOffsets, placed, places
from indexer.backends.stored import StoredReport
from indexer.code_points import code_points, text_of
from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.backends.glyphs import Codes, Glyphs

__all__ = ["Rewritten", "from_record", "to_record"]

Rewritten: TypeAlias = "Callable[[Codes, Codes], Codes]"
"""Gives the canonical text of a main reading with some characters, all that stand in it, replaced by others."""


class _Difference(msgspec.Struct, frozen=True, array_like=True):
    """An original text beside the canonical text of its main reading; characters are UTF-8.

    Attributes:
        size: Its characters.
        read: See `Glyphs`, as the next three.
        written: See `Glyphs`.
        places: See `Glyphs`.
        others: See `Glyphs`.
        apart: All that no single character stands for, in order.
    """

    size: int
    read: bytes
    written: bytes
    places: Narrow
    others: bytes
    apart: bytes


class _Record(msgspec.Struct, frozen=True):
    report: Report
    original: _Difference
    offsets: SourceOffsets


_RECORD = msgspec.msgpack.Decoder(_Record)


def to_record(stored: StoredReport, length: int, glyphs: Glyphs) -> bytes:
    """Encode a report, given the length of its main reading and the glyphs that it is written in."""
    codes = code_points(stored.report.text)
    difference = _Difference(
        size=len(codes),
        read=_characters(glyphs.read),
        written=_characters(glyphs.written),
        places=places(glyphs.places),
        others=_characters(glyphs.others),
        apart=_characters(codes[stored.offsets.apart(length, len(codes))]),
    )
    return msgspec.msgpack.encode(_Record(replace(stored.report, text=""), difference, stored.offsets))


def from_record(data: bytes, rewritten: Rewritten) -> StoredReport:
    """Decode.

    Args:
        data: What `to_record` gave.
        rewritten: Gives the text of the report's main reading.

    Raises:
        IndexCorrupt: The bytes are no such record, or that of another text.
    """
    try:
        record = _RECORD.decode(data)
        original = _original(record.original, record.offsets, rewritten)
    except (msgspec.MsgspecError, TypeError, ValueError, IndexError) as error:
        raise IndexCorrupt(f"a stored report of the index is damaged ({error}); {REBUILD}") from error
    return StoredReport(replace(record.report, text=original), record.offsets)


def _original(difference: _Difference, offsets: SourceOffsets, rewritten: Rewritten) -> str:
    main = rewritten(_codes(difference.read), _codes(difference.written))
    main[placed(difference.places)] = _codes(difference.others)
    apart = offsets.apart(len(main), difference.size)
    codes = np.empty(difference.size, np.uint32)
    codes[apart] = _codes(difference.apart)
    codes[~apart] = main[offsets.alone(len(main))] if offsets.wides.data else main
    return text_of(codes)


def _characters(codes: npt.NDArray[Any]) -> bytes:
    return text_of(codes.astype(np.uint32)).encode("utf-8", "surrogatepass")


def _codes(characters: bytes) -> Codes:
    return code_points(characters.decode("utf-8", "surrogatepass"))
