"""``title:`` finds what stands in the title of a report, by the rules of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.model import Mode, SearchRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indexer.search.searcher import IndexSearcher

TITLES = {
    "a": "某市2015年政府信息公开工作年度报告",
    "b": "某市2015年WiFi和APP政府信息公开工作年度报告",
    "c": "某县5年政府信息公开工作年度报告",
    "d": "某縣２０１６年政府信息公開工作年度報告",
    "e": "某市2017 年政府信息公开工作年度报告",
}


def stands(stretch: str, title: str) -> bool:
    """Whether a stretch stands there and cuts no number and no Latin word."""
    before = r"(?<![0-9０-９])" if stretch[0].isdigit() else r"(?<![A-Za-z])" if stretch[0].isascii() else ""
    after = r"(?![0-9０-９])" if stretch[-1].isdigit() else r"(?![A-Za-z])" if stretch[-1].isascii() else ""
    return re.search(before + re.escape(stretch) + after, title) is not None


def stretches_of(titles: Iterable[str]) -> set[str]:
    """Every stretch of one to five characters."""
    return {title[start : start + size] for title in titles for start in range(len(title)) for size in range(1, 6)}


def test_every_stretch_of_a_title(make: Callable[..., IndexSearcher]) -> None:
    """A stretch of one to five characters finds the reports whose title it stands in, wanted or not, and no others."""
    searcher = make(**{name: f"{title}\n一、概述\n公开。\n" for name, title in TITLES.items()})
    shown = {result.id: result.title for result in searcher.search(SearchRequest()).results}
    assert shown == TITLES
    plain = {name: title.lower().replace(" ", "") for name, title in TITLES.items()}
    plain["d"] = "某县2016年政府信息公开工作年度报告"
    for stretch in stretches_of(plain.values()):
        expected = {name for name, title in plain.items() if stands(stretch, title)}
        for query, found in ((f'title:"{stretch}"', expected), (f'-title:"{stretch}"', plain.keys() - expected)):
            assert {result.id for result in searcher.search(SearchRequest(q=query)).results} == found, query


def test_as_typed(make: Callable[..., IndexSearcher]) -> None:
    """In exact mode a stretch finds the reports whose title has it in that script, width and case, and no others."""
    searcher = make(**{name: f"{title}\n一、概述\n公开。\n" for name, title in TITLES.items()})
    others = "某县2016年政府信息公开工作年度报告", "wifi和App", "２０１５年", "2017年"
    for stretch in stretches_of((*TITLES.values(), *others)):
        if stretch.strip() != stretch:  # blanks around what was typed are not looked for
            continue
        expected = {name for name, title in TITLES.items() if stands(stretch, title)}
        request = SearchRequest(q=f'title:"{stretch}"', mode=Mode.EXACT)
        assert {result.id for result in searcher.search(request).results} == expected, stretch
