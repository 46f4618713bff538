"""The parser against hostile input: no string is beyond reading, none takes long."""

from __future__ import annotations

import random
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.parser import parse
from indexer.query.syntax import AndItems, Excluded, FieldItem, Item, NearItems, OrItems, to_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PIECES = [
    *'"()（）[]:：~～^*?\\-－“”＂「」『』甲乙丙a1.',
    *(" ", " ", "  ", "\n", "\t", "\u3000", "\u200d", "\x00", "\x1f", "\ud800", "\udfff", "𠮷", "e\u0301"),
    *(" AND ", " OR ", " NOT ", "AND", "OR", "NOT", "与", " 或 ", "非 "),
    *("title:", "year:2015..", "docnum：", "~5", ")~3", "依申请公开", "“三公”经费", "通知(试行)"),
]
SECONDS = 0.05
LIMIT_NOTICES = {"no_wildcard"}  # said again about what was printed, because it is about what was meant


def check(text: str) -> None:
    """The properties that hold for every string."""
    parsed = parse(text)
    printed = to_text(parsed.item)
    again = parse(printed)

    assert parsed.item == again.item, repr(text)
    assert printed == to_text(again.item), repr(text)
    assert {notice.code for notice in again.notices} <= LIMIT_NOTICES, repr(text)
    assert all(0 <= (notice.column or 0) < len(text) for notice in parsed.notices), repr(text)
    assert list(parsed.notices) == sorted(parsed.notices, key=lambda notice: notice.column or 0)
    assert is_simple(parsed.item), repr(text)


def is_simple(item: Item) -> bool:
    """Whether no item stands in another of its kind, and each is joined by what joins something."""
    match item:
        case AndItems() | OrItems():
            alike = [type(part) is type(item) and to_kind(part) == to_kind(item) for part in item.items]
            return len(item.items) >= 2 and not any(alike) and all(map(is_simple, item.items))
        case NearItems():
            return len(item.items) >= 2
        case Excluded():
            return not isinstance(item.item, Excluded) and is_simple(item.item)
        case FieldItem():
            return item.value.text != ""
        case _:
            return True


def to_kind(item: Item) -> bool:
    """Tells the two kinds of conjunction apart."""
    return isinstance(item, AndItems) and item.stated


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_every_mix_of_marks_is_read(text: str) -> None:
    """A text of marks has a tree that prints as a query without a fault, which reads the same."""
    check(text)


@given(st.text(st.characters(), max_size=500))
def test_every_text_is_read(text: str) -> None:
    """The same for any text, lone surrogates and control characters included."""
    check(text)


@pytest.mark.parametrize(("longest", "strings"), [(4, 55_000), (8, 35_000), (40, 10_000), (500, 800)])
def test_many_random_strings(longest: int, strings: int) -> None:
    """A hundred thousand strings of marks: the same properties, and each is read in 50 ms of processor time."""
    generator = random.Random(longest)
    for _ in range(strings):
        text = "".join(generator.choices(PIECES, k=longest))[:longest]
        started = time.process_time()
        parse(text)
        elapsed = time.process_time() - started
        check(text)

        assert elapsed < SECONDS, repr(text)


def steps(action: Callable[[], object]) -> int:
    """Lines of Python that an action runs: the same number on every machine, unlike time."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


FAMILIES = [
    "甲 ",
    "(",
    ")",
    "(甲",
    "(甲)乙 ",
    "((((((((((甲)乙)))丙)",
    "甲)",
    '"',
    '"甲 ',
    '"甲 (乙)丙 ',
    "“甲 ",
    "\\",
    "-",
    "NOT ",
    "甲 AND ",
    "OR ",
    "title:",
    "title:(甲)乙 ",
    "(甲 乙)~",
    "~1",
    "(甲 乙)~5 OR -",
]


@pytest.mark.parametrize("unit", FAMILIES, ids=map(repr, FAMILIES))
def test_linear(unit: str) -> None:
    """Twice the text takes twice the steps, also of texts made to be read again and again."""
    short, long = (steps(partial(parse, unit * times)) for times in (200, 400))

    assert long < 2.2 * short


@pytest.mark.parametrize("unit", FAMILIES, ids=map(repr, FAMILIES))
def test_far_too_long(unit: str) -> None:
    """A text of 100,000 characters, which no door lets in, exhausts neither the stack nor the patience."""
    check((unit * 100_000)[:100_000])
