"""The bytes that the reports of an index segment were made of, by their hash, in one SQLite file beside it.

    g000012/originals/g000003-0000.sqlite    originals (sha256, data): one row for bytes that several reports share

A report can be given out as it was published, whatever became of its file. There is one file and not one for each
report, because to create and flush 20,000 takes a tenth of a build; it is SQLite's, which finds a row in a fraction of
a millisecond, and which everybody can read. It is written once, and lives and goes with its segment. The hash says what
is in a row, so damage is seen.
"""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["ORIGINALS", "find_original", "keeping_originals", "read_original"]

ORIGINALS = "originals"
"""Name of the folder of these files in a generation."""

_CREATE = """
    PRAGMA journal_mode = OFF;  -- a generation is flushed as a whole before it is live, and is never changed
    PRAGMA synchronous = OFF;
    CREATE TABLE originals (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL);
    BEGIN;
"""
_KEEP = "INSERT OR IGNORE INTO originals VALUES (?, ?)"
_FIND = "SELECT data FROM originals WHERE sha256 = ?"


@contextmanager
def keeping_originals(path: Path) -> Iterator[Callable[[str, bytes], object]]:
    """Make a file of originals, which is complete when the block ends; gives what puts the bytes of a hash into it.

    Raises:
        OSError: The disk refuses.
    """
    import sqlite3  # noqa: PLC0415 - see `_row`

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(_CREATE)
            yield lambda sha256, data: connection.execute(_KEEP, (sha256, data))
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        code = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(code, os.strerror(code), str(path)) from error


def read_original(paths: Iterable[Path], sha256: str) -> bytes:
    """The bytes of a hash, from the first of some files that has them.

    Raises:
        IndexCorrupt: None has, or they are not what they were.
    """
    data = find_original(paths, sha256)
    if data is None:
        raise IndexCorrupt(f"the original {sha256} is not kept; {REBUILD}")
    return data


def find_original(paths: Iterable[Path], sha256: str) -> bytes | None:
    """As `read_original`, but None where no file has them.

    Raises:
        IndexCorrupt: A file cannot be read, or the bytes are not what they were.
    """
    for path in paths:
        if (row := _row(path, sha256)) is not None:
            (data,) = row
            if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != sha256:
                raise IndexCorrupt(f"the original {sha256} in {path} is not as it was kept; {REBUILD}")
            return data
    return None


def _row(path: Path, sha256: str) -> tuple[object] | None:
    """What a file has for a hash."""
    import sqlite3  # noqa: PLC0415 - takes 2 ms, and a search needs no originals

    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            row: tuple[object] | None = connection.execute(_FIND, (sha256,)).fetchone()
            return row
    except sqlite3.Error as error:
        raise IndexCorrupt(f"the originals {path} cannot be read ({error}); {REBUILD}") from error
