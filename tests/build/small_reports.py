"""Small reports that are quick to index, and the answers that an index of them gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from indexer.model import SearchRequest, Sort, YearRange
from indexer.search import open_searcher

if TYPE_CHECKING:
    from indexer.settings import Settings

REQUESTS = [
    SearchRequest(),
    SearchRequest(q="公开"),
    SearchRequest(q="依申请公开 行政复议"),
    SearchRequest(q='"信息公开"', sections=("requests",)),
    SearchRequest(q="公开 OR 复议", sort=Sort.HITS),
    SearchRequest(q="收费 -复议"),
    SearchRequest(q="年报", years=(YearRange(2012, 2015),), sort=Sort.YEAR_ASC),
    SearchRequest(q="的", regions=("210000",)),
    SearchRequest(sort=Sort.REGION),
    SearchRequest(q="没有这样的话"),
]

_PLACES = ("沈阳市", "大连市", "淮北市", "常德市", "伊春市")
_WORDS = ("依申请公开政府信息", "主动公开信息", "行政复议", "没有收费", "网站和微信", "年报的编制")


def report_text(number: int) -> str:
    """A short report; the same number gives the same text."""
    place, year = _PLACES[number % 5], 2010 + number % 7
    first, second = _WORDS[number % 6], _WORDS[number // 2 % 6]
    return (
        f"{place}人民政府{year}年政府信息公开工作年度报告\n\n一、概述\n{place}{first}工作{number}件。\n"
        f"二、主动公开政府信息的情况\n{second}，共{number * 3}条。\n"
        f"三、依申请公开政府信息办理情况\n{first}{number % 4}件。\n"
    )


def answers(settings: Settings, ids: list[str] | None = None) -> list[object]:
    """What an index answers to many requests and for every report, less what tells generations apart.

    Args:
        settings: Where the index is.
        ids: Ids of its reports; None takes those that it lists.
    """
    searcher = open_searcher(settings)
    responses = [replace(searcher.search(request), generation="", took_ms=0, next_cursor=None) for request in REQUESTS]
    listed = [result.id for result in searcher.search(SearchRequest(size=50)).results]
    views = [
        (
            replace(searcher.report(report_id, SearchRequest(q="公开 复议")), generation=""),
            replace(searcher.related(report_id), generation=""),
        )
        for report_id in sorted(ids or listed)
    ]
    summary = replace(searcher.summary(), generation="", built="")
    return [*responses, summary, *views]
