"""Records of reports in a file, each compressed by itself with what they have in common.

Names of fields, headings, regions and the words of evidence occur in every record. A compressor that has seen other
records needs half as many bytes for the next one, so the file begins with a sample of its records.
"""

from __future__ import annotations

import zlib
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    import numpy as np
    import numpy.typing as npt

    from indexer.backends.files.checked_file import CheckedFile

__all__ = ["RecordFile", "write_records"]

_LEVEL = 6  # level 9 saves 1 % more and takes twice as long
_WINDOW = zlib.MAX_WBITS
_RAW = -_WINDOW
"""Without zlib's own sums: pages are compared with theirs, and to sum the sample takes three times as long."""

_SAMPLE = 1 << _WINDOW  # bytes; the compressor looks back no further


def write_records(file: BinaryIO, records: Sequence[bytes]) -> list[int]:
    """Write records into an empty file; gives where the sample ends and where each record does.

    Raises:
        OSError: The disk refuses.
    """
    sample = _sample(records)
    ends = [file.write(sample)]
    for record in records:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=sample)
        ends.append(ends[-1] + file.write(packer.compress(record) + packer.flush()))
    return ends


def _sample(records: Sequence[bytes]) -> bytes:
    """Some records from all over a segment, whose neighbours are often of one region."""
    size = sum(map(len, records)) // max(len(records), 1)
    wanted = min(_SAMPLE // max(size, 1) + 1, len(records) // 2)
    return b"".join(records[:: len(records) // wanted])[-_SAMPLE:] if wanted else b""


class RecordFile:
    """Reads what `write_records` wrote. Threads may share it.

    Args:
        file: The file.
        ends: Where the sample ends and where each record does.
    """

    def __init__(self, file: CheckedFile, ends: npt.NDArray[np.int64]) -> None:
        self._file, self._ends = file, ends

    def record(self, number: int) -> bytes:
        """A record by its number.

        Raises:
            IndexCorrupt: It is damaged.
        """
        start, end = int(self._ends[number]), int(self._ends[number + 1])
        unpacker = zlib.decompressobj(_RAW, zdict=self._sample)
        try:
            return unpacker.decompress(self._file.read(start, end - start))
        except zlib.error as error:
            raise IndexCorrupt(f"a stored report of the index is damaged ({error}); {REBUILD}") from error

    @cached_property
    def _sample(self) -> bytes:
        return self._file.read(0, int(self._ends[0]))
