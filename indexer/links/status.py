"""What saved links find today."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from indexer.errors import InvalidRequest
from indexer.links.link import NamedLink, request_of, target_of
from indexer.model import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.search import Searcher

__all__ = ["RECENT", "LinkStatus", "link_statuses"]

RECENT = dt.timedelta(days=30)
"""How far back a report counts as new when no day is given."""


class LinkStatus(msgspec.Struct, frozen=True):
    """A named link with what it finds.

    Attributes:
        link: The link.
        target: Path and query of the results page that it leads to.
        tally: How many reports, and how many of them are new; None when the search cannot be run any more.
    """

    link: NamedLink
    target: str
    tally: Tally | None


def link_statuses(links: Iterable[NamedLink], searcher: Searcher, since: dt.date) -> Iterator[LinkStatus]:
    """Count what links find.

    Args:
        links: The links.
        searcher: Counts.
        since: Reports that entered on or after this day (in China) are new.

    Raises:
        IndexStoreError: There is no index to answer from.
    """
    for link in links:
        try:
            yield LinkStatus(link, target_of(link), searcher.tally(request_of(link), since))
        except InvalidRequest:
            yield LinkStatus(link, f"/search?{link.query}", None)
