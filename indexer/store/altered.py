"""Whether anybody wrote into the files of a generation that is open.

The program never does, and every page that is read is compared with its sum once. But a copy or a restore over the
folder of a running server writes into the very files that it has mapped, behind pages that were compared already.
"""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING, NamedTuple

from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["OpenFiles"]

_log = logging.getLogger(__name__)

_INTERVAL_S = 1.0
"""To look at the two hundred files of a large index takes a millisecond, a third of what a search does."""


class OpenFiles:
    """The files below a folder as they stand when this is made.

    A file that is removed or replaced is none that was written into: who has it open goes on reading what it was.

    Args:
        folder: The folder.

    Raises:
        IndexCorrupt: It cannot be read, or is just being removed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._seen = dict(_files(os.fspath(folder)))
        except OSError as error:
            raise IndexCorrupt(f"{folder} cannot be read ({error.strerror}); {REBUILD}") from error
        self._looked = time.monotonic()
        self._altered = False

    def altered(self) -> bool:
        """Whether one of them was written into since; looks at most once in a second, and tells the log which it is."""
        now = time.monotonic()
        if not self._altered and now - self._looked >= _INTERVAL_S:
            self._looked = now
            found = next((path for path, stand in self._seen.items() if stand.altered(path)), None)
            self._altered = found is not None
            if found:
                _log.error("%s was written into while it was open; the index is opened anew", found)
        return self._altered


class _Stand(NamedTuple):
    """How a file stands: which one it is, its size and when it was written into last."""

    device: int
    number: int
    size: int
    written_ns: int

    @classmethod
    def of(cls, found: os.stat_result) -> _Stand:
        """What the system says of a file."""
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def altered(self, path: str) -> bool:
        """Whether it is the same file with other content."""
        try:
            now = self.of(os.stat(path))  # noqa: PTH116 - to make a Path takes longer than to look
        except OSError:
            return False
        return now[:2] == self[:2] and now != self


def _files(folder: str) -> Iterator[tuple[str, _Stand]]:
    """Every file below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                yield entry.path, _Stand.of(entry.stat())
