"""What a generation says of itself."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.errors import REBUILD, IndexCorrupt, IndexIncompatible
from indexer.store.json_files import bytes_of, decoded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["MANIFEST", "SCHEMA_VERSION", "Manifest", "Part", "SegmentEntry"]

MANIFEST = "manifest.json"

_SMALL = 64 * 1024  # bytes; Whoosh's table of contents and segment descriptions have a few hundred

SCHEMA_VERSION = 29
"""Raised with any change of what a generation's files hold or mean; older generations are refused, never altered.

And with any change of the rules by which reports are read (`indexer.corpus`): an update keeps what was read before, and
has to answer as a rebuild does.
"""


class SegmentEntry(msgspec.Struct, frozen=True):
    """One index segment of a generation.

    Attributes:
        name: Name of its folder below `SEGMENTS`; never used again for another one.
        reports: Reports it holds, those left out counted too.
        deleted: Ids of its reports that the generation leaves out.
    """

    name: str
    reports: int
    deleted: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """One file of the generation itself.

    Attributes:
        name: Path relative to the generation's folder, with ``/``.
        size: Bytes.
        sha256: Hash of its bytes.
    """

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The description of one generation.

    Attributes:
        schema_version: `SCHEMA_VERSION` of the program that wrote it.
        program: Version of that program.
        created: When, ISO 8601 with zone.
        analysis: Components of the analysis, name to value; they decide which terms a text gives.
        gazetteer: Hash of the table of regions.
        reports: Number of reports.
        rows: Number of rows.
        sections: Number of sections.
        characters: Code points of all texts.
        segments: The index segments, in the order in which their reports are numbered.
        parts: Every file of the generation but the manifest; filled in when the generation is committed.
        seal: SHA-256 of the manifest with an empty seal; filled in when it is written.
    """

    schema_version: int
    program: str
    created: str
    analysis: dict[str, str]
    gazetteer: str
    reports: int
    rows: int
    sections: int
    characters: int
    segments: tuple[SegmentEntry, ...]
    parts: tuple[Part, ...] = ()
    seal: str = ""

    def with_parts(self, folder: Path, known: Iterable[Part] = ()) -> Manifest:
        """The same with a list of what stands in a folder.

        Args:
            folder: The folder.
            known: Parts that were taken over as they are; they are not read again.
        """
        hashed = {part.name: part for part in known}
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
        return replace(
            self, parts=tuple(hashed.get(path.relative_to(folder).as_posix()) or _part(path, folder) for path in paths)
        )

    def check_parts(self, folder: Path, *, every: bool = False) -> None:
        """Compare what stands in a generation's folder with the list: all sizes, and the hashes of small files.

        Small files are those that Whoosh unpickles where somebody opens a segment with it; hashing the large ones
        would take as long as reading them.

        Args:
            folder: The generation's folder.
            every: Whether to hash the large files too.

        Raises:
            IndexCorrupt: A file is missing, has another size or other bytes.
        """
        for part in self.parts:
            path = f"{folder}/{part.name}"  # to make a Path of each takes longer than to look at the file
            try:
                status = os.stat(path)  # noqa: PTH116 - see above
                is_as_large = stat.S_ISREG(status.st_mode) and status.st_size == part.size
                intact = is_as_large and (
                    _hash_of_small(path) == part.sha256
                    if part.size <= _SMALL
                    else not every or _hash_of(path) == part.sha256
                )
            except OSError as error:
                raise IndexCorrupt(f"{path} is missing ({error.strerror}); {REBUILD}") from error
            if not intact:
                raise IndexCorrupt(f"{path} is not as it was written; {REBUILD}")

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder."""
        sealed = replace(self, seal=_digest(self))
        data = msgspec.json.format(msgspec.json.encode(sealed), indent=1)
        (folder / MANIFEST).write_bytes(data + b"\n")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read that of a generation.

        Raises:
            IndexCorrupt: It is missing or damaged.
            IndexIncompatible: It was written by a program with another schema.
        """
        path = folder / MANIFEST
        data = bytes_of(path)
        version = decoded(data, path, _Version).schema_version
        if version != SCHEMA_VERSION:
            raise IndexIncompatible(
                f"{folder} has index format {version}, this program reads {SCHEMA_VERSION}; {REBUILD}"
            )
        manifest = decoded(data, path, cls)
        if manifest.seal != _digest(manifest):
            raise IndexCorrupt(f"{path} is not as it was written; {REBUILD}")
        return manifest

    def check_rules(self, folder: Path, analysis: dict[str, str], gazetteer: str) -> None:
        """Refuse a generation that was built under other rules than this program's.

        Args:
            folder: The generation, for the message.
            analysis: Components of this program's analysis.
            gazetteer: Hash of this program's table of regions.

        Raises:
            IndexIncompatible: Names what differs.
        """
        ours = {**analysis, "gazetteer": gazetteer}
        theirs = {**self.analysis, "gazetteer": self.gazetteer}
        differing = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
        if differing:
            details = ", ".join(
                f"{name} {theirs.get(name)!s:.12} there, {ours.get(name)!s:.12} here" for name in differing
            )
            raise IndexIncompatible(f"{folder} was built under other rules ({details}); {REBUILD}")


def _part(path: Path, folder: Path) -> Part:
    return Part(path.relative_to(folder).as_posix(), path.stat().st_size, _hash_of(str(path)))


def _hash_of(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - see `check_parts`
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_of_small(path: str) -> str:
    """The same of a file that is read at once, in half the time."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - see `check_parts`
        return hashlib.sha256(file.read(_SMALL)).hexdigest()


def _digest(manifest: Manifest) -> str:
    """The hash of everything but the seal."""
    return hashlib.sha256(msgspec.json.encode(replace(manifest, seal=""))).hexdigest()


class _Version(msgspec.Struct, frozen=True):
    schema_version: int
