"""What every writer is given."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from indexer.model import Listing, SearchRequest
from indexer.query import report_path

if TYPE_CHECKING:
    from indexer.model import Report

__all__ = ["Export"]


class Export(msgspec.Struct, frozen=True):
    """One file to be written.

    Attributes:
        listing: The results; their URLs are whole already.
        base_url: Stands before the paths that a writer makes.
        today: The day on which the reports were looked up.
    """

    listing: Listing
    base_url: str
    today: dt.date

    @property
    def search_url(self) -> str:
        """URL of the results page."""
        return self.base_url + self.listing.canonical_url

    def report_url(self, report: Report) -> str:
        """URL of a report without any search: the one to be cited."""
        return self.base_url + report_path(SearchRequest(), report.id)
