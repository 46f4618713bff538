"""The bytes of files, in bounded memory, and only of files that hold still."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["MAX_BYTES", "MEBIBYTE", "changed", "is_folder", "is_there", "opened", "read_range"]

MEBIBYTE = 1024 * 1024
MAX_BYTES = 64 * MEBIBYTE
"""Most bytes that one report is read from. The longest text known has 0.2 MB, reports with pictures some ten MB; what
is larger is a dump of many reports and must be split, or be JSON Lines, of which only each line is bounded."""


def is_there(path: Path) -> bool:
    """Whether a path leads to something; `Path.exists` raises where a folder above it may not be entered."""
    return os.path.exists(path)  # noqa: PTH110 - see above


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; `Path.is_dir` raises where a folder above it may not be entered."""
    return os.path.isdir(path)  # noqa: PTH112 - see above


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading, and find out whether it was written to meanwhile.

    Raises:
        UnreadableFile: It cannot be opened or read, is no regular file, or changed while it was open.
    """
    try:
        # without O_NONBLOCK, opening a pipe that took the place of the file would wait for ever
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise UnreadableFile(path, "is not a regular file", "give files and folders of files")
            yield file
            if _state(os.fstat(descriptor)) != _state(before):
                raise changed(path)
    except OSError as error:
        raise UnreadableFile(path, f"cannot be read ({error.strerror})", "check its permissions") from error


def changed(path: Path) -> UnreadableFile:
    """The error for a file that was written to between two looks at it."""
    return UnreadableFile(path, "changed while it was being read", "index again when nothing writes to it")


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def read_range(file: BinaryIO, path: Path, start: int = 0, length: int | None = None) -> bytes:
    """Read a range of an open file, to its end without a length.

    Raises:
        UnreadableFile: It is longer than `MAX_BYTES`.
    """
    if length is None:
        length = os.fstat(file.fileno()).st_size - start
    if length > MAX_BYTES:
        raise UnreadableFile(
            path,
            f"has {length / MEBIBYTE:.0f} MiB, more than the {MAX_BYTES // MEBIBYTE} MiB that one report may have",
            "split it into one file for each report",
        )
    file.seek(start)
    return file.read(length)
