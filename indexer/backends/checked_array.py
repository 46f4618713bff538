"""Arrays in memory-mapped files that are never read wrong; see `indexer.backends.checked_file`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from indexer.backends.page_sums import PAGE, FileSums, sums_of, sums_of_pages
from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CheckedArray"]

_AT_ONCE = 4096  # pages that are compared at a time: 16 MB of memory
_FEW = 4096  # places


class CheckedArray:
    """An array of numbers of one kind in a file, read as numpy reads: a slice, or the numbers at places.

    Each page is compared with its sum when something of it is read first. Threads may share it.

    Args:
        path: The file, which holds the numbers and nothing else.
        kind: What they are.
        sums: The sums of the file when it was written.

    Raises:
        IndexCorrupt: It is missing or has another size; reading raises it where a page is not as it was written.
    """

    def __init__(self, path: Path, kind: npt.DTypeLike, sums: FileSums) -> None:
        self._path = path
        self._sums = sums.sums()
        self._checked = np.zeros(len(self._sums), np.bool_)
        self._unchecked = len(self._sums)
        try:
            # An empty file cannot be mapped.
            self._bytes = np.asarray(np.memmap(path, np.uint8, "r")) if sums.size else np.empty(0, np.uint8)
            self._values: npt.NDArray[Any] = self._bytes.view(kind)
        except (OSError, ValueError) as error:
            raise IndexCorrupt(f"{path} cannot be read ({error}); {REBUILD}") from error
        if len(self._bytes) != sums.size:
            raise self._damaged()
        self._per_page = PAGE // self._values.itemsize

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, wanted: slice | npt.NDArray[np.integer[Any]]) -> npt.NDArray[Any]:
        """The numbers of a slice without steps, or at places, which may be in any order."""
        if self._unchecked:
            self._check(wanted)
        values: npt.NDArray[Any] = self._values[wanted]
        return values

    def _check(self, wanted: slice | npt.NDArray[np.integer[Any]]) -> None:
        if isinstance(wanted, slice):
            start, end, _ = wanted.indices(len(self))
            first = start // self._per_page
            last = -(-end // self._per_page) if end > start else first
            pages = np.flatnonzero(~self._checked[first:last]) + first
        else:
            pages = self._unchecked_among(wanted)
        for start in range(0, len(pages), _AT_ONCE):
            self._compare(pages[start : start + _AT_ONCE])
        if len(pages):
            self._checked[pages] = True
            self._unchecked = len(self._sums) - int(np.count_nonzero(self._checked))

    def _unchecked_among(self, places: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.intp]:
        pages = places // self._per_page
        if len(places) < _FEW:  # marking pages takes as long as there are pages in the file
            return np.unique(pages[~self._checked[pages]])
        touched = np.zeros(len(self._sums), np.bool_)
        touched[pages] = True
        return np.flatnonzero(touched & ~self._checked)

    def _compare(self, pages: npt.NDArray[np.intp]) -> None:
        whole = len(self._bytes) // PAGE
        full = pages[pages < whole]
        found = sums_of_pages(self._bytes[: whole * PAGE].reshape(-1, PAGE)[full])
        if len(full) < len(pages):
            found = np.append(found, sums_of(self._bytes[whole * PAGE :].tobytes()))
        if (found != self._sums[pages]).any():
            raise self._damaged()

    def _damaged(self) -> IndexCorrupt:
        return IndexCorrupt(f"{self._path} is not as it was written; {REBUILD}")
