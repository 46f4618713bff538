"""What to call a region."""

from __future__ import annotations

from indexer.model import UNKNOWN
from indexer.regions.gazetteer import gazetteer

__all__ = ["region_name"]


def region_name(value: str) -> str:
    """The newest name of a code, 未知 for ``unknown``, and any other value of a filter as it is."""
    if value == UNKNOWN:
        return "未知"
    region = gazetteer().get(value)
    return region.name if region else value
