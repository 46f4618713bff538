"""Writing one index segment, once and for all.

*.toc *.trm *.pst *_stored.col   Whoosh: the words of rows, headings and titles
text/                            the texts, and where every pair of characters stands
table.msgpack                    arrays of all reports and rows
records.bin                      what results show, report by report
lexicon.msgpack                  what can be suggested
sums.msgpack                     sizes and sums by page of all of these
"""

from __future__ import annotations

import gc
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.index import TOC

from indexer.analysis import canon
from indexer.backends.columns import ReportTable
from indexer.backends.inversion import Inverter
from indexer.backends.laid_text import TextLayer
from indexer.backends.lexicon_builder import LexiconBuilder
from indexer.backends.page_sums import write_sums
from indexer.backends.records import to_record
from indexer.backends.text_writer import write_text
from indexer.backends.whoosh_lists import encoded
from indexer.backends.whoosh_schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from whoosh.filedb.structfile import StructFile

    from indexer.backends.base import IndexedReport

__all__ = ["ENDS_FILE", "LEXICON_FILE", "RECORDS_FILE", "TABLE_FILE", "TEXT_FOLDER", "write_segment"]

TEXT_FOLDER = "text"
"""Name of the folder of a segment's text in the segment's own."""

TABLE_FILE = "table.msgpack"
RECORDS_FILE = "records.bin"
LEXICON_FILE = "lexicon.msgpack"
ENDS_FILE = "ends.bin"
"""Where each record ends in `RECORDS_FILE`, eight bytes a report."""

_INDEX_NAME = "MAIN"  # Whoosh's own default


def write_segment(folder: Path, reports: Iterable[IndexedReport]) -> None:
    """Write an index segment into a folder, which is made.

    The cyclic garbage collector is paused meanwhile: it alone costs 12-40 % of a build.

    Raises:
        OSError: The disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fields = {name: Inverter() for name in schema().names()}
    layer, lexicon, tables, ends = TextLayer(), LexiconBuilder(), [], array("q")
    rows = 0
    with _no_collector():
        with (folder / RECORDS_FILE).open("wb") as records:
            for report in reports:
                fields["title"].add(rows, report.title_words)
                for row in report.rows:
                    fields["text"].add(rows, row.words)
                    fields["heading"].add(rows, row.heading_words)
                    rows += 1
                layer.add(report)
                lexicon.add(report)
                tables.append(ReportTable.of([report]))
                records.write(to_record(report.stored))
                ends.append(records.tell())
        _write_whoosh(folder, fields, rows)
        write_text(folder / TEXT_FOLDER, layer.laid(), canon)
        (folder / TABLE_FILE).write_bytes(ReportTable.joined(tables).to_bytes())
        (folder / ENDS_FILE).write_bytes(ends.tobytes())
        (folder / LEXICON_FILE).write_bytes(lexicon.made().to_bytes())
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
    """Write an ordinary index of one segment, which stock Whoosh opens."""
    storage = FileStorage(str(folder))
    codec = W3Codec()
    segment = codec.new_segment(storage, _INDEX_NAME)
    per_row = codec.per_document_writer(storage, segment)
    for number in range(rows):
        per_row.start_doc(number)
        per_row.finish_doc()
    per_row.close()
    terms = OrderedHashWriter(segment.create_file(storage, W3Codec.TERMS_EXT))
    postings = segment.create_file(storage, W3Codec.POSTS_EXT)
    numbers = {name: number for number, name in enumerate(sorted(fields))}
    terms.extras["fieldmap"] = numbers
    for name, number in numbers.items():
        _write_field(terms, postings, number, fields[name])
    terms.close()
    postings.close()
    segment.set_doc_count(rows)
    TOC(schema(), [segment], 1).write(storage, _INDEX_NAME)


def _write_field(terms: OrderedHashWriter, postings: StructFile, number: int, words: Inverter) -> None:
    prefix = number.to_bytes(2, "big")
    for term, rows, frequencies in words.lists():
        stored = encoded(rows, frequencies)
        terms.add(prefix + term, stored.value(postings.tell()))
        postings.write(stored.block)
