"""The bytes that reports were made of, in the file beside an index segment."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from indexer.errors import IndexCorrupt
from indexer.store.originals import find_original, keeping_originals, read_original

if TYPE_CHECKING:
    from pathlib import Path

BYTES = [b"", b"\0", "报告".encode(), bytes(range(256)) * 4000]


def kept(path: Path, contents: list[bytes]) -> list[str]:
    """Keep some bytes in a file; gives their hashes."""
    hashes = [hashlib.sha256(data).hexdigest() for data in contents]
    with keeping_originals(path) as keep:
        for sha256, data in zip(hashes, contents, strict=True):
            keep(sha256, data)
    return hashes


def test_kept_as_they_are(tmp_path: Path) -> None:
    """What is kept is read again, bytes that several reports share too; from any of several files."""
    first, second = tmp_path / "原 #1?.sqlite", tmp_path / "below" / "second.sqlite"
    hashes = kept(first, [*BYTES[:2], BYTES[0]]) + kept(second, BYTES[2:])

    assert [*BYTES[:2], BYTES[0], *BYTES[2:]] == [read_original([first, second], sha256) for sha256 in hashes]
    assert find_original([first], hashes[-1]) is None
    with pytest.raises(IndexCorrupt, match="not kept"):
        read_original([first], hashes[-1])


def test_same_bytes_same_file(tmp_path: Path) -> None:
    """The file depends on nothing but what is kept, and nothing else is left beside it."""
    one, two = tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    kept(one, BYTES)
    kept(two, BYTES)

    assert one.read_bytes() == two.read_bytes()
    assert {one, two} == set(tmp_path.iterdir())


def test_everybody_can_read_it(tmp_path: Path) -> None:
    """A backup is of use without this program."""
    path = tmp_path / "kept.sqlite"
    hashes = kept(path, BYTES)
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT sha256, data FROM originals").fetchall()
    connection.close()

    assert dict(zip(hashes, BYTES, strict=True)) == dict(rows)


def test_disk_that_refuses(tmp_path: Path) -> None:
    """What the disk refuses is an error of the system that names the file."""
    path = tmp_path / "kept.sqlite"
    path.mkdir()

    with pytest.raises(OSError, match=r"kept\.sqlite") as raised, keeping_originals(path):
        pass
    assert errno.EIO == raised.value.errno
