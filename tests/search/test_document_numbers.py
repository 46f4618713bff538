"""Document numbers are found however a report and a query write them, and nothing else is."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from indexer.query import request_from_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.search.searcher import IndexSearcher

Number = tuple[str, int, int]  # issuing code, year and number

CODES = {
    "沈政办发": "沈政办发",
    "瀋政辦發": "沈政办发",
    "国办发": "国办发",
    "國辦發": "国办发",
    "办发": "办发",
    "淮政办秘": "淮政办秘",
    "政办秘": "政办秘",
}
"""Issuing codes as they are written, and what each is in Simplified characters."""

BRACKETS = ("〔〕", "[]", "［］", "【】", "〖〗", "()", "（）", "﹝﹞", "﹙﹚", "〔]", "〔", "[", "（")
BLANKS = (*[""] * 10, " ", "  ", "\u3000", "\u00a0", "\u200b", "\ufeff", " \u200b ")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def drawn(rng: random.Random) -> Number:
    """A number, one of few."""
    return rng.choice([*CODES]), rng.choice((2015, 2016)), rng.choice((1, 8, 15, 108))


def spelt(number: Number, rng: random.Random, blanks: tuple[str, ...]) -> str:
    """A number as somebody may write it."""
    code, year, running = number
    brackets = rng.choice(BRACKETS)
    digits = [str(year), rng.choice(("", "", "0") if len(brackets) > 1 else ("",)) + str(running)]
    digits = [part.translate(FULL_WIDTH) if rng.random() < 0.2 else part for part in digits]
    parts = [code, brackets[0], digits[0], brackets[1:], rng.choice(("", "", "第")), digits[1], rng.choice("号號")]
    if len(brackets) == 1:
        parts[2:6] = ["".join(parts[2:6])]  # without a bracket a blank would part two other numbers
    return "".join(part + rng.choice(blanks) for part in parts[:-1]) + parts[-1]


def alike(one: Number, other: Number) -> bool:
    """Whether year and number are the same, and one issuing code ends as the other."""
    first, second = CODES[one[0]], CODES[other[0]]
    return one[1:] == other[1:] and (first.endswith(second) or second.endswith(first))


@pytest.fixture(scope="module")
def cited() -> dict[str, list[Number]]:
    """What each report cites."""
    rng = random.Random(5)
    return {f"r{number}": [drawn(rng) for _ in range(rng.randint(0, 3))] for number in range(45)}


@pytest.fixture(scope="module")
def archive(cited: dict[str, list[Number]], make: Callable[..., IndexSearcher]) -> IndexSearcher:
    """Those reports, in which a line may also end inside a number."""
    rng = random.Random(6)
    texts = {
        name: "某市2015年政府信息公开工作年度报告\n一、概述\n"
        + "".join(f"{rng.choice('，（A')}{spelt(number, rng, (*BLANKS, chr(10)))}文件。" for number in numbers)
        for name, numbers in cited.items()
    }
    return make(**texts)


@pytest.mark.parametrize("way", ["filter", "field", "excluded", "phrase"])
def test_random_spellings(archive: IndexSearcher, cited: dict[str, list[Number]], way: str) -> None:
    """A number asked for as a filter, as a field, as what to leave out, or just written, is found where it is cited."""
    rng = random.Random(7)
    for _ in range(150):
        number = drawn(rng)
        typed = spelt(number, rng, BLANKS)
        expected = {name for name, numbers in cited.items() if any(alike(number, other) for other in numbers)}
        query = {"field": f'docnum:"{typed}"', "excluded": f'-docnum:"{typed}"', "phrase": f'"{typed}"'}
        pairs = [("docnum", typed)] if way == "filter" else [("q", query[way])]
        answer = archive.search(request_from_pairs([*pairs, ("size", "50")]).request)
        found = {result.id for result in answer.results}

        assert found == (cited.keys() - expected if way == "excluded" else expected), typed
        assert not answer.notices, typed
        for result in () if way == "excluded" else answer.results[:2]:
            view = archive.report(result.id, answer.request)
            marked = [view.report.text[hit.start : hit.end] for hit in view.hits]
            assert len(marked) == sum(alike(number, other) for other in cited[result.id]), typed
            assert all(re.fullmatch(r"\w+\W*[0-9０-９].*[号號]", text, re.DOTALL) for text in marked), marked
