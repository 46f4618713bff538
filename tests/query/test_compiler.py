"""From query to plan: what matches, what counts as the whole, what is marked."""

from __future__ import annotations

import pytest
from letters import plan

from indexer.analysis import default_analysis
from indexer.errors import InvalidRequest
from indexer.model import MAX_QUERY_LENGTH, Mode, SearchRequest
from indexer.query import plan_of
from indexer.query.compiler import compile_query
from indexer.query.parser import parse
from indexer.query.tree import (
    All,
    And,
    DocumentNumberIs,
    Exact,
    Field,
    Literal,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    RegionIs,
    SectionIs,
    Word,
    YearIs,
)


def word(letter: str, where: Field = Field.TEXT) -> Or:
    """How a word is looked for: as a word, else as characters."""
    return Or((Word(where, letter), Literal(where, letter.lower())))


def literal(text: str, where: Field = Field.TEXT) -> Literal:
    """How a string is looked for."""
    return Literal(where, text)


def near(*strings: str, distance: int) -> Near:
    """How strings of one wording near each other are looked for."""
    return Near(tuple((literal(string),) for string in strings), distance)


TREES: list[tuple[str, Node]] = [
    ("", All()),
    ("A", word("A")),
    ("AB", And((word("A"), word("B")))),
    ("ABA", And((word("A"), word("B")))),
    ("A B", And((word("A"), word("B")))),
    ('"AB"', literal("ab")),
    ("W", Or((Word(Field.TEXT, "W"), literal("w"), Word(Field.TEXT, "M"), literal("m")))),
    ('"W"', Or((literal("w"), literal("m")))),
    ("A OR B", Or((Word(Field.TEXT, "A"), literal("a"), Word(Field.TEXT, "B"), literal("b")))),
    # An excluded run is a phrase, and so is every run in an excluded group.
    ("-AB", Not(literal("ab"))),
    ("A -BC", And((word("A"), Not(literal("bc"))))),
    ("-(AB OR C)", Not(Or((literal("ab"), literal("c"))))),
    ("-(A -BC)", Not(And((literal("a"), Not(And((word("B"), word("C")))))))),
    ("-W", Not(Or((literal("w"), literal("m"))))),
    # A run of punctuation is looked for only where nothing else is, a phrase always.
    ("—", literal("—")),
    ("— ，", And((literal("—"), literal("，")))),
    ("A — B", And((word("A"), word("B")))),
    ("A “，”", And((word("A"), literal("，")))),
    ("A -“，”", And((word("A"), Not(literal("，"))))),
    ("“，” -A", And((literal("，"), Not(literal("a"))))),
    ("A OR “，”", Or((Word(Field.TEXT, "A"), literal("a"), literal("，")))),
    ("(A “，”)~3", near("a", "，", distance=3)),
    ("year:2018 —", YearIs(2018, 2018)),
    ("— -A", Not(literal("a"))),
    ("(A — B)~3", near("a", "b", distance=3)),
    ("(A —)~3", word("A")),
    # Fields.
    ("title:A", word("A", Field.TITLE)),
    ("title:AB", And((word("A", Field.TITLE), word("B", Field.TITLE)))),
    ('title:"AB"', literal("ab", Field.TITLE)),
    ("-title:AB", Not(literal("ab", Field.TITLE))),
    ("title:—", literal("—", Field.TITLE)),
    ("year:2015..2018", YearIs(2015, 2018)),
    ("year:2016..", YearIs(2016, 9999)),
    ("year:火星", Nothing()),
    ("year:unknown", Not(YearIs(0, 9999))),
    ("-year:未知", YearIs(0, 9999)),
    ("region:未知", RegionIs(("unknown",))),
    ("section:requests", SectionIs("requests")),
    ("section:依申请公开", SectionIs("requests")),
    ("section:火星", Nothing()),
    ("region:210000", RegionIs(("210000",))),
    ("region:沈阳市", RegionIs(("210100",))),
    ("region:辽宁省/沈阳市", RegionIs(("210100",))),
    ("region:unknown", RegionIs(("unknown",))),
    ("region:火星", Nothing()),
    ("docnum:沈政办发[2015]15号", DocumentNumberIs("沈政办发", 2015, 15)),
    ("docnum:15号", Nothing()),
    # Nearness looks for strings.
    ("(AB C)~20", near("ab", "c", distance=20)),
    ("(W C)~2", Near(((literal("w"), literal("m")), (literal("c"),)), 2)),
    ('("A B" C)~0', near("ab", "c", distance=0)),
    # A document number is found by its characters and by its number.
    ('"沈政发(2015)15号"', Or((literal("沈政发(2015)15号"), DocumentNumberIs("沈政发", 2015, 15)))),
    ("-沈政发[2015]15号", Not(Or((literal("沈政发[2015]15号"), DocumentNumberIs("沈政发", 2015, 15))))),
]


@pytest.mark.parametrize(("text", "expected"), TREES, ids=[repr(text) for text, _ in TREES])
def test_tree(text: str, expected: Node) -> None:
    """What is asked becomes the leaves that it is to become."""
    assert expected == plan(text).tree


def test_run_is_found_by_words_or_characters() -> None:
    """A run has three strictnesses: words or characters, words, the whole; the whole of one word is that word."""
    run, single = plan("AB"), plan("A")

    assert And((Word(Field.TEXT, "A"), Word(Field.TEXT, "B"))) == run.words.children[0]  # type: ignore[union-attr]  # alternatives, words first
    assert literal("ab") == run.exact
    assert Word(Field.TEXT, "A") == single.exact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A B", Or((Word(Field.TEXT, "A"), literal("a"), Word(Field.TEXT, "B"), literal("b")))),
        ("A AND B", And((word("A"), word("B")))),
        ("A B -C", And((Or((*word("A").children, *word("B").children)), Not(literal("c"))))),
        ("A year:2018 B", And((Or((*word("A").children, *word("B").children)), YearIs(2018, 2018)))),
        ("A year:2016 year:2018", And((word("A"), Or((YearIs(2016, 2016), YearIs(2018, 2018)))))),
        ("year:2018 region:210000", And((YearIs(2018, 2018), RegionIs(("210000",))))),
        ("A (year:2018 OR -B)", And((word("A"), Or((YearIs(2018, 2018), Not(literal("b"))))))),
        ("A title:B", Or((*word("A").children, *word("B", Field.TITLE).children))),
    ],
)
def test_any(text: str, expected: Node) -> None:
    """Mode any: one of the words side by side is enough; AND, exclusions and filters still hold."""
    assert expected == plan(text, Mode.ANY).tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AB", Exact("ab", "AB")),
        ('"A B"', Exact("ab", "A B")),
        ('" A "', Exact("a", "A")),
        ("A B", And((Exact("a", "A"), Exact("b", "B")))),
        ("A OR B", Or((Exact("a", "A"), Exact("b", "B")))),
        ("-A", Not(Exact("a", "A"))),
        ("(A B)~3", Near(((Exact("a", "A"),), (Exact("b", "B"),)), 3)),
        ("W", Exact("w", "W")),
        ("沈政发[2015]15号", Exact("沈政发[2015]15号", "沈政发[2015]15号")),
        ("title:AB", Exact("ab", "AB", Field.TITLE)),
        ("title:W", Exact("w", "W", Field.TITLE)),
    ],
)
def test_exact(text: str, expected: Node) -> None:
    """Mode exact: every run is a phrase as typed, in its main form, and no number is read."""
    assert expected == plan(text, Mode.EXACT).tree


def test_pieces() -> None:
    """Pieces are what results should hold: every wanted run and phrase, nothing excluded, no field."""
    pieces = plan('AB "C D" -E (F OR -(G -H)) title:I year:2018 (J K)~3').pieces

    assert [("AB", False), ("CD", True), ("F", False), ("H", False), ("J", True), ("K", True)] == [
        (piece.forms[0].text, piece.is_phrase) for piece in pieces
    ]


def test_required_pieces() -> None:
    """Alternatives, written or by mode, are not required; what stands beside them is."""
    assert [True, False, False, True] == [piece.required for piece in plan('A (B OR "C") D').pieces]
    assert [False, False, True] == [piece.required for piece in plan("A B (C AND D)", Mode.ANY).pieces[:2]] + [
        piece.required for piece in plan("A AND B", Mode.ANY).pieces[:1]
    ]


def test_alternatives_side_by_side() -> None:
    """In mode any the runs side by side are one text again; phrases, exclusions and other modes give none."""
    assert "abc" == plan("A BC", Mode.ANY).alternatives
    assert "ac" == plan('A "B" -D C', Mode.ANY).alternatives
    assert "" == plan("A B").alternatives == plan("A OR B").alternatives == plan("A AND B", Mode.ANY).alternatives


def test_pieces_have_every_form() -> None:
    """A piece in other wording has both wordings; each of them makes it whole."""
    (piece,) = plan("AW").pieces

    assert ["AW", "AM"] == [form.text for form in piece.forms]
    assert Or((literal("aw"), literal("am"))) == piece.exact


def test_documents() -> None:
    """Document numbers asked for are marked; excluded ones are not."""
    numbers = plan("沈政发[2015]15号 docnum:辽政发[2016]1号 -淮政办[2018]3号").documents

    assert (DocumentNumberIs("沈政发", 2015, 15), DocumentNumberIs("辽政发", 2016, 1)) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A", []),
        ('甲 "乙', [("unclosed_quote", 2)]),
        ("甲 region:火星", [("unknown_value", 2)]),
        ("year:abc section:abc docnum:abc", [("unknown_value", 0), ("unknown_value", 9), ("unknown_value", 21)]),
        ("-region:火星", [("unknown_value", 1)]),
        ("region:鼓楼区", [("several_regions", 0)]),
        ('" "', [("empty_query", None)]),
        ("()", [("empty_group", 0)]),
    ],
)
def test_notices(text: str, expected: list[tuple[str, int | None]]) -> None:
    """What could not be read as meant is said, with its place."""
    assert expected == [(notice.code, notice.column) for notice in plan(text).notices]


def test_ambiguous_region_means_each() -> None:
    """A name that several places have, typed in the query, means all of them."""
    tree = plan("region:鼓楼区").tree

    assert isinstance(tree, RegionIs)
    assert {"320106", "320302", "350102", "410204"} <= set(tree.codes)


def test_real_text_layer() -> None:
    """With the shipped analysis: Traditional and full-width spellings are one query, Taiwan wording has two forms."""
    analysis = default_analysis()
    simplified, traditional = (
        compile_query(parse(text), analysis, Mode.ALL).tree for text in ("答复１２条", "答覆12條")
    )
    (piece,) = compile_query(parse("入口網站"), analysis, Mode.ALL).pieces

    assert simplified == traditional
    assert ["入口网站", "门户网站"] == [form.text for form in piece.forms]


def test_damaged_document_number() -> None:
    """A number without its closing bracket, in any bracket form, is the same number."""
    analysis = default_analysis()
    plans = [
        compile_query(parse(text), analysis, Mode.ALL)
        for text in ("淮政办秘〔2018〕108号", "淮政办秘[2018]108号", "淮政办秘（2018）108号", "淮政办秘〔2018108号")
    ]

    assert {plan.documents for plan in plans} == {plans[0].documents}
    assert [(2018, 108)] == [(number.year, number.number) for number in plans[0].documents]


def test_too_long() -> None:
    """A query over the limit is refused with the limit; one of just that length is not."""
    analysis = default_analysis()
    plan_of(SearchRequest(q="甲" * MAX_QUERY_LENGTH), analysis)
    with pytest.raises(InvalidRequest) as raised:
        plan_of(SearchRequest(q="甲" * (MAX_QUERY_LENGTH + 1)), analysis)

    assert raised.value.code == "query_too_long"


def test_distinct_pieces() -> None:
    """What is asked twice is one piece to mark; a phrase is another one than the run, and so is an alternative."""
    assert ["A", "B"] == [piece.forms[0].text for piece in plan("A B A").distinct_pieces]
    assert 2 == len(plan('A "A" A').distinct_pieces)
    assert 3 == len(plan("A (A OR B)").distinct_pieces)
