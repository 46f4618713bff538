"""JSON files that grow with the archive: compressed, and read where they are asked for."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_packed", "write_packed"]

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
        return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=kind)
    except FileNotFoundError:
        raise
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError) as error:
        raise IndexCorrupt(f"{path} cannot be read ({error}); {REBUILD}") from error
