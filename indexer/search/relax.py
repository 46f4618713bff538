"""Wider searches to offer when nothing was found, each with the number of reports it really finds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.model import Mode, Relaxation, SearchScope
from indexer.query import canonical_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.model import SearchRequest

__all__ = ["relaxations"]

_QUOTES = str.maketrans("", "", '"“”「」『』')


def relaxations(request: SearchRequest, count: Callable[[SearchRequest], int]) -> tuple[Relaxation, ...]:
    """Try the wider searches and keep those that find something.

    Args:
        request: A request that found nothing.
        count: Tells how many reports a request finds.
    """
    first_page = request.on_page(1)
    offered: dict[str, Relaxation] = {}
    for label, wider in _wider(first_page):
        url = canonical_path(wider)
        if wider != first_page and url not in offered and (found := count(wider)):
            offered[url] = Relaxation(wider, label, url, found)
    return tuple(offered.values())


def _wider(request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    yield "不限地区", replace(request, regions=(), not_regions=())
    yield "不限年度", replace(request, years=(), unknown_year=False)
    yield "不限章节", replace(request, sections=(), scope=SearchScope.REPORT)
    yield "不限文号", replace(request, docnums=())
    yield "去掉全部筛选", request.without_filters()
    yield "不要求连续出现（去掉引号）", replace(request, q=request.q.translate(_QUOTES))
    yield "不区分字形（简繁、全半角）", replace(request, mode=Mode.ALL)
    yield "出现任一检索词即可", replace(request, mode=Mode.ANY)
    yield "出现任一检索词即可，并去掉全部筛选", replace(request.without_filters(), mode=Mode.ANY)
