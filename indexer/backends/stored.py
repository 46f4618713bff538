"""What an index stores of each report."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from indexer.backends.source_offsets import SourceOffsets
from indexer.model import Report

__all__ = ["Alternative", "Passage", "StoredDocumentNumber", "StoredReport", "StoredText"]


class Passage(msgspec.Struct, frozen=True):
    """A section in the coordinates of the main reading.

    Attributes:
        row: Which of the report's rows it belongs to, from 0.
        start: First position.
        end: Position after the last.
    """

    row: int
    start: int
    end: int


class Alternative(msgspec.Struct, frozen=True):
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


class StoredDocumentNumber(msgspec.Struct, frozen=True):
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


class StoredText(msgspec.Struct, frozen=True):
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

    def start_in_main(self, position: int) -> int:
        """Where in the main reading begins what a character of the second one stands for.

        Inside an alternative of another length every character stands for the whole of what it replaces.
        """
        index = bisect_right(self.alternatives, position, key=lambda other: other.start) - 1
        if index < 0:
            return position
        other = self.alternatives[index]
        if position >= other.end:
            return other.main_end + position - other.end
        return other.main_start + (position - other.start if other.same_length else 0)


class StoredReport(msgspec.Struct, frozen=True):
    """A report, and how positions of its main reading are found in its text.

    Attributes:
        report: The report.
        offsets: Those of the main reading.
    """

    report: Report
    offsets: SourceOffsets

    @property
    def memory(self) -> int:
        """About how many bytes it takes in memory: the text, the offsets, a thousand for each section."""
        return 2 * len(self.report.text) + self.offsets.nbytes + 1000 * len(self.report.sections)
