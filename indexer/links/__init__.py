"""Which searches did people keep, under which names?

Short links name a search by its hash and are for ever; named links carry a title and may be removed. Both live in one
SQLite file beside the index, never inside of it, so that no rebuild can lose them.
"""

from __future__ import annotations

from indexer.links.check import LinkProblem, check_links
from indexer.links.link import NamedLink, ShortLink, named_link, request_of, request_to_save, target_of
from indexer.links.status import RECENT, LinkStatus, link_statuses
from indexer.links.store import LinkStore, with_short_link
from indexer.links.toml import read_toml, write_toml

__all__ = [
    "RECENT",
    "LinkProblem",
    "LinkStatus",
    "LinkStore",
    "NamedLink",
    "ShortLink",
    "check_links",
    "link_statuses",
    "named_link",
    "read_toml",
    "request_of",
    "request_to_save",
    "target_of",
    "with_short_link",
    "write_toml",
]
