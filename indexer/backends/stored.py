"""What an index stores of each report, and its bytes.

MessagePack with typed decoding: bytes that do not have the declared shape raise, and nothing is executed.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from indexer.analysis import Reading
from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import Report

__all__ = ["Alternative", "Passage", "StoredDocumentNumber", "StoredReport", "StoredText"]

T = TypeVar("T")

_LEVEL = 6  # zlib's own default: 1.3 MB/s slower levels save under 3 % on these texts


@dataclass(frozen=True, slots=True)
class Passage:
    """A section in the coordinates of the main reading.

    Attributes:
        row: Which of the report's rows it belongs to, from 0.
        start: First position.
        end: Position after the last.
    """

    row: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """A stretch of the second reading that stands for other wording in the main one.

    Attributes:
        start: First position in the second reading.
        end: Position after it.
        main_start: First position of what it stands for in the main reading.
        main_end: Position after it.
    """

    start: int
    end: int
    main_start: int
    main_end: int

    @property
    def same_length(self) -> bool:
        """Whether each character stands for one character."""
        return self.end - self.start == self.main_end - self.main_start


@dataclass(frozen=True, slots=True)
class StoredDocumentNumber:
    """A document number in the coordinates of the main reading.

    Attributes:
        start: Where its prefix begins.
        end: Position after 号.
        prefix: Canonical issuing code, such as 淮政办秘; may have caught characters before it.
        year: Its year.
        number: Its number.
    """

    start: int
    end: int
    prefix: str
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class StoredText:
    """Canonical texts of one report with all that is needed to find and place a literal.

    Attributes:
        main: Canonical text of the main reading.
        second: Canonical text of the reading in mainland wording; empty when there is none.
        alternatives: Where the two differ, ascending.
        passages: The sections, ascending; they partition `main`.
        furniture: Ranges of page furniture in `main`, ascending.
        document_numbers: Document numbers, ascending.
    """

    main: str
    second: str
    alternatives: tuple[Alternative, ...]
    passages: tuple[Passage, ...]
    furniture: tuple[tuple[int, int], ...]
    document_numbers: tuple[StoredDocumentNumber, ...]

    @property
    def memory(self) -> int:
        """About how many bytes it takes in memory: two for a Han character, a hundred for a passage."""
        return 2 * (len(self.main) + len(self.second)) + 100 * (len(self.passages) + len(self.document_numbers))

    def in_main(self, start: int, end: int) -> tuple[int, int]:
        """Carry a stretch of the second reading over to the main one.

        Inside an alternative of another length every character stands for the whole of what it replaces.
        """
        return self._start_in_main(start), self._end_in_main(end)

    def _start_in_main(self, position: int) -> int:
        index = bisect_right(self.alternatives, position, key=lambda other: other.start) - 1
        if index < 0:
            return position
        other = self.alternatives[index]
        if position >= other.end:
            return other.main_end + position - other.end
        return other.main_start + (position - other.start if other.same_length else 0)

    def _end_in_main(self, position: int) -> int:
        index = bisect_right(self.alternatives, position - 1, key=lambda other: other.start) - 1
        if index < 0:
            return position
        other = self.alternatives[index]
        if position > other.end:
            return other.main_end + position - other.end
        return other.main_start + position - other.start if other.same_length else other.main_end

    def in_furniture(self, position: int) -> bool:
        """Whether a position of the main reading lies in page furniture."""
        index = bisect_right(self.furniture, position, key=lambda span: span[0]) - 1
        return index >= 0 and position < self.furniture[index][1]

    def to_bytes(self) -> bytes:
        """Encode; uncompressed, because literal search reads many of them."""
        return msgspec.msgpack.encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> StoredText:
        """Decode.

        Raises:
            IndexCorrupt: The bytes are not a stored text.
        """
        return _decoded(_TEXT, data)


@dataclass(frozen=True, slots=True)
class _PackedReading:
    text: str
    starts: bytes | None
    ends: bytes | None
    alts: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _PackedReport:
    report: Report
    readings: tuple[_PackedReading, ...]


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with its readings.

    Attributes:
        report: The report.
        readings: The main reading and, for Traditional texts in other wording, the second.
    """

    report: Report
    readings: tuple[Reading, ...]

    @property
    def memory(self) -> int:
        """About how many bytes it takes in memory: the texts, two offsets a character, a thousand for each section."""
        texts = 2 * len(self.report.text) + sum(10 * len(reading.text) for reading in self.readings)
        return texts + 1000 * len(self.report.sections)

    def to_bytes(self) -> bytes:
        """Encode and compress."""
        packed = _PackedReport(self.report, tuple(_pack(reading) for reading in self.readings))
        return zlib.compress(msgspec.msgpack.encode(packed), _LEVEL)

    @classmethod
    def from_bytes(cls, data: bytes) -> StoredReport:
        """Decode.

        Raises:
            IndexCorrupt: The bytes are not a stored report.
        """
        try:
            raw = zlib.decompress(data)
        except zlib.error as error:
            raise IndexCorrupt(f"a stored report does not decompress ({error}); {REBUILD}") from error
        packed = _decoded(_REPORT, raw)
        return cls(packed.report, tuple(_unpack(reading) for reading in packed.readings))


_TEXT = msgspec.msgpack.Decoder(StoredText)
_REPORT = msgspec.msgpack.Decoder(_PackedReport)


def _pack(reading: Reading) -> _PackedReading:
    return _PackedReading(
        text=reading.text,
        starts=None if reading.starts is None else reading.starts.tobytes(),
        ends=None if reading.ends is None else reading.ends.tobytes(),
        alts=reading.alts,
        breaks=reading.breaks,
    )


def _unpack(packed: _PackedReading) -> Reading:
    return Reading(
        packed.text,
        None if packed.starts is None else array("I", packed.starts),
        None if packed.ends is None else array("I", packed.ends),
        packed.alts,
        packed.breaks,
    )


def _decoded(decoder: msgspec.msgpack.Decoder[T], data: bytes) -> T:
    try:
        return decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise IndexCorrupt(f"a stored record of the index is damaged ({error}); {REBUILD}") from error
