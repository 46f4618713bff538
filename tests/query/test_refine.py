"""Requests made from requests: one thing changes, the page goes back to 1, nothing else is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from requests_made import REQUESTS

from indexer.model import Mode, SearchRequest, SearchScope, YearRange
from indexer.query import canonical, chips, refine, request_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGES: list[Callable[[SearchRequest], SearchRequest]] = [
    lambda request: refine.with_query(request, "乙"),
    lambda request: refine.only_region(request, "210102"),
    lambda request: refine.with_region(request, "210000"),
    lambda request: refine.exclude_region(request, "210000"),
    lambda request: refine.include_region(request, "210000"),
]


@given(REQUESTS, st.sampled_from(CHANGES))
def test_every_change(request: SearchRequest, change: Callable[[SearchRequest], SearchRequest]) -> None:
    """Every change gives a canonical request on its first page, and leaves the one it was made from alone."""
    before = replace(request)
    result = change(request)

    assert result.page == 1
    assert canonical(result) == result
    assert before == request


START = SearchRequest(q="甲", regions=("210000", "230000"), years=(YearRange(2015, 2018),), page=5)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (refine.with_query(START, " 乙  丙 "), replace(START, q="乙 丙", page=1)),
        (refine.with_query(START, ""), replace(START, q="", page=1)),
        (refine.only_region(START, "210100"), replace(START, regions=("210100", "230000"), page=1)),
        (refine.with_region(refine.only_region(START, "210102"), "210000"), replace(START, page=1)),
        (refine.exclude_region(START, "230000"), replace(START, regions=("210000",), not_regions=("230000",), page=1)),
        (refine.exclude_region(START, "210100"), replace(START, not_regions=("210100",), page=1)),
        (refine.include_region(refine.exclude_region(START, "210100"), "210100"), replace(START, page=1)),
    ],
)  # fmt: skip
def test_changes(result: SearchRequest, expected: SearchRequest) -> None:
    """What each change makes of one request."""
    assert expected == result


def test_chips() -> None:
    """Each condition is a chip, in the order of the URL, with what it is called and what it leads to."""
    request = SearchRequest(
        q="甲",
        scope=SearchScope.SECTION,
        mode=Mode.EXACT,
        regions=("210000", "火星"),
        not_regions=("210100",),
        years=(YearRange(2015, 2018),),
        unknown_year=True,
        unreadable_years=("去年",),
        sections=("requests", "月球"),
        docnums=("沈政办发〔2015〕15号",),
    )

    assert [
        ("scope", "section", "在同一章节内", False),
        ("mode", "exact", "按原字形", False),
        ("region", "210000", "地区：辽宁省", False),
        ("region", "火星", "地区：火星", True),
        ("-region", "210100", "除外：沈阳市", False),
        ("year", "2015..2018", "年度：2015..2018", False),
        ("year", "unknown", "年度：未知", False),
        ("year", "去年", "年度：去年", True),
        ("section", "requests", "章节：依申请公开", False),
        ("section", "月球", "章节：月球", True),
        ("docnum", "沈政办发〔2015〕15号", "文号：沈政办发〔2015〕15号", False),
    ] == [(chip.key, chip.value, chip.label, chip.unknown) for chip in chips(request)]


@given(REQUESTS)
def test_chips_say_everything(request: SearchRequest) -> None:
    """A chip stands for each parameter but query, order and paging, and leads to the search without just that."""
    request = canonical(request)
    conditions = [pair for pair in request_pairs(request) if pair[0] not in {"q", "sort", "page", "size"}]

    made = list(chips(request))

    assert conditions == [(chip.key, chip.value) for chip in made]
    for chip in made:
        assert [pair for pair in request_pairs(request.on_page(1)) if pair != (chip.key, chip.value)] == request_pairs(
            chip.without
        )
