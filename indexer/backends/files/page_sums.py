"""Checksums of every page of every file of an index segment, by which damage is noticed.

A sum is the page's 64-bit words, each times an odd number of its own, added modulo 2⁶⁴ (multilinear hashing: Carter and
Wegman, "Universal classes of hash functions", 1979). Whatever happens to one word is always seen, because an odd number
times a change is never 0; anything else is missed once in 2⁶⁴ times. It takes half a microsecond a page where CRC-32
takes five, which is what makes it possible to check scattered pages of large arrays while a query waits.
"""

from __future__ import annotations

import os
import random
import struct
import zlib
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PAGE", "FileSums", "Sums", "read_sums", "sums_of", "sums_of_pages", "write_sums"]

PAGE = 4096
"""Bytes of a page: what a disk and the system's memory take at once."""

Sums: TypeAlias = npt.NDArray[np.uint64]

_SUMS_FILE = "sums.msgpack"
_WORD = np.dtype("<u8")
_AT_ONCE = 256 * PAGE  # bytes that are read at a time
_MANY = 16  # pages of which numpy sums the products in two thirds of the time that a product of matrices takes
_RNG = random.Random(PAGE)  # noqa: S311 - fixed factors, which are part of the format
_FACTORS = np.array([_RNG.getrandbits(64) | 1 for _ in range(PAGE // _WORD.itemsize)], np.uint64)


def sums_of(data: bytes) -> Sums:
    """The sums of the pages of some bytes that begin where a page does; a last one that is not full ends in zeros."""
    padded = data if len(data) % PAGE == 0 else data.ljust(-(-len(data) // PAGE) * PAGE, b"\0")
    return sums_of_pages(np.frombuffer(padded, np.uint8).reshape(-1, PAGE))


def sums_of_pages(pages: npt.NDArray[np.uint8]) -> Sums:
    """The sums of whole pages, shape ``(n, PAGE)``."""
    words = pages.view(_WORD)
    sums: Sums = words @ _FACTORS if len(pages) < _MANY else np.einsum("pw,w->p", words, _FACTORS)
    return sums


class FileSums(msgspec.Struct, frozen=True):
    """What a file was when it was written.

    Attributes:
        size: Bytes.
        pages: The sum of every page, eight bytes each.
    """

    size: int
    pages: bytes

    @classmethod
    def of(cls, path: Path) -> FileSums:
        """Take those of a file."""
        pages = []
        with path.open("rb") as file:
            while part := file.read(_AT_ONCE):
                pages.append(sums_of(part).tobytes())
        return cls(path.stat().st_size, b"".join(pages))

    def sums(self) -> Sums:
        """The sum of every page."""
        return np.frombuffer(self.pages, np.uint64)


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
            # To make a Path of each takes longer than to look at the file.
            if os.stat(f"{folder}/{name}").st_size != expected.size:  # noqa: PTH116 - see above
                raise IndexCorrupt(f"{folder / name} is not as it was written; {REBUILD}")
    except (OSError, msgspec.MsgspecError) as error:
        raise IndexCorrupt(f"{folder} is not a complete index segment ({error}); {REBUILD}") from error
    return sums
