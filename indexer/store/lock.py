"""One writer at a time, over processes: an advisory lock that the system releases when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.errors import IndexLocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["writer_lock"]

_POLL_S = 0.1


@contextmanager
def writer_lock(path: Path, timeout_s: float, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock file.

    The file stays when the lock is released: removing it would let two writers lock two files of one name.

    Args:
        path: The lock file; made if missing. Its text names the last holder.
        timeout_s: Seconds to wait for another holder.
        waiting: Told once, with a message, when there is a wait.

    Raises:
        IndexLocked: The other holder did not finish in time.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, path, timeout_s, waiting)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, timeout_s: float, waiting: Callable[[str], None]) -> None:
    deadline = time.monotonic() + timeout_s
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = path.read_text("utf-8", "replace").strip() or "another process"
            if time.monotonic() >= deadline:
                raise IndexLocked(
                    f"{holder} is writing to {path.parent} and did not finish in {timeout_s:g} s; "
                    "wait for it or stop it, then try again"
                ) from None
            if not told:
                waiting(f"waiting for {holder}, which is writing to {path.parent}")
                told = True
            time.sleep(_POLL_S)
        else:
            return
