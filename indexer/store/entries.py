"""What a generation was made of, file by file. It grows with the archive, and no search needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from indexer.errors import REBUILD, IndexCorrupt
from indexer.store.json_files import read_json, read_packed, write_packed
from indexer.store.manifest import MANIFEST

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
    """Read those of a generation of this program's format, in order.

    Raises:
        IndexCorrupt: The file is missing or damaged.
    """
    try:
        return read_packed(folder / FILES, tuple[FileEntry, ...])
    except FileNotFoundError as error:
        raise IndexCorrupt(f"{folder / FILES} is missing; {REBUILD}") from error


def entries_in(folder: Path) -> tuple[FileEntry, ...]:
    """What a generation of whatever format says that it was made of; nothing when it cannot be read.

    Formats before 13 have it in their manifest.
    """
    try:
        return read_packed(folder / FILES, tuple[FileEntry, ...])
    except FileNotFoundError:
        return _in_manifest(folder)
    except IndexCorrupt:
        return ()


def _in_manifest(folder: Path) -> tuple[FileEntry, ...]:
    try:
        return read_json(folder / MANIFEST, _Files).files
    except (FileNotFoundError, IndexCorrupt):
        return ()


class _Files(msgspec.Struct, frozen=True):
    files: tuple[FileEntry, ...]
