"""Files that are never read wrong: every page is compared with its sum before anything of it is used.

A flipped bit in a posting list would be a wrong answer that nobody notices. To compare whole files would take seconds
at every opening; a page at a time, and each page once, it costs microseconds where something is read.
"""

from __future__ import annotations

import os

from indexer.backends.files.page_sums import PAGE, FileSums, sums_of
from indexer.errors import REBUILD, IndexCorrupt

__all__ = ["CheckedFile"]


class CheckedFile:
    """An open file; threads may share it.

    Args:
        path: The file, as text, because making a `Path` takes as long as opening the file.
        sums: Its sums when it was written.

    Attributes:
        size: Bytes.

    Raises:
        IndexCorrupt: It cannot be opened, or has another size.
    """

    def __init__(self, path: str, sums: FileSums) -> None:
        self._path = path
        self._sums = sums.sums()
        self._checked = bytearray(len(self._sums))
        self.size = sums.size
        try:
            self._descriptor = os.open(path, os.O_RDONLY)
        except OSError as error:
            raise IndexCorrupt(f"{path} cannot be opened ({error.strerror}); {REBUILD}") from error
        if os.fstat(self._descriptor).st_size != self.size:
            self.close()
            raise self._damaged()

    def whole(self) -> bytes:
        """Read everything.

        Raises:
            IndexCorrupt: As `read`.
        """
        return self.read(0, self.size)

    def read(self, start: int, length: int) -> bytes:
        """Read `length` bytes; no position is kept, so threads do not get into each other's way.

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
        if (sums_of(pages) != self._sums[first : last + 1]).any():
            raise self._damaged()
        self._checked[first : last + 1] = b"\1" * (last + 1 - first)
        return pages[start - begin : start - begin + length]

    def _damaged(self) -> IndexCorrupt:
        return IndexCorrupt(f"{self._path} is not as it was written; {REBUILD}")

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)
