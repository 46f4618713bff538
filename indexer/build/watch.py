"""Following files and folders: an update whenever they have changed and hold still again.

They are looked at again and again, which works on network disks too, where a system tells of no changes.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from indexer.corpus import SourceFile, discover
from indexer.errors import IndexerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["follow"]

SETTLED_S = 1.0
"""Seconds for which nothing may change before it is read: a file being copied grows more often than that."""

RETRY_S = 15.0
"""Seconds before an update that failed is tried again, if nothing changes before."""

_LEAST_PAUSE_S = 1.0
_SHARE_OF_TIME = 10  # looking takes a tenth of the time at most, however many files there are

State = frozenset[tuple[str, int, int, int]]
"""Path, size, time of change and inode of every file there is."""


def follow(
    places: Callable[[], Sequence[Path]],
    update: Callable[[], None],
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Call `update` whenever the files have changed, until an exception that is no `IndexerError` ends it.

    Args:
        places: The files and folders to follow; asked anew each time.
        update: Brings the index up to date. An error of ours is told, and it is tried again.
        tell: Told of errors.
        sleep: Waits; the clock of tests.
    """
    seen: State | None = None
    waited = 0.0
    while True:
        started = time.monotonic()
        state = _state(places())
        pause = max(_LEAST_PAUSE_S, (time.monotonic() - started) * _SHARE_OF_TIME)
        if state != seen and _holds_still(state, places, sleep):
            seen, waited = state, 0.0
            if not _succeeds(update, tell):
                waited = RETRY_S
        sleep(pause)
        if waited and (waited := waited - pause) <= 0:
            seen, waited = None, 0.0


def _holds_still(state: State, places: Callable[[], Sequence[Path]], sleep: Callable[[float], None]) -> bool:
    sleep(SETTLED_S)
    return _state(places()) == state


def _succeeds(update: Callable[[], None], tell: Callable[[str], None]) -> bool:
    try:
        update()
    except IndexerError as error:
        tell(f"{error}; still following")
        return False
    return True


def _state(places: Sequence[Path]) -> State:
    """What stands in the places now; a file that goes away meanwhile is one that is not there."""
    found = set()
    for file in discover(places):
        if isinstance(file, SourceFile):
            try:
                status = file.path.stat()
            except OSError:
                continue
            found.add((str(file.path), status.st_size, status.st_mtime_ns, status.st_ino))
        else:
            found.add((str(file.path), -1, 0, 0))
    return frozenset(found)
