"""What is found where a text names a region."""

from __future__ import annotations

import msgspec

from indexer.regions.table import Region

__all__ = ["Mention"]


class Mention(msgspec.Struct, frozen=True):
    """A region's name in a text.

    Attributes:
        start: Offset at which it begins.
        end: Offset at which it ends, exclusive.
        name: The name as it stands there.
        candidates: The units of any time that it may mean, one for each code, at least one.
    """

    start: int
    end: int
    name: str
    candidates: tuple[Region, ...]
