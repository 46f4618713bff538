"""Files that are never read wrong: every page is compared with a checksum before anything of it is used.

A flipped bit in a posting list would be a wrong answer that nobody notices. To compare whole files would take seconds
at every opening; a page at a time, and each page once, it costs microseconds where something is read.
"""

from __future__ import annotations

import os
import struct
import zlib
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CheckedFile", "FileSums", "read_sums", "write_sums"]

PAGE = 4096  # bytes: what a disk reads at once, and 4 µs to check
_SUMS_FILE = "sums.msgpack"


@dataclass(frozen=True, slots=True)
class FileSums:
    """What a file was when it was written.

    Attributes:
        size: Bytes.
        pages: CRC-32 of every page, four bytes each.
    """

    size: int
    pages: bytes

    @classmethod
    def of(cls, path: Path) -> FileSums:
        """Take those of a file."""
        pages = array("I")
        with path.open("rb") as file:
            while page := file.read(PAGE):
                pages.append(zlib.crc32(page))
        return cls(path.stat().st_size, pages.tobytes())


_SUMS = msgspec.msgpack.Decoder(dict[str, FileSums])
_OWN_SUM = struct.Struct("<I")


def write_sums(folder: Path) -> None:
    """Write down the sums of all files below a folder, by their relative names."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _SUMS_FILE)
    data = msgspec.msgpack.encode({path.relative_to(folder).as_posix(): FileSums.of(path) for path in paths})
    (folder / _SUMS_FILE).write_bytes(_OWN_SUM.pack(zlib.crc32(data)) + data)


def read_sums(folder: Path) -> dict[str, FileSums]:
    """Read what `write_sums` wrote, and compare the sizes of all files with it.

    Raises:
        IndexCorrupt: It is missing or damaged, or a file is missing or has another size.
    """
    path = folder / _SUMS_FILE
    try:
        data = path.read_bytes()
        if data[: _OWN_SUM.size] != _OWN_SUM.pack(zlib.crc32(data[_OWN_SUM.size :])):
            raise IndexCorrupt(f"{path} is not as it was written; {REBUILD}")
        sums = _SUMS.decode(data[_OWN_SUM.size :])
        for name, expected in sums.items():
            if (folder / name).stat().st_size != expected.size:
                raise IndexCorrupt(f"{folder / name} is not as it was written; {REBUILD}")
    except (OSError, msgspec.MsgspecError) as error:
        raise IndexCorrupt(f"{folder} is not a complete index segment ({error}); {REBUILD}") from error
    return sums


class CheckedFile:
    """An open file; threads may share it.

    Args:
        path: The file.
        sums: Its sums when it was written.

    Attributes:
        size: Bytes.

    Raises:
        IndexCorrupt: It cannot be opened, or has another size.
    """

    def __init__(self, path: Path, sums: FileSums) -> None:
        self._path = path
        self._sums = array("I", sums.pages)
        self._checked = bytearray(len(self._sums))
        self.size = sums.size
        try:
            self._descriptor = os.open(path, os.O_RDONLY)
        except OSError as error:
            raise IndexCorrupt(f"{path} cannot be opened ({error.strerror}); {REBUILD}") from error
        if os.fstat(self._descriptor).st_size != self.size:
            self.close()
            raise self._damaged()

    def read(self, start: int, length: int) -> bytes:
        """Read so many bytes; no position is kept, so threads do not get into each other's way.

        Raises:
            IndexCorrupt: They are not there, or not those that were written.
        """
        first, last = start // PAGE, (start + length - 1) // PAGE
        if self._checked.find(0, first, last + 1) >= 0:
            return self._read_checked(start, length, first, last)
        return self._read(start, length)

    def _read(self, start: int, length: int) -> bytes:
        data = os.pread(self._descriptor, length, start)
        if len(data) != length:
            raise self._damaged()
        return data

    def _read_checked(self, start: int, length: int, first: int, last: int) -> bytes:
        begin = first * PAGE
        pages = self._read(begin, min((last + 1) * PAGE, self.size) - begin)
        for number in range(first, last + 1):
            place = (number - first) * PAGE
            if not self._checked[number] and zlib.crc32(pages[place : place + PAGE]) != self._sums[number]:
                raise self._damaged()
            self._checked[number] = 1
        return pages[start - begin : start - begin + length]

    def _damaged(self) -> IndexCorrupt:
        return IndexCorrupt(f"{self._path} is not as it was written; {REBUILD}")

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)
