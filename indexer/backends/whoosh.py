"""The embedded backend: Whoosh's storage, postings and columns, read into numpy arrays.

Nothing else of Whoosh is used: not its query parser, collectors, facets or highlighter. One Whoosh reader must never
be used by two threads at once (they share a file position and searches silently go wrong), so every read holds a lock.
"""

from __future__ import annotations

import gc
import threading
import weakref
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError
from whoosh.index import IndexError as WhooshIndexError

from indexer.backends.base import NO_POSTINGS, IndexedReport, IntArray, PostingField, Postings
from indexer.backends.cache import ByteCache
from indexer.backends.columns import ReportEntry, columns_of
from indexer.backends.stored import StoredReport, StoredText
from indexer.backends.whoosh_schema import schema
from indexer.errors import IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from whoosh.writing import SegmentWriter

__all__ = ["WHOOSH_FOLDER", "WhooshIndex", "write_whoosh"]

WHOOSH_FOLDER = "whoosh"
"""Name of Whoosh's folder inside a generation."""

_MEMORY_MB = 512  # postings held before they spill to disk; spilling pickles every posting (ENGINE.md §2)


def write_whoosh(folder: Path, reports: Iterable[IndexedReport]) -> None:
    """Write an index into a folder, which is made.

    The cyclic garbage collector is paused meanwhile: it alone costs 12-40 % of a build (ENGINE.md §2).

    Raises:
        OSError: The disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    writer = FileStorage(str(folder)).create_index(schema()).writer(limitmb=_MEMORY_MB, compound=False)
    collecting = gc.isenabled()
    gc.disable()
    try:
        for report in reports:
            _add(writer, report)
        writer.commit(merge=False)
    except BaseException:  # also an interrupt: Whoosh's lock and temporary files must go whatever the reason
        writer.cancel()
        raise
    finally:
        if collecting:
            gc.enable()


def _add(writer: SegmentWriter, report: IndexedReport) -> None:
    whole: dict[str, object] = {
        "title": report.title_words,
        "grams": sorted(report.grams),
        "entry": msgspec.msgpack.encode(ReportEntry.of(report)),
        "verify": report.text.to_bytes(),
        "display": report.stored.to_bytes(),
    }
    for row in report.rows:
        writer.add_document(text=row.words, heading=row.heading_words, **whole)
        whole = {"entry": b"", "verify": b"", "display": b""}


class WhooshIndex:
    """An open Whoosh index.

    Args:
        folder: What `write_whoosh` filled. It must be one's own: Whoosh unpickles some of its files.
        cache_bytes: Memory for records that were read; without it every record is read from disk each time.

    Raises:
        IndexCorrupt: The folder does not hold a complete index.
    """

    def __init__(self, folder: Path, cache_bytes: int = 0) -> None:
        self._folder = folder
        # Reports take several times the room of their texts, and both are asked for report by report.
        self._texts: ByteCache[StoredText] = ByteCache(cache_bytes // 3, lambda text: text.memory)
        self._reports: ByteCache[StoredReport] = ByteCache(cache_bytes - cache_bytes // 3, lambda stored: stored.memory)
        self._lock = threading.Lock()
        self._open()

    def _open(self) -> None:
        try:
            index = FileStorage(str(self._folder), readonly=True).open_index(schema=schema())
            self._reader = index.reader()
            self._leaves: list[tuple[Any, int]] = list(self._reader.leaf_readers())
            self._bases = [base for _, base in self._leaves]
            # A column reader works out all its offsets when it is made, so each is made once.
            self._columns = {
                name: [leaf.column_reader(name) for leaf, _ in self._leaves] for name in ("entry", "verify", "display")
            }
            entries = self._read_entries()
        except (EmptyIndexError, WhooshIndexError, OSError, msgspec.MsgspecError) as error:
            raise IndexCorrupt(
                f"{self._folder} is not a complete index ({error}); rebuild it with: nianbao index PATH..."
            ) from error
        # Whoever searches keeps the index alive; its files are closed when the last one lets go.
        self._close = weakref.finalize(self, self._reader.close)
        self._titles = [entry.canonical_title for entry in entries]
        self.columns = columns_of(entries)

    def _read_entries(self) -> list[ReportEntry]:
        decode = msgspec.msgpack.Decoder(ReportEntry).decode
        entries = []
        for (leaf, _), column in zip(self._leaves, self._columns["entry"], strict=True):
            entries += [decode(data) for data in (column[number] for number in range(leaf.doc_count_all())) if data]
        return entries

    def postings(self, field: PostingField, term: str) -> Postings:
        """See `Index.postings`."""
        return self._read(field, term)

    def candidates(self, grams: Sequence[str]) -> IntArray:
        """Reports that hold every gram; all reports when there is none to look for."""
        found: IntArray = np.arange(self.columns.reports, dtype=np.int32)
        for gram in grams:
            holders = self.columns.report_of_row[self._read("grams", gram).rows]
            found = np.intersect1d(found, holders, assume_unique=True)
        return found

    def _read(self, field: str, term: str) -> Postings:
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

    def text(self, report: int) -> StoredText:
        """See `Index.text`."""
        return self._texts.get(report, lambda: StoredText.from_bytes(self._column("verify", report)))

    def stored(self, report: int) -> StoredReport:
        """See `Index.stored`."""
        return self._reports.get(report, lambda: StoredReport.from_bytes(self._column("display", report)))

    def _column(self, name: str, report: int) -> bytes:
        row = int(self.columns.first_row[report])
        with self._lock:
            number = bisect_right(self._bases, row) - 1
            return bytes(self._columns[name][number][row - self._bases[number]])

    def titles(self) -> Sequence[str]:
        """See `Index.titles`."""
        return self._titles

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            self._close()
