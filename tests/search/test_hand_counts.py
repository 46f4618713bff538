"""What searches on the seeds must find: what readers counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.model import SearchRequest, YearRange

if TYPE_CHECKING:
    from indexer.model import SearchResponse
    from indexer.search.searcher import IndexSearcher

PHRASES = {
    "依申请公开": {"000": 4, "001": 10, "002": 2, "003": 7, "004": 6},
    "依申請公開": {"000": 4, "001": 10, "002": 2, "003": 7, "004": 6},
    "政务公开": {"000": 18, "001": 91, "002": 11, "003": 2, "004": 23},
    "答复": {"000": 3, "001": 4, "003": 2, "004": 2},
    "答覆": {"000": 3, "001": 4, "003": 2, "004": 2},
    "不予公开": {"000": 1, "001": 1, "003": 1},
    "行政复议": {"000": 1, "001": 2, "002": 2, "004": 3},
    "行政复议、行政诉讼": {"002": 2},
    "务公": {"000": 18, "001": 92, "002": 11, "003": 2, "004": 23},
    "公开工": {"000": 21, "001": 32, "002": 13, "003": 11, "004": 24},
    "的": {"000": 82, "001": 104, "002": 37, "003": 63, "004": 48},
    "100%": {"000": 2, "001": 1, "002": 3, "003": 4, "004": 3},
    "１００％": {"000": 2, "001": 1, "002": 3, "003": 4, "004": 3},
    "按照\\“先运行，后完善，再创新\\”": {"000": 1},
    "三公": {"000": 3, "001": 3},
    "三公经费": {"001": 3},
    "4024人次": {"000": 1},
    "0736-7786510": {"002": 1},
    "99.99%": {"004": 1},
    "共受理信息公开申请1232条": {"003": 2},
}


def found(response: SearchResponse) -> dict[str, int]:
    """Hits by the first three digits of the report id."""
    return {result.id[:3]: result.occurrences for result in response.results}


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrases(searcher: IndexSearcher, phrase: str) -> None:
    """A phrase is found as often as a reader finds it with the search function of an editor, after folding."""
    response = searcher.search(SearchRequest(q=f'"{phrase}"'))

    assert PHRASES[phrase] == found(response)
    assert sum(PHRASES[phrase].values()) == response.total_occurrences


@pytest.mark.parametrize("phrase", PHRASES)
def test_runs_put_the_whole_first(searcher: IndexSearcher, phrase: str) -> None:
    """Typed without quotes, the reports with the whole run stand in the first tier and before all others."""
    plain = phrase.replace("\\", "")
    tiers = {result.id[:3]: result.tier for result in searcher.search(SearchRequest(q=plain)).results}

    assert sorted(tiers.values()) == list(tiers.values())
    assert set(PHRASES[phrase]) == {report for report, tier in tiers.items() if tier == 1}


@pytest.mark.parametrize(
    ("word", "expected", "synonyms"),
    [
        ("规范性文件", {"000": 1, "001": 2, "003": 2}, 2),
        ("门户网站", {"000": 4, "001": 3, "002": 2, "003": 11, "004": 2}, 11),
    ],
)
def test_taiwan_wording(searcher: IndexSearcher, word: str, expected: dict[str, int], synonyms: int) -> None:
    """Mainland words find the Traditional report that says them in Taiwan wording, counted apart."""
    response = searcher.search(SearchRequest(q=f'"{word}"'))

    assert expected == found(response)
    assert synonyms == response.taiwan_occurrences


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("淮政办秘〔2018〕108号", {"001": 1}),
        ("淮政办秘[2018]108号", {"001": 1}),
        ("沈政办发〔2015〕15号", {"000": 1}),
        ("常政办发〔2018〕8号", {"002": 1}),
        ("常政办发〔2018〕9号", {}),
    ],
)
def test_document_numbers(searcher: IndexSearcher, number: str, expected: dict[str, int]) -> None:
    """A document number is found in any bracket form, damaged ones included, as filter and as query."""
    assert expected == found(searcher.search(SearchRequest(docnums=(number,))))
    assert expected == found(searcher.search(SearchRequest(q=f"docnum:{number}")))


def test_exclusion(searcher: IndexSearcher) -> None:
    """An excluded word takes away the reports that hold it."""
    assert ["000"] == list(found(searcher.search(SearchRequest(q='"三公" -微信'))))


@pytest.mark.parametrize(
    ("phrase", "sections", "years", "expected"),
    [
        ("依申请公开", ("requests",), (), {"000": 3, "001": 7, "002": 1, "003": 3, "004": 4}),
        ("行政复议", ("remedies",), (), {"001": 2, "002": 1, "004": 2}),
        ("行政复议", ("remedies",), (YearRange(2018, 2018),), {"001": 2, "002": 1}),
    ],
)
def test_sections(
    searcher: IndexSearcher,
    phrase: str,
    sections: tuple[str, ...],
    years: tuple[YearRange, ...],
    expected: dict[str, int],
) -> None:
    """With a section ticked only what stands under it matches and is counted."""
    request = SearchRequest(q=f'"{phrase}"', sections=sections, years=years)

    assert expected == found(searcher.search(request))


def test_facets(searcher: IndexSearcher) -> None:
    """The counts for 依申请公开."""
    facets = searcher.search(SearchRequest(q='"依申请公开"')).facets
    regions = {value.value: value.count for value in facets.region}
    years = {value.value: value.count for value in facets.year}

    assert {"210000": 2, "230000": 1, "340000": 1, "430000": 1} == regions
    assert {"2018": 2, "2016": 1, "2015": 1, "2008": 1} == years


def test_facets_leave_out_their_own_filter(searcher: IndexSearcher) -> None:
    """With 辽宁省 and 2015 ticked each facet counts under the other's filter alone."""
    request = SearchRequest(q='"依申请公开"', regions=("210000",), years=(YearRange(2015, 2015),))
    response = searcher.search(request)

    assert ["000"] == list(found(response))
    assert [("210000", 1)] == [(value.value, value.count) for value in response.facets.region if value.count]
    assert [("2015", 1), ("2008", 1)] == [(value.value, value.count) for value in response.facets.year if value.count]
