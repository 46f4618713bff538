"""Generations of an index in one folder, and the pointer to the live one.

    index/CURRENT            name of the live generation
    index/LOCK               held by the one writer
    index/g000012/           a generation: manifest.json and segments/, its index segments; never changed
    index/.g000013.partial/  being written; removed by the next writer if its own died

A generation becomes live by replacing CURRENT, after all of it is on the disk and was read back. Until then, whatever
happens, the previous one is live.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.backends.whoosh import SegmentRef
from indexer.errors import REBUILD, IndexCorrupt, IndexNotFound, IndexStoreError, NotAnIndex
from indexer.store.arrivals import next_arrivals, read_arrivals, write_arrivals
from indexer.store.durable import replace_file, sync_folder, sync_tree
from indexer.store.lock import writer_lock
from indexer.store.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.store.arrivals import Arrival

__all__ = ["SEGMENTS", "Draft", "Generation", "Store", "segment_refs"]

SEGMENTS = "segments"
"""Folder of the index segments inside a generation."""

_log = logging.getLogger(__name__)

_CURRENT = "CURRENT"
_LOCK = "LOCK"
_README = "README.md"
_GENERATION = re.compile(r"g(\d{6,})")
_PARTIAL = re.compile(r"\.(?:g\d{6,}|CURRENT)\.partial")
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Generation:
    """One finished generation.

    Attributes:
        name: Such as ``g000012``.
        path: Its folder.
        manifest: What it says of itself.
    """

    name: str
    path: Path
    manifest: Manifest

    def segments(self) -> list[SegmentRef]:
        """Its index segments, to be opened."""
        return segment_refs(self.path, self.manifest)


def segment_refs(folder: Path, manifest: Manifest) -> list[SegmentRef]:
    """The index segments of a generation that stands in a folder."""
    return [SegmentRef(folder / SEGMENTS / entry.name, frozenset(entry.deleted)) for entry in manifest.segments]


class Draft:
    """A generation that is being written.

    Attributes:
        path: Its folder, to be filled.
        committed: Whether it has become the live generation.

    Args:
        root: The folder of generations.
        name: Name that it gets as a generation.
        arrivals: When the reports of the generations before it came, by report id.
    """

    def __init__(self, root: Path, name: str, arrivals: dict[str, Arrival]) -> None:
        self._root = root
        self._name = name
        self._arrivals = arrivals
        self.path = root / f".{name}.partial"
        (self.path / SEGMENTS).mkdir(parents=True)
        self.committed = False

    def segment_name(self, number: int) -> str:
        """A name for a new index segment that no generation before or after uses."""
        return f"{self._name}-{number:04d}"

    def segment_folder(self, name: str) -> Path:
        """Where an index segment of the draft stands or is to be written."""
        return self.path / SEGMENTS / name

    def keep_segment(self, generation: Generation, name: str) -> None:
        """Take over an index segment of another generation; its files are shared, not copied, where the disk can.

        Raises:
            OSError: The disk refuses.
        """
        shutil.copytree(generation.path / SEGMENTS / name, self.segment_folder(name), copy_function=_link)

    def commit(self, manifest: Manifest, verify: Callable[[Path], None]) -> Generation:
        """Make the draft the live generation.

        Args:
            manifest: What it says of itself.
            verify: Reads back what was written; raises if anything is amiss.

        Raises:
            IndexStoreError: What `verify` raised; the previous generation stays live.
        """
        made = int(datetime.fromisoformat(manifest.created).timestamp())
        write_arrivals(self.path, next_arrivals(self._arrivals, manifest.files, made))
        manifest = manifest.with_parts(self.path)
        manifest.write(self.path)
        verify(self.path)
        sync_tree(self.path)
        final = self._root / self._name
        self.path.rename(final)
        sync_folder(self._root)
        replace_file(self._root / _CURRENT, f"{self._name}\n")
        self.committed = True
        return Generation(self._name, final, manifest)

    def discard(self) -> None:
        """Remove what is left of the draft; nothing after a commit."""
        shutil.rmtree(self.path, ignore_errors=True)


class Store:
    """The folder of generations.

    Args:
        root: The folder; a missing one is made by the first writer.
        lock_timeout_s: Seconds to wait for another writer.
    """

    def __init__(self, root: Path, lock_timeout_s: float) -> None:
        self._root = root
        self._lock_timeout_s = lock_timeout_s

    def current_name(self) -> str:
        """Name of the live generation; cheap enough to ask before every request.

        Raises:
            IndexNotFound: There is none yet.
            NotAnIndex: The folder is something else.
            IndexCorrupt: The pointer is damaged.
        """
        try:
            name = (self._root / _CURRENT).read_text("utf-8").strip()
        except FileNotFoundError:
            self._check_ours()
            raise IndexNotFound(
                f"there is no index in {self._root} yet; build one with: nianbao index PATH..."
            ) from None
        except (NotADirectoryError, IsADirectoryError, UnicodeDecodeError):
            raise self._not_ours() from None
        except OSError as error:
            raise IndexStoreError(
                f"{self._root / _CURRENT} cannot be read ({error.strerror}); check its permissions"
            ) from error
        if not _GENERATION.fullmatch(name):
            raise IndexCorrupt(f"{self._root / _CURRENT} names no generation but {name!r:.40}; {REBUILD}")
        return name

    def current(self) -> Generation:
        """The live generation.

        Raises:
            IndexStoreError: As `current_name`, or its manifest is missing, damaged or of another format.
        """
        name = self.current_name()
        path = self._root / name
        return Generation(name, path, Manifest.read(path))

    @contextmanager
    def write(self, waiting: Callable[[str], None] = lambda _message: None) -> Iterator[Draft]:
        """Hold the lock and give a draft of the next generation; it is removed unless it was committed.

        Args:
            waiting: Told when another writer must be waited for.

        Raises:
            IndexLocked: Another writer did not finish in time.
            NotAnIndex: The folder holds something else.
            IndexStoreError: The folder cannot be written.
        """
        self._check_ours()
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with writer_lock(self._root / _LOCK, self._lock_timeout_s, waiting):
                self._remove_partial()
                draft = Draft(self._root, self._next_name(), self._arrivals())
                try:
                    yield draft
                finally:
                    draft.discard()
                if draft.committed:
                    self._prune()
        except OSError as error:
            raise IndexStoreError(
                f"{error.filename or self._root} cannot be written ({error.strerror}); the live index is unchanged; "
                "check free space and permissions, then try again"
            ) from error

    def _check_ours(self) -> None:
        """Refuse to use a folder that holds something else, before anything in it is touched."""
        if not self._root.exists():
            return
        if not self._root.is_dir():
            raise self._not_ours()
        if strangers := [path.name for path in self._root.iterdir() if not _is_ours(path.name)]:
            raise NotAnIndex(
                f"{self._root} is not an index: it holds {strangers[0]!r}; "
                "name an empty or a new folder with --index-dir"
            )

    def _not_ours(self) -> NotAnIndex:
        return NotAnIndex(f"{self._root} is not a folder of indexes; name another one with --index-dir")

    def _remove_partial(self) -> None:
        for path in self._root.iterdir():
            if _PARTIAL.fullmatch(path.name):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _generations(self) -> list[str]:
        return sorted((path.name for path in self._root.iterdir() if _GENERATION.fullmatch(path.name)), key=_number)

    def _arrivals(self) -> dict[str, Arrival]:
        """Those of the newest generation that tells them; what is damaged must not keep anybody from a rebuild."""
        for name in reversed(self._generations()):
            try:
                return read_arrivals(self._root / name)
            except IndexCorrupt as error:
                _log.warning("the times at which reports came are taken from an older generation: %s", error)
        return {}

    def _next_name(self) -> str:
        """One more than any generation that stands, live or not, so that a name never comes back."""
        numbers = [_number(name) for name in self._generations()]
        return f"g{max(numbers, default=0) + 1:06d}"

    def _prune(self) -> None:
        """Remove all but the newest generations; the live one is the newest unless a commit was cut short."""
        live = self.current_name()
        for name in self._generations()[:-_KEPT]:
            if name != live:
                shutil.rmtree(self._root / name)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK}:
            raise
        shutil.copy2(source, target)  # a file system without hard links


def _number(name: str) -> int:
    return int(name[1:])


def _is_ours(name: str) -> bool:
    """Whether a name may stand in an index folder; hidden files of desktops and version control do no harm."""
    return name in {_CURRENT, _LOCK, _README} or name.startswith(".") or bool(_GENERATION.fullmatch(name))
