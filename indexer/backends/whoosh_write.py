"""Writing one index segment, once and for all.

_MAIN_1.toc MAIN_words.trm .pst  Whoosh: the words of rows, headings and titles
glyphs/                          how the characters of the texts are written in their sources
text/                            the texts, and where every pair of characters stands
table.msgpack                    arrays of all reports and rows
records.bin                      what results show, report by report
lexicon.bin                      how many reports have what can be suggested
sums.msgpack                     sizes and sums by page of all of these
"""

from __future__ import annotations

import gc
from array import array
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from indexer.backends.columns import ReportTable
from indexer.backends.files.page_sums import write_sums
from indexer.backends.files.segment_files import (
    ENDS_FILE,
    GLYPHS_FOLDER,
    INDEX_NAME,
    LEXICON_FILE,
    POSTINGS_FILE,
    RECORDS_FILE,
    SEGMENT_NAME,
    TABLE_FILE,
    TERMS_FILE,
    TEXT_FOLDER,
)
from indexer.backends.inversion import Inverter
from indexer.backends.lexicon_builder import LexiconBuilder
from indexer.backends.records.file import write_records
from indexer.backends.records.glyph_files import GlyphWriter
from indexer.backends.records.glyphs import Glyphs
from indexer.backends.records.record import to_record
from indexer.backends.terms.writer import write_terms
from indexer.backends.text.laid import LaidTextBuilder
from indexer.backends.text.strays import strays_of
from indexer.backends.text.writer import write_text
from indexer.backends.whoosh_codec import PackedCodec
from indexer.backends.whoosh_schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from indexer.backends.base import IndexedReport
    from indexer.backends.inversion import Inverted
    from indexer.backends.text.strays import Strays

__all__ = ["write_segment"]

_AT_ONCE = 16
"""Reports whose columns are made together, which takes a tenth of the time of one by one."""


def write_segment(folder: Path, reports: Iterable[IndexedReport]) -> None:
    """Write an index segment into a folder, which is made.

    The cyclic garbage collector is paused meanwhile: it alone costs 12-40 % of a build.

    Raises:
        OSError: The disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    segment = _Segment()
    reports = iter(reports)
    with _no_collector():
        while some := list(islice(reports, _AT_ONCE)):
            segment.add(some)
        segment.write(folder)
    write_sums(folder)


class _Segment:
    """What has been collected; each part is released once it is written, because together they take half a GB."""

    def __init__(self) -> None:
        self._fields = {name: Inverter() for name in schema().names()}
        self._rows = 0
        self._texts, self._glyphs, self._lexicon = LaidTextBuilder(), GlyphWriter(), LexiconBuilder()
        self._tables: list[ReportTable] = []
        self._records: list[bytes] = []

    def add(self, reports: Sequence[IndexedReport]) -> None:
        """Take the next reports."""
        self._tables.append(ReportTable.of(reports))
        for report in reports:
            self._add_words(report)
            self._texts.add(report)
            self._lexicon.add(report)
            original, main = report.stored.report.text, report.readings[0]
            glyphs = Glyphs.of(original, main, report.text.main)
            self._glyphs.add(glyphs, original, main)
            self._records.append(to_record(report.stored, len(main.text), glyphs))

    def _add_words(self, report: IndexedReport) -> None:
        self._fields["title"].add(self._rows, report.title_words)
        for row in report.rows:
            self._fields["text"].add(self._rows, row.words)
            self._fields["heading"].add(self._rows, row.heading_words)
            self._rows += 1

    def write(self, folder: Path) -> None:
        """Write everything into a folder that is there. Call it once, after the last report."""
        (folder / LEXICON_FILE).write_bytes(self._lexicon.counts().to_bytes())
        del self._lexicon
        (folder / TABLE_FILE).write_bytes(ReportTable.joined(self._tables).to_bytes())
        del self._tables
        with (folder / RECORDS_FILE).open("wb") as file:
            ends = write_records(file, self._records)
        del self._records
        (folder / ENDS_FILE).write_bytes(array("q", ends).tobytes())
        fields = {name: self._fields.pop(name).inverted() for name in sorted(self._fields)}
        laid = self._texts.laid()
        del self._texts
        self._glyphs.write(folder / GLYPHS_FOLDER, laid.layout.reports[:, 0])
        del self._glyphs
        spelt = write_text(folder / TEXT_FOLDER, laid)
        _write_whoosh(folder, fields, strays_of(fields["text"], laid, spelt), self._rows)


@contextmanager
def _no_collector() -> Iterator[None]:
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _write_whoosh(folder: Path, fields: Mapping[str, Inverted], strays: Strays, rows: int) -> None:
    """Write an index of one segment, which Whoosh opens."""
    with (folder / TERMS_FILE).open("wb") as terms, (folder / POSTINGS_FILE).open("wb") as postings:
        write_terms(terms, postings, fields, "text", strays)
    segment = W3Segment(PackedCodec(), INDEX_NAME, rows, SEGMENT_NAME)
    TOC(schema(), [segment], 1).write(FileStorage(str(folder)), INDEX_NAME)
