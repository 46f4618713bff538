"""The file of saved links, as the commands open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.errors import UnknownLink
from indexer.links import LinkStore

if TYPE_CHECKING:
    from indexer.links import NamedLink, ShortLink
    from indexer.settings import Settings

__all__ = ["link_called", "link_store"]


def link_store(settings: Settings) -> LinkStore:
    """The file of links that the settings name."""
    return LinkStore(settings.links_path, most_short=settings.most_short_links, most_named=settings.most_named_links)


def link_called(store: LinkStore, name: str) -> NamedLink | ShortLink:
    """The named link of a name, or else the short one.

    Raises:
        UnknownLink: There is neither.
    """
    try:
        return store.named(name)
    except UnknownLink:
        return store.short(name.lower())
