"""The bytes of a stored report. The text of its main reading is not among them: the index holds that already.

Of the original text only what differs from the main reading is kept: what its characters stand for in this report (a
full-width comma for every comma), where one stands for something else, and what the reading left out.

MessagePack with typed decoding: bytes that do not have the declared shape raise, and nothing is executed.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from indexer.backends.files.joined_strings import decoded, encoded
from indexer.backends.files.packing import Narrow
from indexer.backends.source_offsets import JoinedOffsets, SourceOffsets, placed, places
from indexer.backends.stored import StoredReport
from indexer.code_points import code_points, text_of
from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.backends.records.glyphs import Glyphs
    from indexer.code_points import Codes

__all__ = ["Kept", "from_records", "to_record"]


class Kept(NamedTuple):
    """What an index has of a report.

    Attributes:
        record: What `to_record` gave.
        rewritten: Gives the canonical text of its main reading with some characters, ascending, replaced by others.
    """

    record: bytes
    rewritten: Callable[[Codes, Codes], Codes]


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
        apart=_characters(codes[JoinedOffsets([stored.offsets], [0], [0]).apart(length, len(codes))]),
    )
    return msgspec.msgpack.encode(_Record(replace(stored.report, text=""), difference, stored.offsets))


def from_records(kept: Sequence[Kept]) -> list[StoredReport]:
    """Decode some reports, at least one; together, which takes half the time of one by one.

    Raises:
        IndexCorrupt: The bytes are no such record, or that of another text.
    """
    try:
        records = [_RECORD.decode(each.record) for each in kept]
        originals = _originals(records, [each.rewritten for each in kept])
    except (msgspec.MsgspecError, TypeError, ValueError, IndexError) as error:
        raise IndexCorrupt(f"a stored report of the index is damaged ({error}); {REBUILD}") from error
    return [
        StoredReport(replace(record.report, text=original), record.offsets)
        for record, original in zip(records, originals, strict=True)
    ]


def _originals(records: Sequence[_Record], rewritten: Sequence[Callable[[Codes, Codes], Codes]]) -> list[str]:
    """The texts of reports, put together as one: first what single characters of the readings stand for."""
    differences = [record.original for record in records]
    mains = [
        replaced(_codes(each.read), _codes(each.written)) for each, replaced in zip(differences, rewritten, strict=True)
    ]
    readings = [0, *accumulate(map(len, mains))]
    sources = [0, *accumulate(each.size for each in differences)]
    main = np.concatenate(mains)
    others = [placed(each.places) + np.int32(start) for each, start in zip(differences, readings, strict=False)]
    main[np.concatenate(others)] = _codes(b"".join([each.others for each in differences]))
    offsets = JoinedOffsets([record.offsets for record in records], readings[:-1], sources[:-1])
    apart = offsets.apart(readings[-1], sources[-1])
    codes = np.empty(sources[-1], np.uint32)
    codes[apart] = _codes(b"".join([each.apart for each in differences]))
    codes[~apart] = main[offsets.alone(readings[-1])]
    text = text_of(codes)
    return [text[start:end] for start, end in pairwise(sources)]


def _characters(codes: npt.NDArray[Any]) -> bytes:
    return encoded(text_of(codes.astype(np.uint32)))


def _codes(characters: bytes) -> Codes:
    return code_points(decoded(characters))
