"""Random requests: the two backends and the plain loop agree on what is found and on every count."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, TypeVar

import pytest
from msgspec.structs import replace
from oracle import Item, Question

from indexer.model import PAGE_SIZES, SECTION_SLUGS, Mode, SearchRequest, SearchScope, Sort, YearRange, to_json
from indexer.search.searcher import IndexInfo, IndexSearcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from oracle import Oracle

    from indexer.analysis import Analysis
    from indexer.backends.memory import MemoryIndex
    from indexer.backends.whoosh import WhooshIndex
    from indexer.model import FacetValue, Report, Result, SearchResponse

T = TypeVar("T")

_HAN = re.compile("[\u4e00-\u9fff]+")
REGIONS = ("210000", "210100", "211100", "230702", "340600", "430000", "110000", "unknown")
YEARS = (2008, 2015, 2016, 2018, 1999)
WORDS = (
    "公开",
    "行政复议",
    "依申请公开",
    "门户网站",
    "政府",
    "民政",
    "微信",
    "1232条",
    "2018年",
    "条例",
    "三公",
    "网站建设",
    "檔案",
)


DOCUMENTS = (
    ("沈政办发", "2015", "15"),
    ("政办发", "2015", "28"),
    ("淮政办秘", "2018", "108"),
    ("市淮政办", "2018", "18"),
    ("常政办发", "2018", "8"),
    ("常政办发", "2018", "9"),
)
NEAR_WORDS = ("公开", "申请", "政府", "工作", "信息", "2018年", "复议")


class Requests:
    """Makes random requests, each with the question that the oracle understands."""

    def __init__(self, reports: list[Report], seed: int) -> None:
        self._random = random.Random(seed)
        self._texts = [report.text for report in reports]

    def _phrase(self) -> str:
        """A stretch of a report that a query can quote, and that cuts no number and no Latin word."""
        while True:
            text = self._random.choice(self._texts)
            start = self._random.randrange(len(text))
            piece = text[start : start + self._random.randint(1, 8)]
            if any(map(str.isalnum, piece)) and not set(piece) & set('"“”\\') and piece == piece.strip():
                return piece

    def _as_typed(self) -> Item:
        """Characters that stand for themselves alone, a stretch of a report or a word in the other script."""
        wanted = self._random.random() < 0.8
        if self._random.random() < 0.2:
            return Item(self._random.choice(("檔案", "档案", "公開", "公开")), phrase=True, wanted=wanted)
        while not _HAN.fullmatch(phrase := self._phrase()):
            pass
        return Item(phrase, phrase=True, wanted=wanted)

    def _item(self) -> Item:
        wanted = self._random.random() < 0.8
        if self._random.random() < 0.5:
            return Item(self._random.choice(WORDS), phrase=False, wanted=wanted)
        return Item(self._phrase(), phrase=True, wanted=wanted)

    def _near(self) -> Item:
        words = self._random.sample(NEAR_WORDS, self._random.choice((2, 2, 3)))
        return Item(" ".join(words), phrase=False, near=self._random.choice((0, 3, 20)))

    def _some(self, values: Sequence[T]) -> list[T]:
        return self._random.sample(values, self._random.choice([0, 0, 0, 1, 2]))

    def _cited(self, code: str, year: str, number: str) -> str:
        return self._random.choice(("{}〔{}〕{}号", "{}[{}]{}号", "{}（{}）第{}号")).format(code, year, number)

    def next(self) -> tuple[SearchRequest, Question]:
        """One request."""
        mode = self._random.choices(tuple(Mode), (7, 2, 1))[0]
        makes = (self._as_typed,) if mode is Mode.EXACT else (self._item,) * 9 + (self._near,)
        items = tuple(make() for make in self._random.choices(makes, k=self._random.choice([0, 1, 1, 1, 2, 3])))
        documents = self._some(DOCUMENTS) if self._random.random() < 0.2 else []
        regions, years, sections = self._some(REGIONS), self._some(YEARS), self._some(SECTION_SLUGS)
        excluded = self._some(REGIONS) if self._random.random() < 0.2 else []
        by_section = self._random.random() < 0.2
        unknown_year = self._random.random() < 0.1
        unreadable = ("2015,2016",) if self._random.random() < 0.05 else ()
        request = SearchRequest(
            q=" ".join(_typed(item) for item in items),
            scope=SearchScope.SECTION if by_section else SearchScope.REPORT,
            mode=mode,
            unknown_year=unknown_year,
            unreadable_years=unreadable,
            sort=self._random.choice((None, *Sort)),
            size=PAGE_SIZES[0],
            regions=tuple(map(str, regions)),
            not_regions=tuple(map(str, excluded)),
            years=tuple(YearRange(int(str(year)), int(str(year))) for year in years),
            sections=tuple(map(str, sections)),
            docnums=tuple(self._cited(*document) for document in documents),
        )
        question = Question(
            items,
            frozenset(request.regions),
            frozenset(request.not_regions),
            frozenset(span.first for span in request.years) | {-1 for _ in unreadable},  # a year that no report has
            frozenset(request.sections),
            by_section,
            unknown_year,
            mode is Mode.ANY,
            mode is Mode.EXACT,
            tuple(documents),
        )
        return request, question


def _typed(item: Item) -> str:
    if item.near is not None:
        return f"({item.text})~{item.near}"
    text = f'"{item.text}"' if item.phrase else item.text
    return text if item.wanted else f"-{text}"


def _flat(values: tuple[FacetValue, ...], ignored: tuple[str, ...]) -> dict[str, int]:
    """Counts by value over all levels, zeros and excluded values left out (the oracle does not count those)."""
    flat: dict[str, int] = {}
    for value in values:
        if value.count and value.value not in ignored:
            flat[value.value] = value.count
        flat |= _flat(value.children, ignored)
    return flat


def _ids(response: SearchResponse) -> set[str]:
    return {result.id for result in response.results}


@pytest.fixture(scope="module")
def searchers(
    memory_index: MemoryIndex, whoosh_index: WhooshIndex, analysis: Analysis
) -> tuple[IndexSearcher, IndexSearcher]:
    """One searcher over each backend."""
    info = IndexInfo("test", "2020-01-01T00:00:00+00:00", 0, 0)
    first, second = (IndexSearcher(index, analysis, info, 1 << 24) for index in (memory_index, whoosh_index))
    return first, second


REQUESTS = 5000
COMPARED = 10  # every so many requests are asked of both backends


def test_random_requests(searchers: tuple[IndexSearcher, IndexSearcher], oracle: Oracle, reports: list[Report]) -> None:
    """Ids, totals and all three facets agree with the loop; the backends agree to the last byte."""
    requests = Requests(reports, seed=7)
    memory, whoosh = searchers
    for number in range(REQUESTS):
        request, question = requests.next()
        response = whoosh.search(request)
        expected = oracle.answer(question)

        assert expected.ids == _ids(response), request
        assert len(expected.ids) == response.total_reports == len(response.results), request
        assert dict(expected.years) == _flat(response.facets.year, ()), request
        assert dict(expected.sections) == _flat(response.facets.section, ()), request
        without = _flat(response.facets.region, request.not_regions)
        assert {code: count for code, count in expected.regions.items() if code in without} == without, request
        assert _keys(response) == sorted(_keys(response)), request
        assert sum(result.occurrences for result in response.results) == response.total_occurrences, request
        if number % COMPARED == 0:
            assert to_json(replace(memory.search(request), took_ms=0)) == to_json(replace(response, took_ms=0)), request


def _keys(response: SearchResponse) -> list[tuple[object, ...]]:
    """What the order asked for goes by, of each result; unknown years and regions come last, the id tells apart."""
    sort = response.request.effective_sort
    keys: dict[Sort, Callable[[Result], tuple[object, ...]]] = {
        Sort.RELEVANCE: lambda result: (result.tier,),
        Sort.YEAR_DESC: lambda result: (-(result.year or 0), result.id),
        Sort.YEAR_ASC: lambda result: (result.year or 9999, result.id),
        Sort.REGION: lambda result: (result.region.code if result.region else "~", -(result.year or 0), result.id),
        Sort.HITS: lambda result: (-result.occurrences, result.id),
    }
    return [keys[sort](result) for result in response.results]


def test_counts_are_what_ticking_gives(searchers: tuple[IndexSearcher, IndexSearcher], reports: list[Report]) -> None:
    """The number beside an unticked value is the number of results of ticking it alone."""
    requests = Requests(reports, seed=11)
    searcher = searchers[0]
    for _ in range(40):
        request, _ = requests.next()
        facets = searcher.search(request).facets
        for code, count in _flat(facets.region, request.not_regions).items():
            assert count == searcher.search(replace(request, regions=(code,))).total_reports
        for year, count in _flat(facets.year, ()).items():
            ticked = replace(request, years=(YearRange(int(year), int(year)),))
            assert count == searcher.search(ticked).total_reports
        for slug, count in _flat(facets.section, ()).items():
            assert count == searcher.search(replace(request, sections=(slug,))).total_reports


def test_phrase_counts(searchers: tuple[IndexSearcher, IndexSearcher], oracle: Oracle, reports: list[Report]) -> None:
    """Hits of a phrase in each report are what a reader counts; hits in other wording come on top."""
    requests = Requests(reports, seed=13)
    for _ in range(150):
        phrase = requests._phrase()
        response = searchers[0].search(SearchRequest(q=f'"{phrase}"'))
        plain = response.total_occurrences - response.taiwan_occurrences

        assert sum(oracle.occurrences(report.id, phrase) for report in reports) == plain, phrase


def test_totals_are_what_the_report_pages_mark(
    searchers: tuple[IndexSearcher, IndexSearcher], reports: list[Report]
) -> None:
    """Hits of a result, of its sections and of the report page are the same, and so is their sum over the list."""
    requests = Requests(reports, seed=17)
    searcher = searchers[0]
    for _ in range(150):
        request, _ = requests.next()
        response = searcher.search(request)
        for result in response.results:
            view = searcher.report(result.id, request)
            assert result.occurrences == len(view.hits), request
            assert result.occurrences == sum(section.hits for section in result.by_section), request
            assert result.occurrences == sum(view.hits_by_section), request
        assert response.total_occurrences == sum(result.occurrences for result in response.results), request


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("q", [*WORDS, '"的"', '"，"', "2018年 2018", "(公开 申请)~20", "沈政办发〔2015〕15号", "局局"])
def test_what_is_asked_twice_counts_once(
    searchers: tuple[IndexSearcher, IndexSearcher], reports: list[Report], q: str, mode: Mode
) -> None:
    """A query written twice finds the same reports, and the same hits in each."""
    once, twice = SearchRequest(q=q, mode=mode), SearchRequest(q=f"{q} {q}", mode=mode)
    for searcher in searchers:
        assert _ids(searcher.search(once)) == _ids(searcher.search(twice))
        assert searcher.search(once).total_occurrences == searcher.search(twice).total_occurrences
        for report in reports:
            assert searcher.report(report.id, once).hits == searcher.report(report.id, twice).hits
