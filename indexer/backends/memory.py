"""The reference backend: plain dictionaries. What it answers the others must answer."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.backends.base import NO_POSTINGS, IndexedReport, PostingField, Postings, TermPostings
from indexer.backends.columns import ReportTable
from indexer.backends.lexicon.lexicon import Lexicon
from indexer.backends.lexicon_builder import LexiconBuilder
from indexer.backends.located import written_in_sources
from indexer.backends.text.laid import LaidTextBuilder
from indexer.backends.text.memory import MemoryText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.stored import StoredReport, StoredText
    from indexer.query.tree import Exact

__all__ = ["MemoryIndex"]


class MemoryIndex:
    """An index that lives in this process only.

    Args:
        reports: What to hold, in order.
    """

    def __init__(self, reports: Iterable[IndexedReport]) -> None:
        self._reports = list(reports)
        self._lists: dict[tuple[PostingField, str], list[tuple[int, int]]] = defaultdict(list)
        self._fill()
        self._table = ReportTable.of(self._reports)
        self.columns = self._table.columns()
        builder = LaidTextBuilder()
        for report in self._reports:
            builder.add(report)
        self.texts = MemoryText(builder.laid())

    def _fill(self) -> None:
        row_number = 0
        for report in self._reports:
            for term, frequency in report.title_words.items():
                self._lists["title", term].append((row_number, frequency))
            for row in report.rows:
                for term, frequency in row.words.items():
                    self._lists["text", term].append((row_number, frequency))
                for term, frequency in row.heading_words.items():
                    self._lists["heading", term].append((row_number, frequency))
                row_number += 1

    def postings(self, term: str) -> TermPostings:
        """See `Index.postings`."""
        return TermPostings(
            heading=self._list("heading", term), text=self._list("text", term), title=self._list("title", term)
        )

    def _list(self, field: PostingField, term: str) -> Postings:
        pairs = self._lists.get((field, term))
        if not pairs:
            return NO_POSTINGS
        table = np.array(pairs, np.int32)
        return Postings(table[:, 0], table[:, 1])

    def text(self, report: int) -> StoredText:
        """See `Index.text`."""
        return self._reports[report].text

    def stored(self, report: int) -> StoredReport:
        """See `Index.stored`."""
        return self._reports[report].stored

    def stored_all(self, reports: Sequence[int]) -> list[StoredReport]:
        """See `Index.stored_all`."""
        return [self.stored(report) for report in reports]

    def written(self, starts: IntArray, exact: Exact) -> BoolArray:
        """See `Index.written`."""
        return written_in_sources(self, starts, exact)

    def titles(self) -> Sequence[str]:
        """See `Index.titles`."""
        return self._table.titles

    def written_title(self, report: int) -> str:
        """See `Index.written_title`."""
        return self._table.written_title(report)

    @cached_property
    def lexicon(self) -> Lexicon:
        """See `Index.lexicon`."""
        builder = LexiconBuilder()
        for report in self._reports:
            builder.add(report)
        return Lexicon.of(builder.counts().entries())

    def close(self) -> None:
        """Nothing is held open."""
