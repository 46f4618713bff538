"""URLs of requests. They are promises: none that was ever given out may change its meaning."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from requests_made import REQUESTS

from indexer.model import UNKNOWN, Mode, SearchRequest, SearchScope, Sort, YearRange
from indexer.query import (
    RegionLinks,
    ReportLinks,
    YearLinks,
    canonical,
    canonical_path,
    canonical_query,
    report_path,
    request_from_pairs,
    request_pairs,
    short_hash,
)

EVERYTHING = SearchRequest(
    q='"三公" -微信',
    scope=SearchScope.SECTION,
    mode=Mode.ANY,
    regions=("230000", "210000"),
    not_regions=("210100",),
    years=(YearRange(2018, 2018), YearRange(2008, 2009)),
    unknown_year=True,
    sections=("remedies", "requests"),
    docnums=("沈政办发〔2015〕15号",),
    sort=Sort.HITS,
    page=2,
    size=50,
)

# Given out, and therefore fixed.
SHORT_LINKS = [
    ("q=依申请公开&region=210000", "7c4wyrpos5"),
    ("q=行政复议&year=2018&section=remedies", "2akxrloohv"),
    ("region=210000&region=230000&year=2015..2018", "rhcnzutflp"),
    ("q=%22三公%22%20-微信&sort=year-asc", "v4uyyaatgr"),
]


def request_of(query: str) -> SearchRequest:
    """The request of a query string."""
    return request_from_pairs(parse_qsl(query, keep_blank_values=True)).request


@pytest.mark.parametrize(("query", "expected"), SHORT_LINKS)
def test_short_links(query: str, expected: str) -> None:
    """Short links that were given out are what they were."""
    assert expected == short_hash(request_of(query))


@pytest.mark.parametrize(("query", "expected"), SHORT_LINKS)
def test_short_link_of_any_page(query: str, expected: str) -> None:
    """Every page of a search, whatever its size, has the same short link."""
    assert expected == short_hash(request_of(f"{query}&page=7&size=50"))


@given(REQUESTS)
def test_short_link_is_of_the_search(request: SearchRequest) -> None:
    """A request and its canonical form have the same short link, ten characters of base32."""
    name = short_hash(request)

    assert name == short_hash(canonical(request))
    assert len(name) == 10
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_order_of_keys() -> None:
    """Keys stand in the order of the grammar, values in theirs."""
    assert [
        ("q", '"三公" -微信'),
        ("scope", "section"),
        ("mode", "any"),
        ("region", "210000"),
        ("region", "230000"),
        ("-region", "210100"),
        ("year", "2008..2009"),
        ("year", "2018"),
        ("year", "unknown"),
        ("section", "requests"),
        ("section", "remedies"),
        ("docnum", "沈政办发〔2015〕15号"),
        ("sort", "hits"),
        ("page", "2"),
        ("size", "50"),
    ] == request_pairs(EVERYTHING)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (SearchRequest(), "/search"),
        (SearchRequest(q="依申请公开"), "/search?q=%E4%BE%9D%E7%94%B3%E8%AF%B7%E5%85%AC%E5%BC%80"),
        (SearchRequest(q="a b&c=d+e#f%/?~_-."), "/search?q=a%20b%26c%3Dd%2Be%23f%25%2F%3F~_-."),
        (SearchRequest(not_regions=("340000",)), "/search?-region=340000"),
        (SearchRequest(years=(YearRange(2015, 2018),)), "/search?year=2015..2018"),
        (SearchRequest(years=(YearRange(2016, 9999), YearRange(0, 2014))), "/search?year=..2014&year=2016.."),
        (SearchRequest(years=(YearRange(0, 9999),)), "/search?year=.."),
        (SearchRequest(q="甲", sort=Sort.RELEVANCE, page=1, size=20), "/search?q=%E7%94%B2"),
    ],
)
def test_path(request_: SearchRequest, expected: str) -> None:
    """UTF-8 percent-encoded, unreserved characters plain, space as %20; defaults left out."""
    assert expected == canonical_path(request_)


def test_unknown_parameters_come_last() -> None:
    """Parameters nobody knows are kept at the end, in their order, encoded like the others."""
    assert canonical_query(SearchRequest(q="a"), [("b", "1 2"), ("", "&"), ("a", "")]) == "q=a&b=1%202&=%26&a="


@given(REQUESTS)
def test_url_is_plain(request: SearchRequest) -> None:
    """A URL is made of unreserved characters, percent signs and the marks between parameters."""
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%=&")

    assert set(canonical_query(request)) <= allowed


@pytest.mark.parametrize(
    ("request_", "report_id", "hit", "expected"),
    [
        (SearchRequest(), "000_b2", 0, "/doc/000_b2"),
        (SearchRequest(q="甲"), "000_b2", 3, "/doc/000_b2?q=%E7%94%B2#hit-3"),
        (SearchRequest(), "../etc", 0, "/doc/..%2Fetc"),
        (SearchRequest(), "甲?#", 0, "/doc/%E7%94%B2%3F%23"),
    ],
)
def test_report_path(request_: SearchRequest, report_id: str, hit: int, expected: str) -> None:
    """A report's page is named by its id, which cannot leave its place in the path."""
    assert expected == ReportLinks(request_).to(report_id, hit)


def test_report_path_keeps_the_search() -> None:
    """Query, filters and order go along, so that the way back is in the link; page and size do not."""
    kept = replace(EVERYTHING, page=1, size=20)

    assert report_path(EVERYTHING, "x") == f"/doc/x?{canonical_query(kept)}"


def in_year(request: SearchRequest, year: str) -> SearchRequest:
    """The first page of a request, in one year or in unknown ones alone."""
    years = () if year == UNKNOWN else (YearRange(int(year), int(year)),)
    return replace(request.without_years(), years=years, unknown_year=year == UNKNOWN, page=1)


@given(REQUESTS, st.sampled_from(["2008", "1999", UNKNOWN]))
def test_links_of_years(request: SearchRequest, year: str) -> None:
    """The quick way to the links of a table gives what making each request does."""
    assert canonical_path(in_year(request, year)) == YearLinks.of(request).to(year)


PARTS = st.sampled_from([("210000",), ("110105", "120000"), ("unknown",), ("%26", "210000", "甲&region=1")])


@given(REQUESTS, PARTS, st.sampled_from(["2008", UNKNOWN]))
def test_links_of_regions(request: SearchRequest, regions: tuple[str, ...], year: str) -> None:
    """So does that to the links of its rows and cells."""
    narrowed = replace(request, regions=regions, page=1)
    links = RegionLinks(request)

    assert canonical_path(narrowed) == links.to(regions)
    assert canonical_path(in_year(narrowed, year)) == links.years(regions).to(year)
