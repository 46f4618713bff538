"""The analysed tree: its constructors simplify, and what they make means the same."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from indexer.query.tree import All, And, Field, Literal, Node, Not, Nothing, Or, Word, all_of, any_of, none_of

LEAVES = [Word(Field.TEXT, "甲"), Literal(Field.TEXT, "甲"), Literal(Field.TITLE, "甲")]


def nodes() -> st.SearchStrategy[Node]:
    """Trees made by the constructors."""
    simple = st.sampled_from([*LEAVES, All(), Nothing()])
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4).map(all_of),
            st.lists(inner, max_size=4).map(any_of),
            inner.map(none_of),
        ),
        max_leaves=12,
    )


def value(node: Node, true: dict[Node, bool]) -> bool:
    """What a tree comes to when its leaves are true or not."""
    match node:
        case And():
            return all(value(child, true) for child in node.children)
        case Or():
            return any(value(child, true) for child in node.children)
        case Not():
            return not value(node.child, true)
        case All():
            return True
        case Nothing():
            return False
        case _:
            return true[node]


def assignments() -> list[dict[Node, bool]]:
    """Every way for the leaves to be true or not."""
    return [dict(zip(LEAVES, values, strict=True)) for values in product([False, True], repeat=len(LEAVES))]


@given(st.lists(nodes(), max_size=4))
def test_meaning(parts: list[Node]) -> None:
    """`all_of` is true where all parts are, `any_of` where one is, `none_of` where its part is not."""
    for true in assignments():
        values = [value(part, true) for part in parts]

        assert all(values) == value(all_of(parts), true)
        assert any(values) == value(any_of(parts), true)
        assert [not part for part in values] == [value(none_of(part), true) for part in parts]


def is_simple(node: Node) -> bool:
    """Whether nothing in a tree could be left out without changing what it means at that place."""
    match node:
        case And() | Or():
            useless = any(isinstance(child, type(node) | All | Nothing) for child in node.children)
            distinct = len(set(node.children)) == len(node.children)
            return len(node.children) >= 2 and distinct and not useless and all(map(is_simple, node.children))
        case Not():
            return not isinstance(node.child, Not | All | Nothing) and is_simple(node.child)
        case _:
            return True


@given(nodes())
def test_simple(node: Node) -> None:
    """No And in And, no Or in Or, no repetition, no All or Nothing inside, no double negation."""
    assert is_simple(node)


def test_nothing_asked() -> None:
    """All of nothing is everything, one of nothing is nothing."""
    assert All() == all_of([])
    assert Nothing() == any_of([])


def test_leaves_are_cache_keys() -> None:
    """Equal leaves are one key; the field is part of it."""
    assert {Word(Field.TEXT, "甲"): 1}[Word(Field.TEXT, "甲")] == 1
    assert len(set(LEAVES)) == 3
