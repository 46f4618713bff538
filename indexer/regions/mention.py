"""What is found where a text names a region."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.regions.table import Region

__all__ = ["Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
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
