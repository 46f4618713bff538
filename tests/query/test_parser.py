"""The query language: what each spelling means, and the best reading of what makes no sense."""

from __future__ import annotations

import pytest

from indexer.query.lexer import MAX_DEPTH
from indexer.query.parser import MAX_LEAVES, parse
from indexer.query.syntax import (
    AndItems,
    EveryReport,
    Excluded,
    FieldItem,
    Item,
    NearItems,
    OrItems,
    Phrase,
    Run,
    to_text,
)


def both(*items: Item) -> AndItems:
    """Items side by side."""
    return AndItems(items, stated=False)


def joined(*items: Item) -> AndItems:
    """Items with AND between them."""
    return AndItems(items, stated=True)


A, B, C, D = Run("甲"), Run("乙"), Run("丙"), Run("丁")

TABLE: list[tuple[str, Item]] = [
    ("", EveryReport()),
    ("   ", EveryReport()),
    ("甲", A),
    ("甲 乙", both(A, B)),
    ("甲\u3000乙", both(A, B)),
    ("甲\n乙\t丙", both(A, B, C)),
    ("甲 (乙 丙)", both(A, B, C)),
    # Operators: OR loosest, then AND, then exclusion.
    ("甲 AND 乙", joined(A, B)),
    ("甲 与 乙", joined(A, B)),
    ("甲 AND (乙 AND 丙)", joined(A, B, C)),
    ("甲 AND 乙 丙", both(joined(A, B), C)),
    ("甲 AND (乙 丙)", joined(A, both(B, C))),
    ("甲 OR 乙", OrItems((A, B))),
    ("甲 或 乙 或 丙", OrItems((A, B, C))),
    ("甲 OR (乙 OR 丙)", OrItems((A, B, C))),
    ("甲 OR 乙 丙", OrItems((A, both(B, C)))),
    ("甲 OR 乙 AND 丙", OrItems((A, joined(B, C)))),
    ("甲 OR -乙", OrItems((A, Excluded(B)))),
    ("(甲 OR 乙) 丙", both(OrItems((A, B)), C)),
    ("（甲 或 乙） 丙", both(OrItems((A, B)), C)),
    ("(甲 OR 乙) AND (丙 OR 丁)", joined(OrItems((A, B)), OrItems((C, D)))),
    ("((甲))", A),
    ("( 甲 )", A),
    # Exclusion.
    ("-甲", Excluded(A)),
    ("－甲 乙", both(Excluded(A), B)),
    ("NOT 甲", Excluded(A)),
    ("非 甲", Excluded(A)),
    ("(NOT 甲)", Excluded(A)),
    ("NOT NOT 甲", A),
    ("--甲", A),
    ("-(甲 乙)", Excluded(both(A, B))),
    ("-(甲 -乙)", Excluded(both(A, Excluded(B)))),
    ("-AND 甲", both(Excluded(Run("AND")), A)),
    # Phrases.
    ('"甲 乙"', Phrase("甲 乙")),
    ("“甲 乙”", Phrase("甲 乙")),
    ("＂甲 乙＂", Phrase("甲 乙")),
    ("「甲」 『乙』", both(Phrase("甲"), Phrase("乙"))),
    (r'"甲\"乙"', Phrase('甲"乙')),
    (r'"甲\\"', Phrase("甲\\")),
    ('“甲"乙”', Phrase('甲"乙')),
    ('"按照“先运行，后完善，再创新”"', Phrase("按照“先运行，后完善，再创新”")),
    ('“甲 乙"', Phrase("甲 乙")),  # the input method was switched in between
    ('"甲 乙”', Phrase("甲 乙")),
    ('("甲")', Phrase("甲")),
    ('("甲)乙" 丙)', both(Phrase("甲)乙"), C)),
    # Fields.
    ("title:甲", FieldItem("title", A)),
    ("Title：甲", FieldItem("title", A)),
    ('region:"沈阳市"', FieldItem("region", Phrase("沈阳市"))),
    ("region:沈阳市 甲", both(FieldItem("region", Run("沈阳市")), A)),
    ("year:2015..2018", FieldItem("year", Run("2015..2018"))),
    ("-section:requests", Excluded(FieldItem("section", Run("requests")))),
    ("docnum:沈政办发(2015)15号", FieldItem("docnum", Run("沈政办发(2015)15号"))),
    ("(region:沈阳市)", FieldItem("region", Run("沈阳市"))),
    ("title:-甲", FieldItem("title", Run("-甲"))),
    ("title:AND", FieldItem("title", Run("AND"))),
    # Nearness.
    ("(甲 乙)~20", NearItems((A, B), 20)),
    ("（甲 乙）～２０", NearItems((A, B), 20)),
    ('("甲 乙" 丙)~0', NearItems((Phrase("甲 乙"), C), 0)),
    ("(甲 AND 乙)~5", NearItems((A, B), 5)),
    ("-(甲 乙)~5 丙", both(Excluded(NearItems((A, B), 5)), C)),
    ("((甲 乙)~5 OR 丙)", OrItems((NearItems((A, B), 5), C))),
    # Marks that do not stand where they act are characters.
    ("“三公”经费", Run("“三公”经费")),
    ('"三公"经费', Run('"三公"经费')),
    ("“甲”、“乙”", Run("“甲”、“乙”")),
    ('甲"', Run('甲"')),
    ('""', Run('""')),
    ("通知(试行)", Run("通知(试行)")),
    ("(试行)通知", Run("(试行)通知")),
    ("-(试行)通知", Excluded(Run("(试行)通知"))),
    ("(“三公”)经费", Run("(“三公”)经费")),
    ("((甲)乙 丙)", both(Run("(甲)乙"), C)),
    ("(title:甲)乙", Run("(title:甲)乙")),
    ("(“甲)乙", Run("(“甲)乙")),
    ("1）甲", Run("1）甲")),
    ("(通知(试行) 甲)", both(Run("通知(试行)"), A)),
    ("0736-7786510", Run("0736-7786510")),
    ("- 甲", both(Run("-"), A)),
    ("(甲 -)", both(A, Run("-"))),
    ("电话:0736", Run("电话:0736")),
    ("甲~3", Run("甲~3")),
    ("甲OR乙", Run("甲OR乙")),
    ("and 甲", both(Run("and"), A)),
    ("或者", Run("或者")),
    (r"\-甲", Run("-甲")),
    (r"\AND", Run("AND")),
    (r"title\:甲", Run("title:甲")),
    ("甲\\ 乙", both(Run("甲\\"), B)),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[repr(text) for text, _ in TABLE])
def test_reading(text: str, expected: Item) -> None:
    """Each spelling has the meaning the grammar gives it, without a complaint."""
    parsed = parse(text)

    assert expected == parsed.item
    assert parsed.notices == ()


SLIPS: list[tuple[str, Item, list[tuple[str, int]]]] = [
    ("政务 OR", Run("政务"), [("dangling_operator", 3)]),
    ("OR 政务", Run("政务"), [("dangling_operator", 0)]),
    ("政务 NOT", Run("政务"), [("dangling_operator", 3)]),
    ("政务 AND", Run("政务"), [("dangling_operator", 3)]),
    ("甲 AND OR 乙", OrItems((A, B)), [("dangling_operator", 2)]),
    ("甲 AND AND 乙", joined(A, B), [("dangling_operator", 6)]),
    ("甲 OR OR 乙", OrItems((A, B)), [("dangling_operator", 2), ("dangling_operator", 5)]),
    ("甲 (乙 AND )", both(A, B), [("dangling_operator", 5)]),
    # Who asks for an operator alone asks for that word.
    ("与", Run("与"), [("dangling_operator", 0)]),
    ("NOT", Run("NOT"), [("dangling_operator", 0)]),
    ("或 非", both(Run("或"), Run("非")), [("dangling_operator", 0), ("dangling_operator", 2)]),
    ('甲 "政务', both(A, Run("政务")), [("unclosed_quote", 2)]),
    ("“甲 乙", both(A, B), [("unclosed_quote", 0)]),
    ('"-甲', Run("-甲"), [("unclosed_quote", 0)]),
    # A group is closed at the end, so that it stays a group.
    ("甲 (乙 丙", both(A, B, C), [("unclosed_group", 2)]),
    ("((甲 OR 乙) 丙", both(OrItems((A, B)), C), [("unclosed_group", 0)]),
    ("-(甲 乙", Excluded(both(A, B)), [("unclosed_group", 1)]),
    ("(甲 (乙", both(A, B), [("unclosed_group", 0), ("unclosed_group", 3)]),
    ("(甲 乙)丙", both(A, Run("乙)丙")), [("unclosed_group", 0)]),
    ("甲 () 乙", both(A, B), [("empty_group", 2)]),
    ("( )", EveryReport(), [("empty_group", 0)]),
    ("title: 甲", both(Run("title:"), A), [("empty_field", 0)]),
    ("甲 year:", both(A, Run("year:")), [("empty_field", 2)]),
    ("(甲 OR 乙)~5", OrItems((A, B)), [("near_ignored", 7)]),
    ("(甲)~5", A, [("near_ignored", 2)]),
    ("(甲 乙)~", both(A, B), [("near_ignored", 5)]),
    ("(甲 乙)~10000", both(A, B), [("near_ignored", 5)]),
    ('"甲 乙"~5', Phrase("甲 乙"), [("near_ignored", 5)]),
    ("政府* 公?开", both(Run("政府*"), Run("公?开")), [("no_wildcard", 0)]),
]


@pytest.mark.parametrize(("text", "expected", "notices"), SLIPS, ids=[repr(text) for text, _, _ in SLIPS])
def test_best_reading(text: str, expected: Item, notices: list[tuple[str, int]]) -> None:
    """A slip gets its best reading and notices that name the place; no operator is lost in silence."""
    parsed = parse(text)

    assert expected == parsed.item
    assert notices == [(notice.code, notice.column) for notice in parsed.notices]


def test_notice_names_the_place() -> None:
    """A notice says for a person where it is, counting characters from 1, and what was done."""
    (notice,) = parse('行政复议 与 "政务').notices

    assert notice.text == "第 8 个字：引号没有闭合，已按普通词检索"


def test_columns() -> None:
    """Items know where they begin, for the notices of later steps."""
    item = parse('甲 (year:2018 -"乙")').item

    assert isinstance(item, AndItems)
    year, excluded = item.items[1:]
    assert isinstance(year, FieldItem)
    assert isinstance(excluded, Excluded)
    assert isinstance(excluded.item, Phrase)
    assert [3, 8, 14] == [year.column, year.value.column, excluded.item.column]


def test_too_many_terms() -> None:
    """Items beyond the limit are left out with one notice, which is the only one."""
    parsed = parse(" OR ".join(f"词{number}" for number in range(MAX_LEAVES + 5)))

    assert OrItems(tuple(Run(f"词{number}") for number in range(MAX_LEAVES))) == parsed.item
    assert ["too_many_terms"] == [notice.code for notice in parsed.notices]


def test_deepest() -> None:
    """As many parentheses as the limit allows are groups."""
    parsed = parse("(甲 OR " * MAX_DEPTH + "乙" + ")" * MAX_DEPTH)

    assert OrItems((*[A] * MAX_DEPTH, B)) == parsed.item
    assert parsed.notices == ()


def test_no_notice_is_buried() -> None:
    """Of one kind of slip the first three are named, and how many more there are; other kinds are named beside them."""
    parsed = parse("( " * 10 + '甲 "乙')

    assert [("unclosed_group", 0), ("unclosed_group", 2), ("unclosed_group", 4), ("unclosed_quote", 22)] == [
        (notice.code, notice.column) for notice in parsed.notices
    ]
    assert ["7" in notice.text for notice in parsed.notices] == [False, False, True, False]


@pytest.mark.parametrize("beyond", [1, 3])
def test_too_deep(beyond: int) -> None:
    """Parentheses beyond the limit are characters, and the query is still read."""
    depth = MAX_DEPTH + beyond
    parsed = parse("( " * depth + "甲" + " )" * depth)

    assert {"too_deep"} == {notice.code for notice in parsed.notices}
    assert "甲" in to_text(parsed.item)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通知(试行)", "通知(试行)"),
        ("“三公” －微信", '"三公" -微信'),
        ("（甲 或 乙） 与 非 丙", "(甲 OR 乙) AND -丙"),
        ("(甲　乙)～5", "(甲 乙)~5"),
        ("Title：「甲 乙」", 'title:"甲 乙"'),
        ("-(甲 乙)", "-(甲 乙)"),
        (r"\-甲", r"\-甲"),
        ("与", r"\与"),
        ("(甲", "甲"),
    ],
)
def test_printing(text: str, expected: str) -> None:
    """A tree prints in one plain spelling: ASCII marks, no parentheses and no backslashes that do nothing."""
    assert expected == to_text(parse(text).item)
