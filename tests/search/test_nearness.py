"""Strings near each other: in any order, each as a phrase is found."""

from __future__ import annotations

import random
from itertools import permutations, product
from typing import TYPE_CHECKING

import pytest

from indexer.model import Mode, SearchRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.search.searcher import IndexSearcher

TEXTS = 150
LETTERS = "甲乙丙丁，，，"


def found(searcher: IndexSearcher, q: str, mode: Mode = Mode.ALL) -> set[str]:
    """The ids of what a query finds."""
    return {listed.result.id for listed in searcher.all_results(SearchRequest(q=q, mode=mode)).reports}


def near(text: str, letters: str, distance: int) -> bool:
    """Whether some places of the letters have at most so many characters between the first and the last one."""
    places = [[place for place, letter in enumerate(text) if letter == wanted] for wanted in letters]
    return any(max(chosen) - min(chosen) - 1 <= distance for chosen in product(*places))


@pytest.mark.parametrize("letters", ["甲乙", "甲乙丙", "甲乙丙丁"])
def test_any_order(make: Callable[..., IndexSearcher], letters: str) -> None:
    """The order in which they are typed changes nothing, however many they are."""
    rng = random.Random(letters)
    texts = {f"r{number}": "".join(rng.choices(LETTERS, k=rng.randint(3, 25))) for number in range(TEXTS)}
    searcher = make(**texts)
    for distance in (0, 1, 2, 4, 8):
        expected = {name for name, text in texts.items() if near(text, letters, distance)}
        for order in permutations(letters):
            assert expected == found(searcher, f"({' '.join(order)})~{distance}")


def test_as_typed(make: Callable[..., IndexSearcher]) -> None:
    """In exact mode what stands near is what was typed, not another spelling of it beside one that is far away."""
    far = "，" * 30
    searcher = make(near=f"公开的APP。{far}ａｐｐ。", far=f"公开的ａｐｐ。{far}APP。")

    assert {"near"} == found(searcher, "(APP 公开)~5", Mode.EXACT)
    assert {"near", "far"} == found(searcher, "(APP 公开)~5")


def test_other_wordings(make: Callable[..., IndexSearcher]) -> None:
    """Mainland wording of what was typed in Taiwan's stands near as well, as a phrase of it is found."""
    searcher = make(mainland="市政府门户网站公开。", taiwan="市政府入口網站公開。", other="市政府网站公开。")

    assert {"mainland", "taiwan"} == found(searcher, '"入口網站"') == found(searcher, "(入口網站 公開)~2")
