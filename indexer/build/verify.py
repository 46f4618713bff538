"""Reading back what was written, before it becomes live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.backends.whoosh import WhooshIndex
from indexer.errors import IndexCorrupt
from indexer.store import segment_refs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from indexer.store import FileEntry, Manifest

__all__ = ["verify"]


def verify(folder: Path, manifest: Manifest, files: Sequence[FileEntry], new: Collection[str]) -> None:
    """Open the index in a folder: every report is there, and the stored records of the new ones decode.

    Raises:
        IndexCorrupt: Something is amiss.
    """
    index = WhooshIndex(segment_refs(folder, manifest))
    try:
        columns = index.columns
        if columns.rows != manifest.rows or set(columns.ids) != {entry.report_id for entry in files}:
            raise IndexCorrupt(
                f"{folder} holds {columns.reports} reports in {columns.rows} rows after writing "
                f"{manifest.reports} in {manifest.rows}; the disk may be faulty; the live index is unchanged"
            )
        for number, report_id in enumerate(columns.ids):
            if report_id in new:
                index.text(number)
                index.stored(number)
    finally:
        index.close()
