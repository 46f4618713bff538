"""What every door sees of a search core; logging, caching and test doubles implement the same methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from indexer.model import SUGGESTIONS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from indexer.model import (
        Catalogue,
        CorpusSummary,
        Listing,
        Notice,
        Original,
        RelatedReports,
        ReportView,
        SearchRequest,
        SearchResponse,
        Suggestion,
        Tally,
    )

__all__ = ["Searcher"]


class Searcher(Protocol):
    """Answers requests over one corpus. Safe to share between threads."""

    def search(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> SearchResponse:
        """Answer a request.

        Args:
            request: What is asked; canonical, as `indexer.query` makes it.
            notices: What was noticed while the request was read; they come first in the answer's notices.

        Raises:
            InvalidRequest: The query breaks a limit.
            SearchTimeout: It takes longer than it may.
            PageOutOfRange: The page lies after the last one.
            IndexStoreError: There is no index to answer from.
        """

    def report(self, report_id: str, request: SearchRequest) -> ReportView:
        """Give a report with the hits of the request's query.

        Raises:
            UnknownReport: No report has this id.
            InvalidRequest: The query breaks a limit.
            IndexStoreError: There is no index to answer from.
        """

    def passage(self, report_id: str, text: str) -> ReportView:
        """Give a report with every place where a passage of any length occurs in it verbatim.

        Raises:
            UnknownReport: No report has this id.
            IndexStoreError: There is no index to answer from.
        """

    def original(self, report_id: str) -> Original:
        """Give the bytes that a report was read from.

        Raises:
            UnknownReport: No report has this id.
            IndexStoreError: There is no index to answer from, or the bytes were not kept.
        """

    def related(self, report_id: str) -> RelatedReports:
        """Give the reports related to a report, each with the reasons.

        Raises:
            UnknownReport: No report has this id.
            IndexStoreError: There is no index to answer from.
        """

    def suggest(self, prefix: str, limit: int = SUGGESTIONS) -> tuple[Suggestion, ...]:
        """Complete what a person is typing with words and names that stand in reports; pinyin counts as well.

        Args:
            prefix: The beginning of a query; nothing is suggested for one in which syntax acts on the last word.
            limit: How many suggestions at most.

        Raises:
            IndexStoreError: There is no index to answer from.
            SearchTimeout: Counting takes longer than it may.
        """

    def summary(self) -> CorpusSummary:
        """Say what the corpus holds.

        Raises:
            IndexStoreError: There is no index to answer from.
        """

    def all_results(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> Listing:
        """Give all results of a request in its order, whatever its page and size.

        Raises:
            InvalidRequest: The query breaks a limit.
            IndexStoreError: There is no index to answer from.
        """

    def latest(self, request: SearchRequest, most: int) -> Listing:
        """Give the results of a request that changed last, the last one first, then by id.

        Args:
            request: What is asked; its order does not matter.
            most: How many at most.

        Raises:
            InvalidRequest: The query breaks a limit.
            IndexStoreError: There is no index to answer from.
        """

    def tally(self, request: SearchRequest, since: dt.date) -> Tally:
        """Count the results of a request, and those that entered on or after a day (in China).

        Raises:
            InvalidRequest: The query breaks a limit.
            IndexStoreError: There is no index to answer from.
        """

    def catalogue(self, first: int, most: int) -> Catalogue:
        """Name reports in the order of their ids.

        Args:
            first: How many to leave out before.
            most: How many at most.

        Raises:
            IndexStoreError: There is no index to answer from.
        """
