"""Lays the texts of reports one behind another: borders, main texts, second texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import IntArray
from indexer.backends.text_layout import TextLayout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.analysis import Reading
    from indexer.backends.base import IndexedReport

__all__ = ["LaidText", "LaidTextBuilder"]

BORDER = "\0"
"""What stands between texts; its place tells it from a NUL of a report."""

_NO_WORDS = b"\0"  # begin at a border


class LaidText(msgspec.Struct, frozen=True):
    """The texts of several reports as one.

    Attributes:
        text: A border, then each text with a border behind it, as they are segmented.
        layout: What lies where in it.
        cuts: Where words that are not inside another one begin or end, ascending.
        words: For each character which words begin there, see `IndexedReport.begins`; none in second texts.
    """

    text: str
    layout: TextLayout
    cuts: IntArray
    words: npt.NDArray[np.uint8]


class LaidTextBuilder:
    """Lays the texts of reports one behind another: takes reports one by one, then gives them as one text."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._cuts: list[IntArray] = []
        self._words: list[bytes] = [_NO_WORDS]
        self._breaks: list[int] = []
        self._torn: list[int] = []
        self._reports: list[tuple[int, ...]] = []
        self._passages: list[tuple[int, ...]] = []
        self._furniture: list[tuple[int, ...]] = []
        self._numbers: list[tuple[int, ...]] = []
        self._prefixes: dict[str, int] = {}  # each with its number
        self._seconds: list[tuple[int, IndexedReport]] = []
        self._rows = 0
        self._end = 1

    def add(self, report: IndexedReport) -> None:
        """Take the next report."""
        text = report.text
        start = self._lay(report.readings[0], report.cuts[0])
        self._words += [report.begins, _NO_WORDS]
        self._passages += [(start + p.start, start + p.end, self._rows + p.row) for p in text.passages]
        self._torn += [start + place for place in _torn(report)]
        self._furniture += [(start + first, start + end) for first, end in text.furniture]
        self._numbers += [
            (start + n.start, start + n.end, n.year, n.number, self._prefixes.setdefault(n.prefix, len(self._prefixes)))
            for n in text.document_numbers
        ]
        self._rows += len(report.rows)
        if text.second:
            self._seconds.append((len(self._reports), report))
        self._reports.append((start, self._end - 1, 0, 0))

    def laid(self) -> LaidText:
        """Everything taken. Call it once, after the last report."""
        mains_end = self._end
        alternatives = [other for number, report in self._seconds for other in self._second(number, report)]
        seconds = [(mains_end, self._end)] if self._seconds else []
        words = np.zeros(self._end, np.uint8)
        words[:mains_end] = np.frombuffer(b"".join(self._words), np.uint8)
        return LaidText(
            text=BORDER + "".join(text + BORDER for text in self._texts),
            layout=TextLayout(
                reports=_table(self._reports, 4),
                passages=_table(self._passages, 3),
                furniture=_table(self._furniture, 2),
                alternatives=_table(alternatives, 4),
                numbers=_table(self._numbers, 5),
                prefixes=tuple(self._prefixes),
                breaks=np.array(self._breaks, np.int32),
                torn=np.array(self._torn, np.int32),
                seconds=_table(seconds, 2),
            ),
            cuts=np.concatenate([np.empty(0, np.int32), *self._cuts]),
            words=words,
        )

    def _lay(self, reading: Reading, cuts: IntArray) -> int:
        start = self._end
        self._texts.append(reading.text)
        self._cuts.append(np.asarray(cuts, np.int32) + np.int32(start))
        self._breaks += [start + place for place in reading.breaks]
        self._end += len(reading.text) + 1
        return start

    def _second(self, number: int, report: IndexedReport) -> list[tuple[int, ...]]:
        main, main_end = self._reports[number][:2]
        start = self._lay(report.readings[1], report.cuts[1])
        self._reports[number] = (main, main_end, start, self._end - 1)
        return [
            (start + other.start, start + other.end, main + other.main_start, main + other.main_end)
            for other in report.text.alternatives
        ]


def _torn(report: IndexedReport) -> Iterator[int]:
    """Where passages of the main text may begin inside a word: between two letters without a word border."""
    text, cuts = report.text.main, report.cuts[0]
    begins = np.array([passage.start for passage in report.text.passages], np.int32)
    for place in begins[~np.isin(begins, cuts)].tolist():
        if text[place - 1 : place].isalnum() and text[place : place + 1].isalnum():
            yield place


def _table(rows: Sequence[Sequence[int]], width: int) -> IntArray:
    return np.array(rows, np.int32).reshape(-1, width)
