"""What every door sees of a search core; logging, caching and test doubles implement the same methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.model import CorpusSummary, Notice, RelatedReports, ReportView, SearchRequest, SearchResponse

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
        """Give a report with the places where a passage of any length stands in it literally.

        Raises:
            UnknownReport: No report has this id.
            IndexStoreError: There is no index to answer from.
        """

    def related(self, report_id: str) -> RelatedReports:
        """Give the other reports that a report has to do with, each with the reasons.

        Raises:
            UnknownReport: No report has this id.
            IndexStoreError: There is no index to answer from.
        """

    def summary(self) -> CorpusSummary:
        """Say what the corpus holds.

        Raises:
            IndexStoreError: There is no index to answer from.
        """
