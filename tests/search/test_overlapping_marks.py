"""Hits where marks of a query overlap, counted for many reports at once and for few, against a plain loop."""

from __future__ import annotations

import random
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from indexer.model import SearchRequest
from indexer.query import plan_of
from indexer.search.hits.overlaps import overlaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.analysis import Analysis
    from indexer.search.searcher import IndexSearcher

REPORTS = 30
QUERIES = 150
LETTERS = "行政府"  # few, so that nearly everything runs on into something


def made(chance: random.Random, letters: int) -> str:
    """Some letters, one after another."""
    return "".join(chance.choices(LETTERS, k=letters))


def places(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Where a string stands, none overlapping the one before."""
    start = text.find(needle)
    while start >= 0:
        yield start, start + len(needle)
        start = text.find(needle, start + len(needle))


def hits(text: str, needles: list[str]) -> int:
    """Marks that overlap are one hit."""
    count = reached = 0
    for start, end in sorted(chain.from_iterable(places(text, needle) for needle in needles)):
        count += start >= reached
        reached = max(reached, end)
    return count


@pytest.mark.parametrize(("few", "looked_through"), [(0, REPORTS + 1), (0, 1), (16, REPORTS + 1)])
def test_hits_are_counted_once(
    make: Callable[..., IndexSearcher], monkeypatch: pytest.MonkeyPatch, few: int, looked_through: int
) -> None:
    """Every report has as many hits as a reader counts, and all of them together as many as their sum.

    However many reports are few enough to be looked through.
    """
    monkeypatch.setattr("indexer.search.hits.counts._LOOKED_THROUGH", looked_through)
    monkeypatch.setattr("indexer.search.hits.counts.FEW_REPORTS", few)
    monkeypatch.setattr("indexer.search.found.FEW_REPORTS", few)
    chance = random.Random(28)
    texts = {f"r{number:02d}": f"{made(chance, chance.randint(0, 40))}年报。" for number in range(REPORTS)}
    searcher = make(**texts)
    together = 0
    for _ in range(QUERIES):
        needles = [made(chance, chance.randint(2, 4)) for _ in range(chance.randint(1, 3))]
        expected = {name: count for name, text in texts.items() if (count := hits(text, needles))}
        answer = searcher.search(SearchRequest(q=" OR ".join(f'"{needle}"' for needle in needles), size=50))

        assert expected == {result.id: result.occurrences for result in answer.results}, needles
        assert sum(expected.values()) == answer.total_occurrences, needles
        apart = sum(sum(1 for _ in places(text, needle)) for text in texts.values() for needle in set(needles))
        together += apart > answer.total_occurrences

    assert together > QUERIES // 4


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("复议 诉讼", set()),
        ('"行政" "政府"', {"行政府"}),
        ('"政府" "行政"', {"行政府"}),
        ('"公开" "信息公开"', {"信息公开"}),
        ('"局局"', {"局局局"}),
        ('"政府行政" "行政府"', {"政府行政府", "行政府行政", "政府行政府行政"}),
        ('"2015年" "15年"', None),
    ],
)
def test_where_marks_overlap(analysis: Analysis, query: str, expected: set[str] | None) -> None:
    """What stands in a text where two marks overlap; numbers have several spellings."""
    plan = plan_of(SearchRequest(q=query), analysis)

    assert expected == overlaps(plan.distinct_pieces, analysis.canon)
