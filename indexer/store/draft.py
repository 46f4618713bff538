"""A generation that is being written, and the steps by which it becomes live."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

from indexer.store.durable import replace_file, sync_folder, sync_tree
from indexer.store.entries import write_entries
from indexer.store.generation import CURRENT, SEGMENTS, Generation, originals_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indexer.store.entries import FileEntry
    from indexer.store.heritage import Heritage
    from indexer.store.manifest import Manifest, Part

__all__ = ["Draft"]


class Draft:
    """A generation that is being written.

    Attributes:
        path: Its folder, to be filled.
        heritage: What is known of the reports before.

    Args:
        root: The folder of generations.
        name: Name that it gets as a generation.
        heritage: What is known of the reports before.
    """

    def __init__(self, root: Path, name: str, heritage: Heritage) -> None:
        self._root = root
        self._name = name
        self._known: list[Part] = []
        self.heritage = heritage
        self.path = root / f".{name}.partial"
        (self.path / SEGMENTS).mkdir(parents=True)

    def segment_name(self, number: int) -> str:
        """A name for a new index segment that no generation before or after uses."""
        return f"{self._name}-{number:04d}"

    def segment_folder(self, name: str) -> Path:
        """Where an index segment of the draft stands or is to be written."""
        return self.path / SEGMENTS / name

    def originals_file(self, name: str) -> Path:
        """Where the bytes stand that its reports are made of, or are to be written."""
        return originals_file(self.path, name)

    def keep_segment(self, generation: Generation, name: str) -> None:
        """Take over an index segment of another generation; its files are shared, not copied, where the disk can.

        Raises:
            OSError: The disk refuses.
        """
        shutil.copytree(generation.path / SEGMENTS / name, self.segment_folder(name), copy_function=_link)
        kept = self.originals_file(name)
        kept.parent.mkdir(exist_ok=True)
        _link(str(originals_file(generation.path, name)), str(kept))
        prefixes = (f"{SEGMENTS}/{name}/", kept.relative_to(self.path).as_posix())
        self._known += [part for part in generation.manifest.parts if part.name.startswith(prefixes)]

    def commit(
        self, manifest: Manifest, files: Sequence[FileEntry], paths: Sequence[str], verify: Callable[[Path], None]
    ) -> Generation:
        """Make the draft the live generation.

        Args:
            manifest: What it says of itself.
            files: What it was made of, in order.
            paths: Absolute paths of the files and folders that it was made of.
            verify: Reads back what was written; raises if anything is amiss.

        Raises:
            IndexStoreError: What `verify` raised; the previous generation stays live.
        """
        write_entries(self.path, files)
        self.heritage.hand_on(self.path, manifest.created, files, paths)
        manifest = manifest.with_parts(self.path, self._known)
        manifest.write(self.path)
        verify(self.path)
        sync_tree(self.path)
        final = self._root / self._name
        self.path.rename(final)
        sync_folder(self._root)
        replace_file(self._root / CURRENT, f"{self._name}\n")
        return Generation(self._name, final, manifest)

    def discard(self) -> None:
        """Remove what is left of the draft; nothing after a commit."""
        shutil.rmtree(self.path, ignore_errors=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK}:
            raise
        shutil.copy2(source, target)  # a file system without hard links
