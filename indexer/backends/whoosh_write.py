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
from typing import TYPE_CHECKING

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from indexer.analysis import canon
from indexer.backends.columns import ReportTable
from indexer.backends.glyph_files import GlyphWriter
from indexer.backends.glyphs import Glyphs
from indexer.backends.inversion import Inverter
from indexer.backends.laid_text import TextLayer
from indexer.backends.lexicon_builder import LexiconBuilder
from indexer.backends.page_sums import write_sums
from indexer.backends.record_file import write_records
from indexer.backends.records import to_record
from indexer.backends.segment_files import (
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
from indexer.backends.term_table import write_terms
from indexer.backends.text_writer import write_text
from indexer.backends.whoosh_codec import PackedCodec
from indexer.backends.whoosh_schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from indexer.backends.base import IndexedReport

__all__ = ["write_segment"]


def write_segment(folder: Path, reports: Iterable[IndexedReport]) -> None:
    """Write an index segment into a folder, which is made.

    The cyclic garbage collector is paused meanwhile: it alone costs 12-40 % of a build.

    Raises:
        OSError: The disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fields = {name: Inverter() for name in schema().names()}
    layer, glyphs, lexicon, tables, records = TextLayer(), GlyphWriter(), LexiconBuilder(), [], []
    rows = 0
    with _no_collector():
        for report in reports:
            fields["title"].add(rows, report.title_words)
            for row in report.rows:
                fields["text"].add(rows, row.words)
                fields["heading"].add(rows, row.heading_words)
                rows += 1
            layer.add(report)
            lexicon.add(report)
            tables.append(ReportTable.of([report]))
            main = report.stored.readings[0]
            how = Glyphs.of(report.stored.report.text, main, report.text.main)
            glyphs.add(how, report.stored)
            records.append(to_record(report.stored, how))
        with (folder / RECORDS_FILE).open("wb") as file:
            ends = write_records(file, records)
        _write_whoosh(folder, fields, rows)
        laid = layer.laid()
        glyphs.write(folder / GLYPHS_FOLDER, laid.layout.reports[:, 0])
        write_text(folder / TEXT_FOLDER, laid, canon)
        (folder / TABLE_FILE).write_bytes(ReportTable.joined(tables).to_bytes())
        (folder / ENDS_FILE).write_bytes(array("q", ends).tobytes())
        (folder / LEXICON_FILE).write_bytes(lexicon.counts().to_bytes())
    write_sums(folder)


@contextmanager
def _no_collector() -> Iterator[None]:
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _write_whoosh(folder: Path, fields: Mapping[str, Inverter], rows: int) -> None:
    """Write an index of one segment, which Whoosh opens."""
    with (folder / TERMS_FILE).open("wb") as terms, (folder / POSTINGS_FILE).open("wb") as postings:
        write_terms(terms, postings, {name: fields[name].inverted() for name in sorted(fields)})
    segment = W3Segment(PackedCodec(), INDEX_NAME, rows, SEGMENT_NAME)
    TOC(schema(), [segment], 1).write(FileStorage(str(folder)), INDEX_NAME)
