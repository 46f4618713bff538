"""A searcher that has answered before answers as one that has not: what is remembered shows in no answer."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from indexer.model import PAGE_SIZES, SearchRequest, Sort, YearRange, to_json
from indexer.search.searcher import IndexSearcher

if TYPE_CHECKING:
    from collections.abc import Callable

REPORTS = 25
QUERIES = ("公开", "信息公开 公开", '"公开信息"', "复议 OR 申请", "公开 -复议", "行政覆议", "公幵新息", "")


def texts() -> dict[str, str]:
    """Reports of several years and lengths."""
    return {
        f"r{number:02d}": f"沈阳市{2010 + number % 7}年政府信息公开工作年度报告\n一、概述\n"
        + "公开信息。" * (number % 5 + 1)
        + ("收到行政复议。" if number % 3 else "依申请公开。")
        for number in range(REPORTS)
    }


@pytest.mark.parametrize("few", [0, 10, 200])
def test_asking_again_gives_the_same(
    make: Callable[..., IndexSearcher], monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Pages, orders and filters, in turn and from the beginning, equal to the last byte.

    However many reports are few enough to be looked through instead of counting in all of them.
    """
    monkeypatch.setattr("indexer.search.found.FEW_REPORTS", few)
    warm = make(**texts())
    cold = IndexSearcher(warm._index, warm._matcher._analysis, warm._info, cache_bytes=0)
    for query, sort, page in product(QUERIES, (None, Sort.REGION, Sort.HITS), (1, 2)):
        plain = SearchRequest(q=query, sort=sort, size=PAGE_SIZES[0])
        for request in (replace(plain, page=page), replace(plain, years=(YearRange(2011, 2013),))):
            if page > warm.search(replace(request, page=1)).pages:
                continue
            first, second = (replace(searcher.search(request), took_ms=0) for searcher in (warm, cold))
            assert to_json(first) == to_json(second), request


@pytest.mark.parametrize("best", [1, 12, 1000])
def test_pages_are_the_whole_list(
    make: Callable[..., IndexSearcher], monkeypatch: pytest.MonkeyPatch, best: int
) -> None:
    """Pages one after the other are every result once, in the order of the list without pages, and ranks count on.

    However many of the best results are remembered in their order.
    """
    monkeypatch.setattr("indexer.search.found._BEST", best)
    searcher = make(**texts())
    for query, sort, years in product(QUERIES, (None, *Sort), ((), (YearRange(2011, 2014),))):
        request = SearchRequest(q=query, sort=sort, size=PAGE_SIZES[0], years=years)
        first = searcher.search(request)
        pages = [searcher.search(replace(request, page=page)).results for page in range(1, first.pages + 1)]
        results = [result for page in pages for result in page]
        whole = [listed.result for listed in searcher.all_results(request).reports]

        assert whole == results, request
        assert list(range(1, first.total_reports + 1)) == [result.rank for result in results], request
        assert len({result.id for result in results}) == first.total_reports, request
