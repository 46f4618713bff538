"""One open index segment.

Whoosh's postings are read into numpy arrays; nothing else of Whoosh is used: not its query parser, collectors, facets
or highlighter. Stock Whoosh readers must not be shared between threads (they share a file position, and searches
silently go wrong); every read here names its place, so threads need no lock.
"""

from __future__ import annotations

import io
import struct
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filetables import OrderedHashReader
from whoosh.filedb.structfile import StructFile

from indexer.backends.base import NO_POSTINGS, Postings
from indexer.backends.checked_file import CheckedFile
from indexer.backends.columns import ReportTable
from indexer.backends.corpus_text import TextSegment
from indexer.backends.lexicon import Lexicon
from indexer.backends.page_sums import read_sums
from indexer.backends.records import from_record
from indexer.backends.whoosh_lists import postings_of
from indexer.backends.whoosh_write import ENDS_FILE, LEXICON_FILE, RECORDS_FILE, TABLE_FILE, TEXT_FOLDER
from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from _typeshed import WriteableBuffer

    from indexer.backends.page_sums import FileSums
    from indexer.backends.stored import StoredReport

__all__ = ["WhooshSegment"]


class WhooshSegment:
    """An open segment; its rows and reports are numbered from 0 in the order they were written.

    Args:
        folder: What `write_segment` filled. It must be one's own: Whoosh unpickles parts of its files.

    Attributes:
        table: The arrays of its reports.
        texts: Their texts.

    Raises:
        IndexCorrupt: The folder does not hold a complete segment.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sums = read_sums(folder)
        self._open: list[CheckedFile] = []
        try:
            self._terms = OrderedHashReader(_TermFile(self._file(self._named(W3Codec.TERMS_EXT))))
            self._prefixes = {
                name: struct.pack("!H", number) for name, number in self._terms.extras["fieldmap"].items()
            }
            self._postings = self._file(self._named(W3Codec.POSTS_EXT))
            self._records = self._file(RECORDS_FILE)
            self._lexicon = self._file(LEXICON_FILE)
            self._ends = np.frombuffer(self._whole(ENDS_FILE), np.int64)
            self.table = ReportTable.from_bytes(self._whole(TABLE_FILE))
            self.texts = TextSegment(folder / TEXT_FOLDER, self._below(TEXT_FOLDER))
        except IndexCorrupt:
            self.close()
            raise
        except (msgspec.MsgspecError, ValueError, KeyError) as error:
            self.close()
            raise IndexCorrupt(f"{folder} is no index segment of this program ({error}); {REBUILD}") from error

    def _named(self, suffix: str) -> str:
        """The one file with a suffix; Whoosh puts a random name before it."""
        found = [name for name in self._sums if name.endswith(suffix)]
        if len(found) != 1:
            raise IndexCorrupt(f"{self._folder} has {len(found)} files named *{suffix} and not one; {REBUILD}")
        return found[0]

    def _file(self, name: str) -> CheckedFile:
        if name not in self._sums:
            raise IndexCorrupt(f"{self._folder} has no {name}; {REBUILD}")
        file = CheckedFile(self._folder / name, self._sums[name])
        self._open.append(file)
        return file

    def _whole(self, name: str) -> bytes:
        return self._file(name).whole()

    def _below(self, folder: str) -> dict[str, FileSums]:
        """The sums of the files in a folder, by their names in it."""
        return {
            name.removeprefix(f"{folder}/"): sums for name, sums in self._sums.items() if name.startswith(f"{folder}/")
        }

    def postings(self, field: str, term: str) -> Postings:
        """The rows that hold a term; `NO_POSTINGS` when none does."""
        info = self._terms.get(self._prefixes[field] + term.encode("utf-8", "surrogatepass"))
        return NO_POSTINGS if info is None else postings_of(info, self._postings.read)

    def stored(self, report: int, texts: Sequence[str]) -> StoredReport:
        """What a result shows of a report.

        Args:
            report: Its number.
            texts: The text of each of its readings.
        """
        start, end = int(self._ends[report - 1]) if report else 0, int(self._ends[report])
        return from_record(self._records.read(start, end - start), texts)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What can be suggested; read when it is asked for first.

        Raises:
            IndexCorrupt: It is damaged.
        """
        return Lexicon.from_bytes(self._lexicon.whole())

    def close(self) -> None:
        """Close the files."""
        for file in self._open:
            file.close()


class _TermFile(StructFile):  # type: ignore[misc]  # whoosh ships no types
    """A checked file as Whoosh's reader of terms wants it: `get` for every look-up, a position only while it opens."""

    def __init__(self, file: CheckedFile) -> None:
        super().__init__(io.BufferedReader(_RawFile(file)))
        self._checked = file

    def get(self, position: int, length: int) -> bytes:
        return self._checked.read(position, length)


class _RawFile(io.RawIOBase):
    def __init__(self, file: CheckedFile) -> None:
        self._checked = file
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._checked.size}[whence]
        self._place = base + offset
        return self._place

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        data = self._checked.read(self._place, max(min(len(view), self._checked.size - self._place), 0))
        view[: len(data)] = data
        self._place += len(data)
        return len(data)
