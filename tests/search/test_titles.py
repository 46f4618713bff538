"""``title:`` finds what stands in the title of a report, by the rules of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.model import SearchRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.search.searcher import IndexSearcher

TITLES = {
    "a": "某市2015年政府信息公开工作年度报告",
    "b": "某市2015年WiFi和APP政府信息公开工作年度报告",
    "c": "某县5年政府信息公开工作年度报告",
    "d": "某縣２０１６年政府信息公開工作年度報告",
}


def stands(stretch: str, title: str) -> bool:
    """Whether a stretch stands there and cuts no number and no Latin word."""
    before = r"(?<![0-9])" if stretch[0].isdigit() else r"(?<![a-z])" if stretch[0].isascii() else ""
    after = r"(?![0-9])" if stretch[-1].isdigit() else r"(?![a-z])" if stretch[-1].isascii() else ""
    return re.search(before + re.escape(stretch) + after, title) is not None


def test_every_stretch_of_a_title(make: Callable[..., IndexSearcher]) -> None:
    """A stretch of one to five characters finds the reports whose title it stands in, wanted or not, and no others."""
    searcher = make(**{name: f"{title}\n一、概述\n公开。\n" for name, title in TITLES.items()})
    shown = {result.id: result.title for result in searcher.search(SearchRequest()).results}
    assert shown == TITLES
    plain = {name: title.lower() for name, title in TITLES.items()} | {"d": "某县2016年政府信息公开工作年度报告"}
    stretches = {
        title[start : start + size] for title in plain.values() for start in range(len(title)) for size in range(1, 6)
    }
    for stretch in stretches:
        expected = {name for name, title in plain.items() if stands(stretch, title)}
        for query, found in ((f'title:"{stretch}"', expected), (f'-title:"{stretch}"', plain.keys() - expected)):
            assert {result.id for result in searcher.search(SearchRequest(q=query)).results} == found, query
