"""The canonical form: one search, one request, one URL."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from requests_made import PAIRS, RANGES, REGIONS, REQUESTS

from indexer.errors import InvalidRequest
from indexer.model import SECTION_SLUGS, SearchRequest, Sort, YearRange
from indexer.query import canonical, canonical_path, canonical_query, request_from_pairs
from indexer.query.canonical import clean_text


def pairs_of(query: str) -> list[tuple[str, str]]:
    """The parameters of a query string, as a server reads them."""
    return parse_qsl(query, keep_blank_values=True, errors="strict")


@given(REQUESTS)
def test_canonicalising_twice_changes_nothing(request: SearchRequest) -> None:
    """A canonical request is its own canonical form."""
    once = canonical(request)

    assert once == canonical(once)


@given(REQUESTS)
def test_request_survives_its_url(request: SearchRequest) -> None:
    """A request made into a URL and read again is the same request."""
    assert canonical(request) == request_from_pairs(pairs_of(canonical_query(request))).request


@given(PAIRS)
def test_url_of_any_parameters_is_canonical(pairs: list[tuple[str, str]]) -> None:
    """Whatever was sent, the URL made of it reads as the same request and is its own canonical URL."""
    try:
        first = request_from_pairs(pairs)
    except InvalidRequest:
        return
    url = canonical_query(first.request, first.extra)
    second = request_from_pairs(pairs_of(url))

    assert first.request == second.request
    assert url == canonical_query(second.request, second.extra)
    assert second.choices == ()


@given(PAIRS)
def test_reading_parameters_never_fails_otherwise(pairs: list[tuple[str, str]]) -> None:
    """Parameters are read or refused with a code, a message and a hint; there is no third way."""
    refused = None
    try:
        parsed = request_from_pairs(pairs)
    except InvalidRequest as error:
        refused = error
    if refused is None:
        assert canonical_path(parsed.request, parsed.extra).startswith("/search")
    else:
        assert refused.code in {"page_invalid", "page_too_deep", "invalid_character"}
        assert refused.message
        assert refused.hint


@given(st.lists(RANGES, max_size=6))
def test_years_merge_into_maximal_runs(ranges: list[YearRange]) -> None:
    """The runs hold the same years as the ranges; between two runs at least one year is missing."""
    runs = canonical(SearchRequest(years=tuple(ranges))).years
    years = [0, *range(2000, 2030), 9999]

    assert [any(year in span for span in ranges) for year in years] == [
        any(year in run for run in runs) for year in years
    ]
    assert list(runs) == sorted(runs)
    assert all(left.last + 1 < right.first for left, right in pairwise(runs))


def is_above(code: str, other: str) -> bool:
    """Whether the first code's digits say that it is above the second (GB/T 2260: two digits a level)."""
    digits = code.rstrip("0")
    digits += "0" * (len(digits) % 2)
    return code != other and other.startswith(digits)


@given(st.lists(st.sampled_from(REGIONS), max_size=8))
def test_regions_beside_their_ancestors_are_dropped(regions: list[str]) -> None:
    """What stays is what has no ancestor in the list; values nobody knows stay."""
    unknown = {"unknown", "999999", "火星"}
    expected = {
        region
        for region in regions
        if region in unknown or not any(is_above(other, region) for other in regions if other not in unknown)
    }

    assert tuple(sorted(expected)) == canonical(SearchRequest(regions=tuple(regions))).regions
    assert tuple(sorted(expected)) == canonical(SearchRequest(not_regions=tuple(regions))).not_regions


def test_unknown_code_stays_beside_its_province() -> None:
    """A code that does not exist is never dropped in silence, whatever its digits say."""
    assert canonical(SearchRequest(regions=("210000", "219999"))).regions == ("210000", "219999")


@given(st.lists(st.sampled_from([*SECTION_SLUGS, "甲", "乙"]), max_size=8))
def test_sections_are_in_report_order(sections: list[str]) -> None:
    """Sections stand once, in the order of a report; values nobody knows come last."""
    found = canonical(SearchRequest(sections=tuple(sections))).sections
    known = [slug for slug in SECTION_SLUGS if slug in sections]

    assert [*known, *sorted(set(sections) - set(known))] == list(found)


@pytest.mark.parametrize(
    ("q", "sort", "expected"),
    [
        ("甲", Sort.RELEVANCE, None),
        ("甲", Sort.YEAR_DESC, Sort.YEAR_DESC),
        ("", Sort.YEAR_DESC, None),
        ("", Sort.RELEVANCE, Sort.RELEVANCE),
        ("  ", Sort.YEAR_DESC, None),
        ("甲", None, None),
    ],
)
def test_default_order_is_left_out(q: str, sort: Sort | None, expected: Sort | None) -> None:
    """The order that holds anyway, relevance with a query and newest first without, is not said."""
    assert expected is canonical(SearchRequest(q=q, sort=sort)).sort


@given(REQUESTS)
def test_order_of_values_says_nothing(request: SearchRequest) -> None:
    """The same values in another order, or twice, are the same search."""
    shuffled = replace(
        request,
        regions=(*reversed(request.regions), *request.regions),
        not_regions=tuple(reversed(request.not_regions)),
        years=(*reversed(request.years), *request.years),
        sections=tuple(reversed(request.sections)),
        docnums=(*reversed(request.docnums), *request.docnums),
    )

    assert canonical(request) == canonical(shuffled)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_query_is_cleaned_but_not_folded(text: str) -> None:
    """A query is NFC, without blanks at its ends or twice in a row; nothing else about it changes."""
    cleaned = clean_text(text)

    assert unicodedata.normalize("NFC", cleaned) == cleaned
    assert " ".join(cleaned.split()) == cleaned
    assert "".join(unicodedata.normalize("NFC", text).split()) == cleaned.replace(" ", "")


def test_query_keeps_its_glyphs() -> None:
    """Traditional, full-width and upper-case characters stay as typed; half a surrogate pair becomes U+FFFD."""
    assert clean_text(" 答覆　ＡＢＣ\n“三公” ") == "答覆 ＡＢＣ “三公”"
    assert clean_text("e\u0301") == "\u00e9"
    assert clean_text("甲\ud800") == "甲\ufffd"
