"""A finished generation, and where its index segments stand."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from indexer.backends.whoosh import SegmentRef
from indexer.store.entries import FileEntry, read_entries
from indexer.store.manifest import Manifest
from indexer.store.originals import ORIGINALS

__all__ = ["CURRENT", "LEXICON", "SEGMENTS", "Generation", "generation_names", "originals_file", "segment_refs"]

CURRENT = "CURRENT"
"""Name of the file that names the live generation."""

SEGMENTS = "segments"
"""Folder of the index segments inside a generation."""

LEXICON = "lexicon"
"""Folder of what can be suggested, inside a generation."""

GENERATION = re.compile(r"g(\d{6,})")


class Generation(msgspec.Struct, frozen=True):
    """One finished generation.

    Attributes:
        name: Such as ``g000012``.
        path: Its folder.
        manifest: What it says of itself.
    """

    name: str
    path: Path
    manifest: Manifest

    def files(self) -> tuple[FileEntry, ...]:
        """What it was made of, in the order in which it was read; read from the disk at each call.

        Raises:
            IndexCorrupt: That is missing or damaged.
        """
        return read_entries(self.path)

    def segments(self) -> list[SegmentRef]:
        """Its index segments, to be opened."""
        return segment_refs(self.path, self.manifest)

    def originals(self) -> list[Path]:
        """The files of the bytes that its reports were made of, one for each index segment."""
        return [originals_file(self.path, segment.name) for segment in self.manifest.segments]

    @property
    def lexicon(self) -> Path:
        """Folder of what can be suggested."""
        return self.path / LEXICON


def segment_refs(folder: Path, manifest: Manifest) -> list[SegmentRef]:
    """The index segments of a generation that stands in a folder."""
    return [SegmentRef(folder / SEGMENTS / entry.name, frozenset(entry.deleted)) for entry in manifest.segments]


def originals_file(folder: Path, segment: str) -> Path:
    """The file of the bytes that the reports of an index segment were made of, in a generation's folder."""
    return folder / ORIGINALS / f"{segment}.sqlite"


def generation_names(root: Path) -> list[str]:
    """Names of the generations that stand in a folder, live or not, oldest first."""
    return sorted((path.name for path in root.iterdir() if GENERATION.fullmatch(path.name)), key=number_of)


def number_of(name: str) -> int:
    """The number in the name of a generation."""
    return int(name[1:])
