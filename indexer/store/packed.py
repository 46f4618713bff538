"""JSON files that grow with the archive: compressed, and read where they are asked for."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from indexer.errors import REBUILD, IndexCorrupt
from indexer.store.regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_packed", "unpacked", "write_packed"]

_T = TypeVar("_T")

_LEVEL = 6


def write_packed(path: Path, value: object) -> None:
    """Write a value; equal ones give equal bytes."""
    path.write_bytes(gzip.compress(msgspec.json.encode(value), _LEVEL, mtime=0))


def read_packed(path: Path, kind: type[_T]) -> _T:
    """Read a value of a kind.

    Raises:
        FileNotFoundError: There is no such file.
        IndexCorrupt: It is damaged.
    """
    try:
        data = read_regular(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise IndexCorrupt(f"{path} cannot be read ({error}); {REBUILD}") from error
    return unpacked(data, path, kind)


def unpacked(data: bytes, path: Path, kind: type[_T]) -> _T:
    """The value of a file that was read.

    Args:
        data: Its bytes.
        path: Where they were read, for the message.
        kind: What it should be.

    Raises:
        IndexCorrupt: It is damaged.
    """
    try:
        return msgspec.json.decode(gzip.decompress(data), type=kind)
    except (gzip.BadGzipFile, EOFError, zlib.error, msgspec.MsgspecError) as error:
        raise IndexCorrupt(f"{path} cannot be read ({error}); {REBUILD}") from error
