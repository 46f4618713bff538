"""Reading back what was written, before it becomes live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.errors import IndexCorrupt
from indexer.store import LEXICON, segment_refs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.store import FileEntry, Manifest

__all__ = ["read_back", "verify"]

_AT_ONCE = 100  # reports


def read_back(segment: Path) -> None:
    """Read every report of an index segment; the process that wrote it does, so that several are read at once.

    The characters are those that search goes through; what else is kept of a text is arrays, read when it is opened.

    Raises:
        IndexCorrupt: One of them does not decode.
    """
    index = WhooshIndex([SegmentRef(segment)])
    try:
        for first in range(0, index.columns.reports, _AT_ONCE):
            index.stored_all(range(first, min(first + _AT_ONCE, index.columns.reports)))
    finally:
        index.close()


def verify(folder: Path, manifest: Manifest, files: Sequence[FileEntry]) -> None:
    """Open the index in a folder: every report is there, and what can be suggested.

    Raises:
        IndexCorrupt: Something is amiss.
    """
    index = WhooshIndex(segment_refs(folder, manifest), lexicon=folder / LEXICON)
    try:
        columns = index.columns
        if columns.rows != manifest.rows or set(columns.ids) != {entry.report_id for entry in files}:
            raise IndexCorrupt(
                f"{folder} holds {columns.reports} reports in {columns.rows} rows after writing "
                f"{manifest.reports} in {manifest.rows}; the disk may be faulty; the live index is unchanged"
            )
    finally:
        index.close()
