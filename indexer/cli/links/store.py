"""What the commands about links share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from indexer.links import LinkStore
from indexer.model import CHINA_TIME

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["link_store", "today"]


def link_store(settings: Settings) -> LinkStore:
    """The file of links that the settings name."""
    return LinkStore(settings.links_path, most_short=settings.most_short_links, most_named=settings.most_named_links)


def today() -> dt.date:
    """The day in China."""
    return dt.datetime.now(CHINA_TIME).date()
