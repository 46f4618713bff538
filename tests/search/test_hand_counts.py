"""What searches on the seeds must find: what readers counted by hand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hand_counts import COUNTS, IN_OTHER_WORDING

from indexer.model import SearchRequest, YearRange
from indexer.query import phrase_text, run_text

if TYPE_CHECKING:
    from indexer.model import SearchResponse
    from indexer.search.searcher import IndexSearcher


def found(response: SearchResponse) -> dict[str, int]:
    """Hits by the first three digits of the report id."""
    return {result.id[:3]: result.occurrences for result in response.results}


@pytest.mark.parametrize("literal", COUNTS)
def test_phrases(searcher: IndexSearcher, literal: str) -> None:
    """A phrase is found as often as a reader finds it; what a report says in Taiwan's words is counted apart."""
    other = Counter(IN_OTHER_WORDING.get(literal))
    response = searcher.search(SearchRequest(q=phrase_text(literal)))

    assert Counter(COUNTS[literal]) + other == found(response)
    assert sum(COUNTS[literal].values()) + other.total() == response.total_occurrences
    assert other.total() == response.taiwan_occurrences


@pytest.mark.parametrize("literal", COUNTS)
def test_runs_put_the_whole_first(searcher: IndexSearcher, literal: str) -> None:
    """Typed without quotes, the reports with the whole run stand in the first tier and before all others."""
    response = searcher.search(SearchRequest(q=run_text(literal)))
    tiers = {result.id[:3]: result.tier for result in response.results}

    assert sorted(tiers.values()) == list(tiers.values())
    whole = {*COUNTS[literal], *IN_OTHER_WORDING.get(literal, ())}
    assert whole == {report for report, tier in tiers.items() if tier == 1}


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
