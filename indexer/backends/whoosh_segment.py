"""One index segment: Whoosh's storage, postings and columns, read into numpy arrays.

Nothing else of Whoosh is used: not its query parser, collectors, facets or highlighter. One Whoosh reader must never
be used by two threads at once (they share a file position and searches silently go wrong), so every read holds a lock.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from functools import reduce
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError
from whoosh.index import IndexError as WhooshIndexError

from indexer.backends.base import NO_POSTINGS, IntArray, Postings
from indexer.backends.columns import ReportEntry
from indexer.backends.stored import StoredReport, StoredText
from indexer.backends.whoosh_schema import schema
from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["WhooshSegment"]


class WhooshSegment:
    """An open segment; its rows and reports are numbered from 0 in the order they were written.

    Args:
        folder: What `write_segment` filled. It must be one's own: Whoosh unpickles some of its files.

    Attributes:
        entries: The entry of each report.

    Raises:
        IndexCorrupt: The folder does not hold a complete segment.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        try:
            index = FileStorage(str(folder), readonly=True).open_index(schema=schema())
            self._reader = index.reader()
            leaves = self._reader.leaf_readers()
            self._leaves: list[tuple[Any, int]] = [(leaf, base) for leaf, base in leaves if leaf.doc_count_all()]
            self._bases = [base for _, base in self._leaves]
            # A column reader works out all its offsets when it is made, so each is made once.
            self._columns = {
                name: [leaf.column_reader(name) for leaf, _ in self._leaves] for name in ("entry", "verify", "display")
            }
            self.entries = self._read_entries()
        except (EmptyIndexError, WhooshIndexError, OSError, msgspec.MsgspecError) as error:
            raise IndexCorrupt(f"{folder} is not a complete index ({error}); {REBUILD}") from error
        row_counts = np.array([len(entry.rows) for entry in self.entries], np.int32)
        self._report_of_row = np.repeat(np.arange(len(row_counts), dtype=np.int32), row_counts)
        self._first_row = np.cumsum(row_counts) - row_counts

    def _read_entries(self) -> list[ReportEntry]:
        decode = msgspec.msgpack.Decoder(ReportEntry).decode
        entries = []
        for (leaf, _), column in zip(self._leaves, self._columns["entry"], strict=True):
            entries += [decode(data) for data in (column[number] for number in range(leaf.doc_count_all())) if data]
        return entries

    def postings(self, field: str, term: str) -> Postings:
        """The rows that hold a term; `NO_POSTINGS` when none does."""
        key = term.encode("utf-8", "surrogatepass")
        rows: list[int] = []
        frequencies: list[int] = []
        with self._lock:
            for leaf, base in self._leaves:
                if (field, key) not in leaf:
                    continue
                matcher = leaf.postings(field, key)
                while matcher.is_active():
                    rows.append(base + matcher.id())
                    frequencies.append(int(matcher.weight()))
                    matcher.next()
        if not rows:
            return NO_POSTINGS
        return Postings(np.array(rows, np.int32), np.array(frequencies, np.int32))

    def candidates(self, grams: Sequence[str]) -> IntArray:
        """Reports that hold every one of at least one gram."""
        holders = (self._report_of_row[self.postings("grams", gram).rows] for gram in grams)
        return reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), holders)

    def text(self, report: int) -> StoredText:
        """The canonical text of a report."""
        return StoredText.from_bytes(self._column("verify", report))

    def stored(self, report: int) -> StoredReport:
        """What a result shows of a report."""
        return StoredReport.from_bytes(self._column("display", report))

    def _column(self, name: str, report: int) -> bytes:
        row = int(self._first_row[report])
        with self._lock:
            number = bisect_right(self._bases, row) - 1
            return bytes(self._columns[name][number][row - self._bases[number]])

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            self._reader.close()
