"""A searcher that follows the live generation: a rebuild takes effect without a restart or a failed request."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from indexer.analysis import default_analysis
from indexer.backends.time_limit import time_limit
from indexer.backends.whoosh import WhooshIndex
from indexer.errors import REBUILD, IndexCorrupt, IndexStoreError
from indexer.model import SUGGESTIONS, SearchRequest
from indexer.regions import gazetteer
from indexer.search.searcher import IndexInfo, IndexSearcher
from indexer.store import Fates, OpenFiles, Store, later_arrivals

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from indexer.model import (
        Catalogue,
        CorpusSummary,
        Listing,
        Notice,
        Original,
        RelatedReports,
        ReportView,
        SearchResponse,
        Suggestion,
        Tally,
    )
    from indexer.settings import Settings
    from indexer.store import Generation

__all__ = ["LiveSearcher", "open_searcher"]

_RECORDS = 4
"""The share of the memory that is for reports as they are stored, as a divisor; what results show is kept apart."""

_log = logging.getLogger(__name__)


class _Held(NamedTuple):
    """What answers.

    Attributes:
        name: The generation that was live when it was opened.
        searcher: Searches it, or the one before it.
        files: The files of what it searches.
    """

    name: str
    searcher: IndexSearcher
    files: OpenFiles


def open_searcher(settings: Settings, *, fall_back: bool = False) -> LiveSearcher:
    """Open the live index.

    Args:
        settings: Where it is.
        fall_back: Whether the generation before a damaged one may answer in its place, which is logged as an error.

    Raises:
        IndexNotFound: There is none yet.
        NotAnIndex: The folder is something else.
        IndexIncompatible: It was built under other rules; rebuild it.
        IndexCorrupt: It is damaged.
    """
    searcher = LiveSearcher(settings, fall_back=fall_back)
    searcher.open()
    return searcher


class LiveSearcher:
    """Answers each request from the generation that is live when the request begins.

    A request under way keeps its generation: the old searcher is dropped from here and goes when its last user does.

    Args:
        settings: Where the index is, and how much to remember of it.
        fall_back: Whether the generation before a damaged one may answer in its place.
    """

    def __init__(self, settings: Settings, *, fall_back: bool = False) -> None:
        self._settings = settings
        self._fall_back = fall_back
        self._store = Store(settings.index_dir, settings.lock_timeout_s)
        self._lock = threading.Lock()
        self._open: _Held | None = None

    def open(self) -> None:
        """Open the live generation now and not at the first request; raises as `open_searcher`."""
        self._current()

    def search(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> SearchResponse:
        """See `Searcher.search`."""
        with self._limited() as searcher:
            return searcher.search(request, notices)

    def report(self, report_id: str, request: SearchRequest) -> ReportView:
        """See `Searcher.report`."""
        with self._limited() as searcher:
            return searcher.report(report_id, request)

    def passage(self, report_id: str, text: str) -> ReportView:
        """See `Searcher.passage`."""
        with self._limited() as searcher:
            return searcher.passage(report_id, text)

    def original(self, report_id: str) -> Original:
        """See `Searcher.original`."""
        return self._current().original(report_id)

    def related(self, report_id: str) -> RelatedReports:
        """See `Searcher.related`."""
        with self._limited() as searcher:
            return searcher.related(report_id)

    def suggest(self, prefix: str, limit: int = SUGGESTIONS) -> tuple[Suggestion, ...]:
        """See `Searcher.suggest`."""
        with self._limited() as searcher:
            return searcher.suggest(prefix, limit)

    def summary(self) -> CorpusSummary:
        """See `Searcher.summary`."""
        return self._current().summary()

    def all_results(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> Listing:
        """See `Searcher.all_results`; the listing stays with its generation to the end."""
        with self._limited() as searcher:
            return searcher.all_results(request, notices)

    def latest(self, request: SearchRequest, most: int) -> Listing:
        """See `Searcher.latest`; the listing stays with its generation to the end."""
        with self._limited() as searcher:
            return searcher.latest(request, most)

    def tally(self, request: SearchRequest, since: dt.date) -> Tally:
        """See `Searcher.tally`."""
        with self._limited() as searcher:
            return searcher.tally(request, since)

    @contextmanager
    def _limited(self) -> Iterator[IndexSearcher]:
        """The searcher of the live generation, while the time of a search runs; opening it is not timed."""
        searcher = self._current()
        with time_limit(self._settings.search_timeout_s):
            yield searcher

    def catalogue(self, first: int, most: int) -> Catalogue:
        """See `Searcher.catalogue`."""
        return self._current().catalogue(first, most)

    def _current(self) -> IndexSearcher:
        while True:
            name = self._store.current_name()
            held = self._open
            if held is not None and held.name == name and not held.files.altered():
                return held.searcher
            with self._lock:
                if self._open is held:
                    self._open = self._opened_if_live(name)

    def _opened_if_live(self, name: str) -> _Held | None:
        """Open a generation; None when meanwhile another one is live, and this one may have been removed."""
        try:
            return self._opened(name, self._store.generation(name))
        except IndexStoreError as error:
            if self._store.current_name() != name:
                return None
            if not self._fall_back or not isinstance(error, IndexCorrupt):
                raise
            return self._previous(name, error)

    def _previous(self, name: str, error: IndexCorrupt) -> _Held:
        """Open the newest other generation that is whole.

        Raises:
            IndexCorrupt: `error`, when there is none.
        """
        for folder in self._store.generations()[1:]:
            try:
                opened = self._opened(name, self._store.generation(folder.name))
            except IndexStoreError:
                continue  # the error of the live one is the one to be told
            _log.error("%s; until then the generation before it answers: %s", error, folder.name)
            return opened
        raise error

    def _opened(self, name: str, generation: Generation) -> _Held:
        files = OpenFiles(generation.path)  # before anything of them is read
        return _Held(name, self._searcher(generation), files)

    def _searcher(self, generation: Generation) -> IndexSearcher:
        analysis = default_analysis()
        manifest = generation.manifest
        manifest.check_parts(generation.path)
        manifest.check_rules(generation.path, analysis.components, gazetteer().version)
        room = self._settings.memory_for(manifest.reports)
        records = room // _RECORDS
        index = WhooshIndex(generation.segments(), records, generation.lexicon)
        if index.columns.reports != manifest.reports:
            raise IndexCorrupt(
                f"{generation.path} holds {index.columns.reports} reports, "
                f"its manifest says {manifest.reports}; {REBUILD}"
            )
        info = IndexInfo(
            generation=generation.name,
            built=manifest.created,
            sections=manifest.sections,
            characters=manifest.characters,
            arrivals=later_arrivals(generation.path),
            fates=Fates.read(generation.path),
            originals=generation.originals(),
        )
        return IndexSearcher(index, analysis, info, room - records)
