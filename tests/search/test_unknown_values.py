"""What is not known of a report can be asked for, by a filter and inside a query."""

from collections.abc import Callable

import pytest

from indexer.query import request_from_pairs
from indexer.search.searcher import IndexSearcher

TEXTS = {
    "both": "沈阳市人民政府2015年政府信息公开工作年度报告\n一、概述\n公开。\n",
    "year": "2016年政府信息公开工作年度报告\n一、概述\n公开。\n",
    "region": "沈阳市人民政府政府信息公开工作年度报告\n一、概述\n公开。\n",
    "none": "政府信息公开工作年度报告\n一、概述\n公开。\n",
}


@pytest.mark.parametrize("word", ["unknown", "未知"])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"year": "{}"}, {"region", "none"}),
        ({"q": "year:{}"}, {"region", "none"}),
        ({"q": "公开 -year:{}"}, {"both", "year"}),
        ({"q": "year:{} OR year:2015"}, {"both", "region", "none"}),
        ({"q": "year:{} year:2015", "mode": "any"}, {"both", "region", "none"}),
        ({"q": "year:{} 公开", "section": "overview"}, {"region", "none"}),
        ({"region": "{}"}, {"year", "none"}),
        ({"q": "region:{}"}, {"year", "none"}),
        ({"-region": "{}"}, {"both", "region"}),
        ({"q": "-region:{}", "year": "{}"}, {"region"}),
    ],
)
def test_unknown(make: Callable[..., IndexSearcher], word: str, asked: dict[str, str], found: set[str]) -> None:
    """Reports of unknown year or region are found under that name in either language, and nothing else is."""
    parsed = request_from_pairs([(key, value.format(word)) for key, value in asked.items()])
    answer = make(**TEXTS).search(parsed.request, parsed.notices)

    assert not answer.notices
    assert {result.id for result in answer.results} == found


@pytest.mark.parametrize("value", ["0", "000000", "0210100", "10100", "９", "1" * 40])
def test_digits_that_are_no_code(make: Callable[..., IndexSearcher], value: str) -> None:
    """They are no region: neither the level that a report lacks nor the code that they are without a zero before."""
    parsed = request_from_pairs([("region", value)])
    assert [notice.code for notice in parsed.notices] == ["unknown_value"]

    answer = make(**TEXTS).search(parsed.request)
    kept = make(**TEXTS).search(request_from_pairs([("-region", value)]).request)

    assert not answer.results
    assert [(facet.count, facet.selected) for facet in answer.facets.region if facet.value == value] == [(0, True)]
    assert {result.id for result in kept.results} == TEXTS.keys()
