"""Writing one index segment, once and for all."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import msgspec
from whoosh.filedb.filestore import FileStorage

from indexer.analysis import canon
from indexer.backends.columns import ReportEntry
from indexer.backends.laid_text import TextLayer
from indexer.backends.text_writer import write_text
from indexer.backends.whoosh_schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from whoosh.writing import SegmentWriter

    from indexer.backends.base import IndexedReport

__all__ = ["TEXT_FOLDER", "write_segment"]

TEXT_FOLDER = "text"
"""Name of the folder of a segment's text in the segment's own."""

_MEMORY_MB = 512  # postings held before they spill to disk; spilling pickles every posting (ENGINE.md §2)


def write_segment(folder: Path, reports: Iterable[IndexedReport]) -> None:
    """Write an index segment into a folder, which is made.

    The cyclic garbage collector is paused meanwhile: it alone costs 12-40 % of a build (ENGINE.md §2).

    Raises:
        OSError: The disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    writer = FileStorage(str(folder)).create_index(schema()).writer(limitmb=_MEMORY_MB, compound=False)
    layer = TextLayer()
    collecting = gc.isenabled()
    gc.disable()
    try:
        for report in reports:
            _add(writer, report)
            layer.add(report)
        writer.commit(merge=False)
    except BaseException:  # also an interrupt: Whoosh's lock and temporary files must go whatever the reason
        writer.cancel()
        raise
    finally:
        if collecting:
            gc.enable()
    write_text(folder / TEXT_FOLDER, layer.laid(), canon)


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
