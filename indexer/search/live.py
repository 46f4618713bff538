"""A searcher that follows the live generation: a rebuild takes effect without a restart or a failed request."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from indexer.analysis import default_analysis
from indexer.backends.whoosh import WhooshIndex
from indexer.corpus.regions import gazetteer
from indexer.errors import REBUILD, IndexCorrupt
from indexer.search.searcher import IndexInfo, IndexSearcher
from indexer.store import Store, read_arrivals

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from indexer.model import (
        CorpusSummary,
        Listing,
        Notice,
        RelatedReports,
        ReportView,
        SearchRequest,
        SearchResponse,
        Tally,
    )
    from indexer.settings import Settings
    from indexer.store import Generation

__all__ = ["LiveSearcher", "open_searcher"]


def open_searcher(settings: Settings) -> LiveSearcher:
    """Open the live index.

    Raises:
        IndexNotFound: There is none yet.
        NotAnIndex: The folder is something else.
        IndexIncompatible: It was built under other rules; rebuild it.
        IndexCorrupt: It is damaged.
    """
    searcher = LiveSearcher(settings)
    searcher.summary()
    return searcher


class LiveSearcher:
    """Answers each request from the generation that is live when the request begins.

    A request under way keeps its generation: the old searcher is dropped from here and goes when its last user does.

    Args:
        settings: Where the index is, and how much to remember of it.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = Store(settings.index_dir, settings.lock_timeout_s)
        self._lock = threading.Lock()
        self._open: tuple[str, IndexSearcher] | None = None

    def search(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> SearchResponse:
        """See `Searcher.search`."""
        return self._current().search(request, notices)

    def report(self, report_id: str, request: SearchRequest) -> ReportView:
        """See `Searcher.report`."""
        return self._current().report(report_id, request)

    def passage(self, report_id: str, text: str) -> ReportView:
        """See `Searcher.passage`."""
        return self._current().passage(report_id, text)

    def related(self, report_id: str) -> RelatedReports:
        """See `Searcher.related`."""
        return self._current().related(report_id)

    def summary(self) -> CorpusSummary:
        """See `Searcher.summary`."""
        return self._current().summary()

    def every(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> Listing:
        """See `Searcher.every`; the listing stays with its generation to the end."""
        return self._current().every(request, notices)

    def latest(self, request: SearchRequest, most: int) -> Listing:
        """See `Searcher.latest`; the listing stays with its generation to the end."""
        return self._current().latest(request, most)

    def tally(self, request: SearchRequest, since: dt.date) -> Tally:
        """See `Searcher.tally`."""
        return self._current().tally(request, since)

    def _current(self) -> IndexSearcher:
        name = self._store.current_name()
        held = self._open
        if held is not None and held[0] == name:
            return held[1]
        with self._lock:
            if self._open is None or self._open[0] != name:
                self._open = (name, self._opened(self._store.current()))
            return self._open[1]

    def _opened(self, generation: Generation) -> IndexSearcher:
        analysis = default_analysis()
        manifest = generation.manifest
        manifest.check_parts(generation.path)
        manifest.check_rules(generation.path, analysis.components, gazetteer().version)
        leaves = self._settings.cache_bytes // 4
        index = WhooshIndex(generation.segments(), self._settings.cache_bytes - leaves)
        if index.columns.reports != manifest.reports:
            raise IndexCorrupt(
                f"{generation.path} holds {index.columns.reports} reports, "
                f"its manifest says {manifest.reports}; {REBUILD}"
            )
        arrivals = read_arrivals(generation.path)
        info = IndexInfo(generation.name, manifest.created, manifest.sections, manifest.characters, arrivals)
        return IndexSearcher(index, analysis, info, leaves)
