"""What a generation was made of, file by file. It grows with the archive, and no search needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from indexer.errors import IndexCorrupt
from indexer.store.json_files import read_packed, write_packed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["FILES", "FileEntry", "entries_in", "read_entries", "write_entries"]

FILES = "files.json.gz"


class FileEntry(msgspec.Struct, frozen=True):
    """One indexed file, and what is told of its report without opening the index.

    Attributes:
        source: Path relative to the folder it was found in.
        sha256: Hash of its bytes.
        report_id: The report made of it.
        title: Title of the report.
        body: Name of the issuing body; empty when unknown.
        body_key: Equal for reports of one body, whatever it was called in their year; empty when unknown.
        region: Code of its region; empty when unknown.
        year: Report year; 0 when unknown.
        segment: Name of the index segment that holds it.
        rows: Rows that the index has of it.
        sections: Its sections.
        characters: Code points of its text.
    """

    source: str
    sha256: str
    report_id: str
    title: str = ""
    body: str = ""
    body_key: str = ""
    region: str = ""
    year: int = 0
    segment: str = ""
    rows: int = 0
    sections: int = 0
    characters: int = 0


def write_entries(folder: Path, entries: Sequence[FileEntry]) -> None:
    """Write those of a generation into its folder."""
    write_packed(folder / FILES, entries)


def read_entries(folder: Path) -> tuple[FileEntry, ...]:
    """Read those of a generation, in order.

    Raises:
        IndexCorrupt: The file is missing or damaged.
    """
    return read_packed(folder / FILES, tuple[FileEntry, ...])


def entries_in(folder: Path) -> tuple[FileEntry, ...]:
    """The same, or nothing where the file is missing or damaged: a rebuild can do without it."""
    try:
        return read_entries(folder)
    except IndexCorrupt:
        return ()
