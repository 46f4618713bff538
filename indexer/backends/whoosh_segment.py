"""One open index segment.

Its posting lists are read into numpy arrays and not through Whoosh, whose readers must not be shared between threads
(they share a file position, and searches silently go wrong); every read here names its place, so threads need no lock.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.backends.base import TermPostings
from indexer.backends.columns import ReportTable
from indexer.backends.files.checked_file import CheckedFile
from indexer.backends.files.joined_strings import encoded
from indexer.backends.files.page_sums import read_sums
from indexer.backends.files.segment_files import (
    ENDS_FILE,
    GLYPHS_FOLDER,
    LEXICON_FILE,
    POSTINGS_FILE,
    RECORDS_FILE,
    TABLE_FILE,
    TERMS_FILE,
    TEXT_FOLDER,
)
from indexer.backends.lexicon.counts import LexiconCounts
from indexer.backends.records.file import RecordFile
from indexer.backends.records.glyph_files import GLYPH_FILES, GlyphSegment
from indexer.backends.records.record import Kept
from indexer.backends.terms.table import TermTable
from indexer.backends.text.segment import TextSegment
from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.backends.files.page_sums import FileSums

__all__ = ["WhooshSegment"]


class WhooshSegment:
    """An open segment; its rows and reports are numbered from 0 in the order they were written.

    Args:
        folder: What `write_segment` filled. It must be one's own: Whoosh unpickles parts of its files.

    Attributes:
        table: The arrays of its reports.
        texts: Their texts.
        glyphs: How these are written.

    Raises:
        IndexCorrupt: The folder does not hold a complete segment.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sums = read_sums(folder)
        self._open: list[CheckedFile] = []
        try:
            terms, postings = self._file(TERMS_FILE), self._file(POSTINGS_FILE)
            self._terms = TermTable(terms.read, terms.size, postings.read)
            records, ends = self._file(RECORDS_FILE), np.frombuffer(self._whole(ENDS_FILE), np.int64)
            self._records = RecordFile(records, ends)
            self._lexicon = self._file(LEXICON_FILE)
            self.table = ReportTable.from_bytes(self._whole(TABLE_FILE))
            self.texts = TextSegment(folder / TEXT_FOLDER, self._below(TEXT_FOLDER))
            glyphs = {name: self._file(f"{GLYPHS_FOLDER}/{name}") for name in GLYPH_FILES}
            self.glyphs = GlyphSegment(glyphs, self.texts.layout)
        except IndexCorrupt:
            self.close()
            raise
        except (msgspec.MsgspecError, ValueError, KeyError) as error:
            self.close()
            raise IndexCorrupt(f"{folder} is no index segment of this program ({error}); {REBUILD}") from error

    def _file(self, name: str) -> CheckedFile:
        if name not in self._sums:
            raise IndexCorrupt(f"{self._folder} has no {name}; {REBUILD}")
        file = CheckedFile(f"{self._folder}/{name}", self._sums[name])
        self._open.append(file)
        return file

    def _whole(self, name: str) -> bytes:
        return self._file(name).whole()

    def _below(self, folder: str) -> dict[str, FileSums]:
        """The sums of the files in a folder, by their names in it."""
        return {
            name.removeprefix(f"{folder}/"): sums for name, sums in self._sums.items() if name.startswith(f"{folder}/")
        }

    def postings(self, term: str) -> TermPostings:
        """The rows that hold a term."""
        lists = self._terms.lists(encoded(term))
        return TermPostings(**dict(zip(self._terms.fields, lists.fields, strict=True)), strays=lists.strays)

    def kept(self, report: int) -> Kept:
        """What `from_records` makes a report of."""
        start, end = self.texts.layout.reports[report, :2].tolist()
        return Kept(self._records.record(report), partial(self.texts.rewritten, start, end))

    def lexicon_counts(self) -> LexiconCounts:
        """What can be suggested from its reports.

        Raises:
            IndexCorrupt: It is damaged.
        """
        return LexiconCounts.from_bytes(self._lexicon.whole())

    def close(self) -> None:
        """Close the files."""
        for file in self._open:
            file.close()
