"""The bytes that reports were made of, kept by their hash beside the generations.

    index/originals/0b/0b032687…    the bytes whose SHA-256 is the name

A report can be given out as it was published, and be read again when index segments are merged, whatever became of its
file. A name says what is in the file, so generations share the files, and damage is seen.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING

from indexer.errors import REBUILD, IndexCorrupt
from indexer.store.durable import sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

__all__ = ["ORIGINALS", "Originals"]

ORIGINALS = "originals"
"""Name of the folder beside the generations."""

_PARTIAL = ".partial-"
_PREFIX = 2  # hexadecimal digits of the folders below: 256 of them keep each small
_SYNCING = 8  # threads that wait for the disk


class Originals:
    """The folder of kept bytes. `keep` may be called by several processes at once.

    Args:
        root: The folder; made when something is kept.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, sha256: str) -> Path:
        """Where the bytes of a hash stand, if they are kept."""
        return self._root / sha256[:_PREFIX] / sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of a hash.

        Raises:
            IndexCorrupt: They are not kept, or are not what they were.
        """
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise IndexCorrupt(f"the original {path} cannot be read ({error.strerror}); {REBUILD}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise IndexCorrupt(f"the original {path} is not as it was kept; {REBUILD}")
        return data

    def intact(self, sha256: str) -> bytes | None:
        """The bytes of a hash if they are kept and undamaged."""
        try:
            return self.read(sha256) if self.path(sha256).exists() else None
        except IndexCorrupt:
            return None  # whoever asks has another copy, and `keep` replaces this one

    def keep(self, sha256: str, data: bytes) -> None:
        """Keep bytes; they are on the disk for certain after `sync` only."""
        path = self.path(sha256)
        if not path.parent.is_dir():  # most are there, and to ask is a third of the work of making one again
            path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._root / f"{_PARTIAL}{os.getpid()}-{sha256}"
        partial.write_bytes(data)
        partial.replace(path)

    def sync(self, hashes: Iterable[str]) -> None:
        """Make sure that the bytes of some hashes are on the disk.

        Raises:
            OSError: The disk refuses, or some are not there.
        """
        paths = sorted({self.path(sha256) for sha256 in hashes})
        if not paths:
            return
        with ThreadPoolExecutor(_SYNCING) as pool:
            for _ in pool.map(sync_file, paths):
                pass
        for folder in sorted({path.parent for path in paths}):
            sync_folder(folder)
        sync_folder(self._root)

    def unused(self, used: Collection[str]) -> Iterator[Path]:
        """Yield the files that are not among some hashes, and those that a writer left unfinished."""
        for path in self._files():
            if path.name not in used:
                yield path

    def unfinished(self) -> Iterator[Path]:
        """Yield what writers left when they died."""
        if self._root.is_dir():
            yield from self._root.glob(f"{_PARTIAL}*")

    def _files(self) -> Iterator[Path]:
        if self._root.is_dir():
            yield from chain.from_iterable(folder.iterdir() for folder in self._root.iterdir() if folder.is_dir())
