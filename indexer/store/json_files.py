"""JSON files of a generation, those that grow with the archive compressed: read as what they should be, or damaged."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from indexer.errors import REBUILD, IndexCorrupt
from indexer.store.regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["bytes_of", "decoded", "read_json", "read_packed", "unpacked", "write_packed"]

_T = TypeVar("_T")

_LEVEL = 6


def bytes_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        IndexCorrupt: It is missing, or cannot be read.
    """
    try:
        return read_regular(path)
    except FileNotFoundError as error:
        raise IndexCorrupt(f"{path} is missing; {REBUILD}") from error
    except OSError as error:
        raise _unreadable(path, error) from error


def decoded(data: bytes, path: Path, kind: type[_T]) -> _T:
    """The value in the bytes of a file.

    Args:
        data: The bytes.
        path: Where they were read, for the message.
        kind: What it should be.

    Raises:
        IndexCorrupt: They are damaged.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


def read_json(path: Path, kind: type[_T]) -> _T:
    """Read a value of a kind.

    Raises:
        IndexCorrupt: The file is missing or damaged.
    """
    return decoded(bytes_of(path), path, kind)


def write_packed(path: Path, value: object) -> None:
    """Write a value, compressed; equal ones give equal bytes."""
    path.write_bytes(gzip.compress(msgspec.json.encode(value), _LEVEL, mtime=0))


def read_packed(path: Path, kind: type[_T]) -> _T:
    """Read a value that `write_packed` wrote; raises as `read_json`."""
    return unpacked(bytes_of(path), path, kind)


def unpacked(data: bytes, path: Path, kind: type[_T]) -> _T:
    """The value in the bytes of a file that `write_packed` wrote; see `decoded`."""
    try:
        plain = gzip.decompress(data)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from error
    return decoded(plain, path, kind)


def _unreadable(path: Path, error: Exception) -> IndexCorrupt:
    return IndexCorrupt(f"{path} cannot be read ({error}); {REBUILD}")
