"""Where reports, sections and other things lie in the text of a corpus: all reports' texts one behind another.

Positions count characters of that text. A report has a main text and, where it is reworded, a second one elsewhere.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.backends.arrays import IntArray
from indexer.backends.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.arrays import BoolArray

__all__ = ["TextLayout"]


class TextLayout(msgspec.Struct, frozen=True, dict=True):
    """Ranges of positions, each table ascending by its first column; ``int32``.

    Attributes:
        reports: For each report where its main text begins and ends, and the same of its second text, both ends 0
            where it has none; shape ``(n, 4)``.
        passages: For each section where it begins and ends, and its row; they partition the main texts; ``(n, 3)``.
        furniture: Page furniture of the main texts; ``(n, 2)``.
        alternatives: Each stretch of a second text in other wording, and the stretch of the main text that it stands
            for; ``(n, 4)``.
        numbers: Document numbers: where each begins and ends, its year, its number, and which of `prefixes` it has;
            ``(n, 5)``.
        prefixes: Issuing codes, canonical; thousands of numbers share a few.
        breaks: Where a line of the source ended and nothing is left of its end; no word goes across one; ``(n,)``.
        torn: Where a passage begins inside a word: a page ran its lines together; ``(n,)``.
        seconds: Stretches that hold second texts and nothing else; ``(n, 2)``.
    """

    reports: IntArray
    passages: IntArray
    furniture: IntArray
    alternatives: IntArray
    numbers: IntArray
    prefixes: tuple[str, ...]
    breaks: IntArray
    torn: IntArray
    seconds: IntArray

    @property
    def rows(self) -> int:
        """Number of rows; each has at least one passage."""
        return int(self.passages[:, 2].max(initial=-1)) + 1

    @cached_property
    def report_at(self) -> Stretches:
        """Tells the report of positions in main texts."""
        return Stretches(self.reports[:, 0])

    @cached_property
    def passage_at(self) -> Stretches:
        """Tells the passage of positions in main texts."""
        return Stretches(self.passages[:, 0])

    def in_furniture(self, positions: IntArray) -> BoolArray:
        """Whether each position lies in page furniture."""
        ends, stretches = self._furniture
        inside: BoolArray = positions < ends.take(stretches.of(positions))
        return inside

    @cached_property
    def _furniture(self) -> tuple[IntArray, Stretches]:
        """Where each furniture ends, and the stretches up to the next; the first one, before all of it, has none."""
        starts, ends = np.concatenate((np.zeros((1, 2), np.int32), self.furniture)).T
        return np.ascontiguousarray(ends), Stretches(starts)

    def only(self, live: BoolArray) -> TextLayout:
        """The same without the reports that are not live; those kept, and their rows, are numbered anew."""
        if live.all():
            return self
        owners = np.searchsorted(self.reports[:, 0], self.passages[:, 0], "right") - 1
        passages = self.passages[live[owners]]
        passages[:, 2] = np.unique(passages[:, 2], return_inverse=True)[1]
        cited = live[np.searchsorted(self.reports[:, 0], self.numbers[:, 0], "right") - 1]
        return TextLayout(
            reports=self.reports[live],
            passages=passages,
            furniture=self.furniture,
            alternatives=self.alternatives,
            numbers=self.numbers[cited],
            prefixes=self.prefixes,
            breaks=self.breaks,
            torn=self.torn,
            seconds=self.seconds,
        )

    @staticmethod
    def joined(layouts: Sequence[TextLayout], starts: Sequence[int]) -> TextLayout:
        """One layout of several, whose texts begin at ascending positions; rows are numbered on from one to another."""
        if len(layouts) == 1:
            return layouts[0]
        layouts = layouts or [_EMPTY]
        rows = accumulate((layout.rows for layout in layouts), initial=0)
        prefixes = accumulate((len(layout.prefixes) for layout in layouts), initial=0)
        steps = [np.array([0, *step], np.int32) for step in zip(starts, rows, prefixes, strict=False)]
        tables = {
            name: _moved([getattr(layout, name) for layout in layouts], [step[columns] for step in steps])
            for name, columns in _COLUMNS.items()
        }
        tables["reports"][np.concatenate([layout.reports for layout in layouts]) == 0] = 0  # no second text
        return TextLayout(prefixes=tuple(chain.from_iterable(layout.prefixes for layout in layouts)), **tables)


_NOTHING, _POSITION, _ROW, _PREFIX = range(4)
_COLUMNS: dict[str, int | list[int]] = {
    "reports": [_POSITION] * 4,
    "passages": [_POSITION, _POSITION, _ROW],
    "furniture": [_POSITION] * 2,
    "alternatives": [_POSITION] * 4,
    "numbers": [_POSITION, _POSITION, _NOTHING, _NOTHING, _PREFIX],
    "breaks": _POSITION,
    "torn": _POSITION,
    "seconds": [_POSITION] * 2,
}
"""What each column counts, and so what is added to it where layouts are joined."""


def _moved(tables: Sequence[IntArray], steps: Sequence[IntArray]) -> IntArray:
    """One table of several, to each of which something was added; nothing is made twice, as there are megabytes."""
    joined = np.empty((sum(map(len, tables)), *tables[0].shape[1:]), np.int32)
    end = 0
    for table, step in zip(tables, steps, strict=False):
        start, end = end, end + len(table)
        np.add(table, step, out=joined[start:end])
    return joined


_EMPTY = TextLayout(
    reports=np.empty((0, 4), np.int32),
    passages=np.empty((0, 3), np.int32),
    furniture=np.empty((0, 2), np.int32),
    alternatives=np.empty((0, 4), np.int32),
    numbers=np.empty((0, 5), np.int32),
    prefixes=(),
    breaks=np.empty(0, np.int32),
    torn=np.empty(0, np.int32),
    seconds=np.empty((0, 2), np.int32),
)
