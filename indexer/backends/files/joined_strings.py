"""Strings as bytes that sort as they do, and many of them as one stretch of bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ABOVE_ALL", "decoded", "encoded", "joined", "parted"]

ABOVE_ALL = b"\xff"
"""Stands in no UTF-8, and is above every byte that does."""


def encoded(string: str) -> bytes:
    """Bytes in the order of code points, of lone surrogates as well."""
    return string.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """The string that was encoded.

    Raises:
        UnicodeDecodeError: The bytes are those of none.
    """
    return data.decode("utf-8", "surrogatepass")


def joined(strings: Iterable[bytes]) -> bytes:
    """Encoded strings one behind another."""
    return ABOVE_ALL.join(strings)


def parted(data: bytes, count: int) -> list[bytes]:
    """The encoded strings that were joined, given how many; none and a single empty one look alike.

    Raises:
        ValueError: There are fewer.
    """
    strings = data.split(ABOVE_ALL) if count else []
    if len(strings) != count or (data and not count):
        raise ValueError(f"{len(strings)} strings stand where there should be {count}")
    return strings
