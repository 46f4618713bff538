"""Generations of an index in one folder, and the pointer to the live one.

    index/CURRENT            name of the live generation
    index/LOCK               held by the one writer
    index/g000012/           a generation: manifest.json, what it hands on, segments/, originals/, lexicon/; unchanged
    index/.g000013.partial/  being written; removed by the next writer if its own died

A generation becomes live by replacing CURRENT, after all of it is on the disk and was read back. Until then, whatever
happens, the previous one is live.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.errors import REBUILD, IndexCorrupt, IndexNotFound, IndexStoreError, NotAnIndex
from indexer.store.draft import Draft
from indexer.store.generation import CURRENT, GENERATION, Generation, generation_names, number_of
from indexer.store.heritage import Heritage
from indexer.store.lock import writer_lock
from indexer.store.manifest import Manifest
from indexer.store.originals import ORIGINALS
from indexer.store.prune import KEPT, removable, remove_generations, remove_unfinished
from indexer.store.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from indexer.store.remembered import Remembered

__all__ = ["Store"]

_log = logging.getLogger(__name__)

_LOCK = "LOCK"
_README = "README.md"


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
            IndexStoreError: The folder or the pointer cannot be read.
        """
        try:
            name = read_regular(self._root / CURRENT).decode().strip()
        except FileNotFoundError:
            self._check_ours()
            raise IndexNotFound(
                f"there is no index in the folder {self._root} yet; build one with: nianbao index PATH..."
            ) from None
        except (NotADirectoryError, IsADirectoryError, UnicodeDecodeError):
            raise self._not_ours() from None
        except OSError as error:
            raise IndexStoreError(
                f"{self._root / CURRENT} cannot be read ({error.strerror}); check its permissions"
            ) from error
        if not GENERATION.fullmatch(name):
            raise IndexCorrupt(f"{self._root / CURRENT} names no generation but {name!r:.40}; {REBUILD}")
        return name

    def current(self) -> Generation:
        """The live generation.

        Raises:
            IndexStoreError: As `current_name`, or its manifest is missing, damaged or of another format.
        """
        return self.generation(self.current_name())

    def generation(self, name: str) -> Generation:
        """A generation by its name.

        Raises:
            IndexStoreError: Its manifest is missing, damaged or of another format.
        """
        path = self._root / name
        return Generation(name, path, Manifest.read(path))

    def generations(self) -> list[Path]:
        """Folders of the generations that stand: the live one first, then the newest.

        One that is newer than the live one was never live, because its commit was cut short.
        """
        if not self._root.is_dir():
            return []
        names = list(reversed(generation_names(self._root)))
        try:
            live = self.current_name()
        except IndexStoreError:
            live = ""
        return [self._root / name for name in sorted(names, key=lambda name: name != live)]

    def remembered(self) -> Remembered:
        """What the archive remembers over updates and rebuilds; empty when there is nothing yet."""
        return Heritage.of(self.generations()).remembered

    def prune(self, keep: int, waiting: Callable[[str], None], *, dry_run: bool = False) -> list[Path]:
        """Remove older generations, and what writers left when they died; gives the folders of the generations.

        Args:
            keep: How many generations stay, the live one among them.
            waiting: Told when another writer must be waited for.
            dry_run: Whether to tell only what would be removed.

        Raises:
            IndexStoreError: There is no index, or it cannot be written.
        """
        self.current_name()
        with self._locked(waiting):
            found = removable(self._root, self.current_name(), keep)
            if not dry_run:
                remove_unfinished(self._root)
                remove_generations(found)
            return found

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
        with self._locked(waiting):
            remove_unfinished(self._root)
            draft = Draft(self._root, self._next_name(), Heritage.of(self.generations()))
            try:
                yield draft
            finally:
                draft.discard()
            self._remove_old()

    def _remove_old(self) -> None:
        """Prune when a writer is done, with or without a commit, which stands whether this succeeds or not.

        Without one, because a writer before it may have died between its commit and the end of its pruning.
        """
        if not (self._root / CURRENT).exists():  # nothing was ever committed
            return
        try:
            remove_generations(removable(self._root, self.current_name(), KEPT))
        except OSError as error:
            _log.warning(
                "what older generations left at %s cannot be removed (%s); mend that and run: nianbao prune",
                error.filename,
                error.strerror,
            )

    @contextmanager
    def _locked(self, waiting: Callable[[str], None]) -> Iterator[None]:
        """Be the one writer; what the disk refuses becomes one clear error."""
        self._check_ours()
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with writer_lock(self._root / _LOCK, self._lock_timeout_s, waiting):
                yield
        except OSError as error:
            raise IndexStoreError(
                f"{error.filename or self._root} cannot be written ({error.strerror}); the live index is unchanged; "
                "check free space and permissions, then try again"
            ) from error

    def _check_ours(self) -> None:
        """Refuse to use a folder that holds something else, before anything in it is touched."""
        try:
            names = [path.name for path in self._root.iterdir()]
        except FileNotFoundError:
            return
        except NotADirectoryError:
            raise self._not_ours() from None
        except OSError as error:
            raise IndexStoreError(
                f"{self._root} cannot be listed ({error.strerror}); check the path and its permissions"
            ) from error
        if strangers := [name for name in names if not _is_ours(name)]:
            raise NotAnIndex(
                f"{self._root} is not an index: it holds {strangers[0]!r}; "
                "name an empty or a new folder with --index-dir"
            )

    def _not_ours(self) -> NotAnIndex:
        return NotAnIndex(f"{self._root} is not a folder of indexes; name another one with --index-dir")

    def _next_name(self) -> str:
        """One more than any generation that stands, live or not, so that a name never comes back."""
        numbers = [number_of(name) for name in generation_names(self._root)]
        return f"g{max(numbers, default=0) + 1:06d}"


def _is_ours(name: str) -> bool:
    """Whether a name may stand in an index folder; hidden files of desktops and version control do no harm.

    Development versions kept `ORIGINALS` there.
    """
    return name in {CURRENT, ORIGINALS, _LOCK, _README} or name.startswith(".") or bool(GENERATION.fullmatch(name))
