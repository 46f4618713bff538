"""A searcher over made reports, so that tests of the pages need no index."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from made_reports import hits_by_section, hits_of
from msgspec.structs import replace

from indexer.errors import PageOutOfRange, UnknownReport
from indexer.model import (
    CHINA_TIME,
    SECTION_LABELS,
    UNKNOWN,
    Catalogue,
    CatalogueEntry,
    CorpusSummary,
    Facets,
    FacetValue,
    HeatRow,
    HeatTable,
    Hit,
    ListedReport,
    Listing,
    Notice,
    Original,
    Passage,
    Place,
    RelatedReport,
    RelatedReports,
    Relation,
    Report,
    ReportView,
    Result,
    ResultRegion,
    SearchRequest,
    SearchResponse,
    SectionHits,
    Suggestion,
    SuggestionKind,
    Tally,
)
from indexer.query import ReportLinks, canonical_path, report_path

GENERATION = "g-1"


def related_report(report: Report, reason: Relation) -> RelatedReport:
    """A report beside another."""
    region = report.region.value
    return RelatedReport(
        id=report.id,
        title=report.title,
        title_composed=report.title_composed,
        url=report_path(SearchRequest(), report.id),
        region=ResultRegion(region.code, region.name, tuple(place.name for place in region.path)) if region else None,
        year=report.year.value,
        office=report.body.value.name if report.body.value else None,
        script=report.script,
        reasons=(reason,),
        share=0.5,
    )


class MadeSearcher:
    """Searches a few reports for the whole query as one string; counts facets report by report."""

    def __init__(self, *reports: Report, generation: str = GENERATION) -> None:
        self.reports = reports
        self.generation = generation
        self.asked: list[SearchRequest] = []

    def search(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> SearchResponse:
        """Answers like the core, slowly."""
        self.asked.append(request)
        found = [report for report in self.reports if self.matches(report, request)]
        pages = max(-(-len(found) // request.size), 1)
        if request.page > pages:
            raise PageOutOfRange(request.page, pages)
        first = (request.page - 1) * request.size
        results = [self.result(request, report, rank) for rank, report in enumerate(found, 1)]
        return SearchResponse(
            canonical_url=canonical_path(request),
            short_url=None,
            next_cursor=None,
            request=request,
            generation=self.generation,
            took_ms=1.5,
            total_reports=len(found),
            exact_reports=len(found) if request.q else 0,
            total_occurrences=sum(result.occurrences for result in results),
            taiwan_occurrences=0,
            page=request.page,
            pages=pages,
            size=request.size,
            notices=tuple(notices),
            results=tuple(results[first : first + request.size]),
            facets=self.facets(request),
            heat=self.heat(found),
            relaxations=(),
            corrections=(),
        )

    def all_results(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> Listing:
        """All results, each entered and changed on a day of January 2026, the first on the 1st."""
        found = [report for report in self.reports if self.matches(report, request)]
        return self.listing(request, found, notices)

    def latest(self, request: SearchRequest, most: int) -> Listing:
        """The results that changed last."""
        found = [report for report in self.reports if self.matches(report, request)]
        return self.listing(request, found[::-1][:most], (), len(found))

    def listing(
        self, request: SearchRequest, found: Sequence[Report], notices: Sequence[Notice], total: int | None = None
    ) -> Listing:
        """These reports as a listing."""
        self.asked.append(request)
        results = [self.result(request, report, rank) for rank, report in enumerate(found, 1)]
        return Listing(
            request=request,
            canonical_url=canonical_path(request),
            generation=self.generation,
            built=self.entered(self.reports[-1]),
            notices=tuple(notices),
            total_reports=len(found) if total is None else total,
            total_occurrences=sum(result.occurrences for result in results),
            reports=(
                ListedReport(result, report, self.entered(report), self.entered(report))
                for result, report in zip(results, found, strict=True)
            ),
        )

    def entered(self, report: Report) -> dt.datetime:
        """When a report came."""
        return dt.datetime(2026, 1, 1 + self.reports.index(report), 12, tzinfo=CHINA_TIME)

    def tally(self, request: SearchRequest, since: dt.date) -> Tally:
        """Counts them one by one."""
        found = [self.entered(report) for report in self.reports if self.matches(report, request)]
        return Tally(self.generation, len(found), sum(time.date() >= since for time in found), max(found, default=None))

    def catalogue(self, first: int, most: int) -> Catalogue:
        """The reports by id."""
        entries = [CatalogueEntry(report.id, self.entered(report)) for report in self.reports]
        entries.sort(key=lambda entry: entry.id)
        return Catalogue(self.generation, len(entries), tuple(entries[first : first + most]))

    def report(self, report_id: str, request: SearchRequest) -> ReportView:
        """Gives the report with its hits."""
        self.asked.append(request)
        for report in self.reports:
            if report.id == report_id:
                hits = hits_of(report.text, request.q)
                return ReportView(report, hits, hits_by_section(report, hits), self.generation)
        raise UnknownReport(report_id)

    def related(self, report_id: str) -> RelatedReports:
        """Gives the reports of the same body as other years, and all others as similar."""
        subject = next((report for report in self.reports if report.id == report_id), None)
        if subject is None:
            raise UnknownReport(report_id)
        others = [report for report in self.reports if report is not subject]
        same = [report for report in others if report.body.value == subject.body.value]
        return RelatedReports(
            id=report_id,
            other_years=tuple(related_report(report, Relation.SAME_BODY) for report in same),
            similar=tuple(related_report(report, Relation.SIMILAR_TEXT) for report in others if report not in same),
            generation=self.generation,
        )

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Titles that begin with what was typed."""
        titles = [report.title for report in self.reports if prefix and report.title.startswith(prefix)]
        return tuple(
            Suggestion(title, SuggestionKind.HEADING, 1, canonical_path(SearchRequest(q=title)))
            for title in titles[:limit]
        )

    def original(self, report_id: str) -> Original:
        """A file that would run in a browser if it could."""
        for report in self.reports:
            if report.id == report_id:
                return Original(report.text.encode(), "text/html; charset=utf-8", f"{report_id}.html")
        raise UnknownReport(report_id)

    def summary(self) -> CorpusSummary:
        """Counts everything."""
        texts = [report.text for report in self.reports]
        sections = sum(len(report.sections) for report in self.reports)
        return CorpusSummary(
            reports=len(texts),
            sections=sections,
            characters=sum(map(len, texts)),
            generation=self.generation,
            built="2026-01-01T00:00:00+00:00",
            facets=self.facets(SearchRequest()),
            heat=self.heat(self.reports),
        )

    def heat(self, reports: Sequence[Report]) -> HeatTable:
        """Counts provinces by year."""
        cells = Counter((self.province(report), report.year.value or 0) for report in reports)
        years = tuple(sorted({year for _, year in cells}, key=lambda year: year or 9999))
        rows = [
            HeatRow(place.code, place.name, tuple(cells[place, year] for year in years), (place.code,))
            for place in sorted({place for place, _ in cells}, key=lambda place: place.code)
        ]
        return HeatTable("", years, tuple(rows))

    def province(self, report: Report) -> Place:
        """The province of a report."""
        region = report.region.value
        return region.path[0] if region else Place(UNKNOWN, "未知")

    def matches(self, report: Report, request: SearchRequest) -> bool:
        """Whether the report is a result."""
        year = report.year.value
        codes = {place.code for place in report.region.value.path} if report.region.value else {UNKNOWN}
        wants_year = request.has_years
        return (
            request.q in report.text
            and (not request.regions or bool(codes & set(request.regions)))
            and not codes & set(request.not_regions)
            and (
                not wants_year
                or any(year in span for span in request.years if year)
                or (request.unknown_year and year is None)
            )
            and (not request.sections or any(part.slug in request.sections for part in report.sections))
        )

    def facets(self, request: SearchRequest) -> Facets:
        """Every value of the corpus with the number of results that ticking it alone gives."""
        return Facets(
            region=tuple(self.region_values(request)),
            year=tuple(self.year_values(request)),
            section=tuple(self.section_values(request)),
        )

    def count(self, request: SearchRequest) -> int:
        """How many reports match."""
        return sum(self.matches(report, request) for report in self.reports)

    def region_values(self, request: SearchRequest, depth: int = 0, above: str = "") -> Iterator[FacetValue]:
        """The tree of regions below one of them."""
        paths = [report.region.value.path for report in self.reports if report.region.value]
        places = {
            path[depth].code: path[depth].name
            for path in paths
            if len(path) > depth and (not above or path[depth - 1].code == above)
        }
        for code, name in sorted(places.items()):
            yield FacetValue(
                value=code,
                label=name,
                count=self.count(replace(request, regions=(code,), not_regions=())),
                selected=code in request.regions,
                excluded=code in request.not_regions,
                children=tuple(self.region_values(request, depth + 1, code)),
            )
        unknown = self.count(replace(request, regions=(UNKNOWN,)))
        if not above and unknown:
            yield FacetValue(value=UNKNOWN, label="未知", count=unknown, selected=UNKNOWN in request.regions)

    def year_values(self, request: SearchRequest) -> Iterator[FacetValue]:
        """The years, newest first."""
        free = request.without_years()
        years = {report.year.value for report in self.reports if report.year.value}
        for year in sorted(years, reverse=True):
            count = sum(report.year.value == year and self.matches(report, free) for report in self.reports)
            selected = any(year in span for span in request.years)
            yield FacetValue(value=str(year), label=f"{year} 年", count=count, selected=selected)
        unknown = sum(report.year.value is None and self.matches(report, free) for report in self.reports)
        if unknown:
            yield FacetValue(value=UNKNOWN, label="未知", count=unknown, selected=request.unknown_year)

    def section_values(self, request: SearchRequest) -> Iterator[FacetValue]:
        """The twelve sections."""
        for slug, label in SECTION_LABELS.items():
            count = self.count(replace(request, sections=(slug,)))
            yield FacetValue(value=slug, label=label, count=count, selected=slug in request.sections)

    def result(self, request: SearchRequest, report: Report, rank: int) -> Result:
        """One result with one passage."""
        hits = hits_of(report.text, request.q)
        region = report.region.value
        counts = hits_by_section(report, hits)
        return Result(
            rank=rank,
            id=report.id,
            title=report.title,
            title_composed=report.title_composed,
            url=report_path(request, report.id),
            region=ResultRegion(region.code, region.name, tuple(place.name for place in region.path))
            if region
            else None,
            year=report.year.value,
            office=report.body.value.name if report.body.value else None,
            script=report.script.value,
            tier=1 if request.q else 0,
            score=1.0,
            occurrences=len(hits),
            by_section=tuple(
                SectionHits(part.slug, SECTION_LABELS[part.slug], count, 1, ReportLinks(request).to(report.id, 1))
                for part, count in zip(report.sections, counts, strict=True)
                if count
            ),
            passages=tuple(self.passages(request, report, hits)),
            same_as=(),
            group=report.id,
            hundredths=tuple(sorted({100 * hit.start // len(report.text) for hit in hits})),
        )

    def passages(self, request: SearchRequest, report: Report, hits: Sequence[Hit]) -> Iterator[Passage]:
        """The surroundings of the first hit, or the beginning."""
        start = max(hits[0].start - 20, 0) if hits else 0
        end = min(start + 80, len(report.text))
        marks = tuple((hit.start, hit.end) for hit in hits if start <= hit.start and hit.end <= end)
        part = next(part for part in report.sections if part.start <= start < part.end)
        yield Passage(
            section=part.slug,
            heading=part.heading,
            start=start,
            text=report.text[start:end],
            marks=marks,
            first_hit=1 if hits else 0,
            cut_before=start > 0,
            cut_after=end < len(report.text),
            url=ReportLinks(request).to(report.id, 1 if hits else 0),
        )
