"""The one core behind every door: a request in, a response out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.errors import ReportMoved, ReportWithdrawn, UnknownReport
from indexer.model import (
    SUGGESTIONS,
    Catalogue,
    CatalogueEntry,
    CorpusSummary,
    Hit,
    ListedReport,
    Listing,
    ReportView,
    SearchRequest,
    SearchResponse,
    Tally,
)
from indexer.query import canonical_path
from indexer.search.facets.heat import HeatCounter
from indexer.search.match import Matcher
from indexer.search.originals import original_of
from indexer.search.paging import page_of
from indexer.search.related import RelatedFinder
from indexer.search.results.results import ResultMaker
from indexer.search.suggest.relax import Relaxer
from indexer.search.suggest.spelling import Corrector
from indexer.search.suggest.suggest import Suggester
from indexer.search.times import Times
from indexer.store import Arrival, Fates

if TYPE_CHECKING:
    import datetime as dt

    from indexer.analysis import Analysis
    from indexer.backends.base import Index, IntArray
    from indexer.model import Notice, Original, RelatedReports, Suggestion
    from indexer.search.hits.hits import Hits
    from indexer.search.match import Answer

__all__ = ["IndexInfo", "IndexSearcher"]


class IndexInfo(msgspec.Struct, frozen=True):
    """What is known of an open index beside its content.

    Attributes:
        generation: Its name.
        built: When it was built, ISO 8601 with zone.
        sections: Number of sections over all reports.
        characters: Code points of all texts.
        arrivals: Tells when its reports came, by id.
        fates: What became of reports that had other ids, or are gone.
        originals: The files of the bytes that its reports were made of.
    """

    generation: str
    built: str
    sections: int
    characters: int
    arrivals: Callable[[], Mapping[str, Arrival]] = dict
    fates: Fates = msgspec.field(default_factory=Fates)
    originals: Sequence[Path] = ()


class IndexSearcher:
    """Answers requests over one open index; `indexer.search.api.Searcher` states the contract.

    Args:
        index: What to search. The searcher does not close it.
        analysis: The analysis the index was built with.
        info: What is known of the index.
        cache_bytes: Memory for what was found.
    """

    def __init__(self, index: Index, analysis: Analysis, info: IndexInfo, cache_bytes: int) -> None:
        self._index = index
        self._info = info
        shown, repairs = cache_bytes // 8, cache_bytes // 64
        self._matcher = Matcher(index, analysis, cache_bytes - shown - repairs)
        self._results = ResultMaker(index, shown)
        self._times = Times(index.columns, info.arrivals, info.built)
        self._heat = HeatCounter(self._matcher.regions, index.columns.year)
        self._related = RelatedFinder(index)
        self._relaxer = Relaxer(analysis, self._matcher.count)
        self._corrector = Corrector(index, analysis, self._matcher.count, repairs)
        self._suggester = Suggester(index, analysis, self._matcher.count)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each report by its id, which searches do not ask for."""
        return {report_id: number for number, report_id in enumerate(self._index.columns.ids)}

    def search(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> SearchResponse:
        """See `Searcher.search`."""
        started = time.perf_counter()
        answer = self._matcher.answer(request)
        total = len(answer.reports)
        page = page_of(request, total, self._info.generation)
        return SearchResponse(
            canonical_url=canonical_path(request),
            short_url=None,
            request=request,
            generation=self._info.generation,
            total_reports=total,
            exact_reports=answer.exact,
            total_occurrences=int(answer.hits.sum()),
            taiwan_occurrences=int(answer.synonyms.sum()),
            page=page.number,
            pages=page.pages,
            size=request.size,
            notices=(*notices, *answer.selection.found.plan.notices, *page.notices),
            results=self._results.page(request, answer, page.first),
            facets=answer.selection.facets(),
            heat=self._heat.table(answer.reports, request.regions),
            relaxations=() if total else self._relaxer.relaxations(request),
            corrections=() if answer.exact else self._corrector.corrections(request),
            next_cursor=page.next_cursor,
            took_ms=round((time.perf_counter() - started) * 1000, 3),
        )

    def report(self, report_id: str, request: SearchRequest) -> ReportView:
        """See `Searcher.report`."""
        number = self._number(report_id)
        selection = self._matcher.select(request)
        found = selection.found.hits(np.array([number], np.int32), [self._index.stored(number)])
        return self._view(number, found[0])

    def original(self, report_id: str) -> Original:
        """See `Searcher.original`."""
        return original_of(self._index.stored(self._number(report_id)).report, self._info.originals)

    def passage(self, report_id: str, text: str) -> ReportView:
        """See `Searcher.passage`."""
        number = self._number(report_id)
        return self._view(number, self._matcher.passage(text, number))

    def _view(self, number: int, hits: Hits) -> ReportView:
        report = self._index.stored(number).report
        spans = zip(hits.starts.tolist(), hits.ends.tolist(), hits.synonyms.tolist(), strict=True)
        counts = np.bincount(hits.sections, minlength=len(report.sections))
        return ReportView(
            report=report,
            hits=tuple(Hit(place, *span) for place, span in enumerate(spans, 1)),
            hits_by_section=tuple(counts.tolist()),
            generation=self._info.generation,
        )

    def related(self, report_id: str) -> RelatedReports:
        """See `Searcher.related`."""
        return self._related.of(self._number(report_id), self._info.generation)

    def suggest(self, prefix: str, limit: int = SUGGESTIONS) -> tuple[Suggestion, ...]:
        """See `Searcher.suggest`."""
        return self._suggester.suggest(prefix, limit)

    def summary(self) -> CorpusSummary:
        """See `Searcher.summary`."""
        return CorpusSummary(
            reports=self._index.columns.reports,
            sections=self._info.sections,
            characters=self._info.characters,
            generation=self._info.generation,
            built=self._info.built,
            facets=self._matcher.select(SearchRequest()).facets(),
            heat=self._heat.table(np.arange(self._index.columns.reports, dtype=np.int32), ()),
        )

    def _number(self, report_id: str) -> int:
        number = self._numbers.get(report_id)
        if number is None:
            raise self._unknown(report_id)
        return number

    def _unknown(self, report_id: str) -> UnknownReport:
        """What is known of an id that no report has."""
        fates = self._info.fates
        if target := fates.renamed.get(report_id):
            return ReportMoved(report_id, target)
        if gone := fates.withdrawn.get(report_id):
            return ReportWithdrawn(report_id, gone.title, gone.date)
        return UnknownReport(report_id)

    def all_results(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> Listing:
        """See `Searcher.all_results`."""
        answer = self._matcher.answer(request)
        return self._listing(request, answer, answer.first(request.effective_sort, len(answer.reports)), notices)

    def latest(self, request: SearchRequest, most: int) -> Listing:
        """See `Searcher.latest`."""
        answer = self._matcher.answer(request)
        return self._listing(request, answer, self._times.latest_first(answer.reports)[:most])

    def _listing(
        self, request: SearchRequest, answer: Answer, wanted: IntArray, notices: Sequence[Notice] = ()
    ) -> Listing:
        made = zip(wanted.tolist(), self._results.listed(request, answer, wanted), strict=True)
        return Listing(
            request=request,
            canonical_url=canonical_path(request),
            generation=self._info.generation,
            built=self._times.built,
            notices=(*notices, *answer.selection.found.plan.notices),
            total_reports=len(answer.reports),
            total_occurrences=int(answer.hits.sum()),
            reports=(
                ListedReport(result, report, self._times.entered(number), self._times.changed(number))
                for number, (result, report) in made
            ),
        )

    def tally(self, request: SearchRequest, since: dt.date) -> Tally:
        """See `Searcher.tally`."""
        reports = self._matcher.select(request).reports
        return Tally(
            generation=self._info.generation,
            total=int(reports.sum()),
            new=int((reports & self._times.entered_since(since)).sum()),
            newest=self._times.newest(reports),
        )

    def catalogue(self, first: int, most: int) -> Catalogue:
        """See `Searcher.catalogue`."""
        ids = self._index.columns.ids
        numbers = np.argsort(self._index.columns.id_rank)[first : first + most].tolist()
        entries = (CatalogueEntry(ids[number], self._times.changed(number)) for number in numbers)
        return Catalogue(self._info.generation, len(ids), tuple(entries))
