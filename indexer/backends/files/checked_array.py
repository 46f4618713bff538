"""Arrays in memory-mapped files that are never read wrong; see `indexer.backends.files.checked_file`."""

from __future__ import annotations

import mmap
import os
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.backends.files.page_sums import PAGE, FileSums, sums_of, sums_of_pages
from indexer.errors import REBUILD, IndexCorrupt

__all__ = ["CheckedArray"]

_AT_ONCE = 4096  # pages that are compared at a time: 16 MB of memory


class CheckedArray:
    """An array of numbers of one kind in a file, read as numpy reads: a slice, or the numbers at places.

    Each page is compared with its sum when something of it is read first. Threads may share it.

    Args:
        path: The file, which holds the numbers and nothing else.
        kind: What they are.
        sums: The sums of the file when it was written.

    Attributes:
        unchecked: Pages that were not compared yet.

    Raises:
        IndexCorrupt: It is missing or has another size; reading raises it where a page is not as it was written.
    """

    def __init__(self, path: str, kind: npt.DTypeLike, sums: FileSums) -> None:
        self._path = path
        self._sums = sums.sums()
        self._marks = bytearray(len(self._sums))  # for ranges of pages, and the same memory as an array for others
        self._checked = np.frombuffer(self._marks, np.bool_)
        self.unchecked = len(self._sums)
        try:
            self._bytes = _mapped(path) if sums.size else np.empty(0, np.uint8)  # an empty file cannot be mapped
            self._values: npt.NDArray[Any] = self._bytes.view(kind)
        except (OSError, ValueError) as error:
            raise IndexCorrupt(f"{path} cannot be read ({error}); {REBUILD}") from error
        if len(self._bytes) != sums.size:
            raise self._damaged()
        self._per_page = PAGE // self._values.itemsize
        whole = len(self._bytes) // PAGE
        self._pages = self._bytes[: whole * PAGE].reshape(-1, PAGE)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, wanted: slice | npt.NDArray[np.integer[Any]]) -> npt.NDArray[Any]:
        """The numbers of a slice without steps, or at places, which may be in any order."""
        if self.unchecked:
            self._check(wanted)
        if isinstance(wanted, slice):
            return self._values[wanted]
        return self._values.take(wanted)  # half the time of indexing

    def _check(self, wanted: slice | npt.NDArray[np.integer[Any]]) -> None:
        if isinstance(wanted, slice):
            start, end, _ = wanted.indices(len(self))
            if end > start:
                self._check_range(start // self._per_page, -(-end // self._per_page))
            return
        pages = self._unchecked_among(wanted)
        if 2 * len(pages) > self.unchecked:  # to compare pages where they lie takes a third of gathering them
            self._check_range(0, len(self._sums))
            return
        for begin in range(0, len(pages), _AT_ONCE):
            part = pages[begin : begin + _AT_ONCE]
            full = part[part < len(self._pages)]
            self._compare(part, self._pages[full], whole=len(full) == len(part))

    def _check_range(self, first: int, last: int) -> None:
        low, high = self._marks.find(0, first, last), self._marks.rfind(0, first, last) + 1
        if low >= 0:
            self._compare(slice(low, high), self._pages[low:high], whole=high <= len(self._pages))

    def _unchecked_among(self, places: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.intp]:
        touched = np.zeros(len(self._sums), np.bool_)
        touched[places // self._per_page] = True
        return np.flatnonzero(touched & ~self._checked)

    def _compare(self, places: slice | npt.NDArray[np.intp], full: npt.NDArray[np.uint8], *, whole: bool) -> None:
        """Compare pages with their sums.

        Args:
            places: Which pages.
            full: What is in those that are full.
            whole: Whether all of them are; else the last one of the file is among them.
        """
        found = sums_of_pages(full)
        if not whole:
            found = np.append(found, sums_of(self._bytes[self._pages.size :].tobytes()))
        if (found != self._sums[places]).any():
            raise self._damaged()
        self._checked[places] = True
        self.unchecked = len(self._sums) - int(np.count_nonzero(self._checked))

    def _damaged(self) -> IndexCorrupt:
        return IndexCorrupt(f"{self._path} is not as it was written; {REBUILD}")


def _mapped(path: str) -> npt.NDArray[np.uint8]:
    """The bytes of a file; the array keeps the mapping. `numpy.memmap` does the same in five times as long."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return np.frombuffer(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ), np.uint8)
    finally:
        os.close(descriptor)
