"""What plans mean: random queries against a plain reading of their syntax tree, which knows no plans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st
from letters import plan

from indexer.model import Mode
from indexer.query.parser import parse
from indexer.query.syntax import AndItems, EveryReport, Excluded, FieldItem, Item, OrItems, Phrase, Run, to_text
from indexer.query.tree import All, And, Literal, Node, Not, Or, Word, YearIs

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Unit:
    """Something to match: a text of letters, some of which stand as words, and a year."""

    text: str
    words: frozenset[str] = field(default_factory=frozenset)
    year: int = 2015


def wanted(item: Item, unit: Unit, mode: Mode, *, excluded: bool = False) -> bool:
    """Whether a unit satisfies an item, by the rules and nothing else."""
    match item:
        case EveryReport():
            return True
        case Run() if not excluded:
            return all(letter in unit.text for letter in item.text)
        case Run() | Phrase():
            return item.text in unit.text
        case FieldItem():
            return str(unit.year) == item.value.text
        case Excluded():
            return not wanted(item.item, unit, mode, excluded=not excluded)
        case OrItems():
            return any(wanted(part, unit, mode, excluded=excluded) for part in item.items)
        case AndItems(stated=False) if mode is Mode.ANY:
            return side_by_side(item.items, unit, excluded=excluded)
        case AndItems():
            return all(wanted(part, unit, mode, excluded=excluded) for part in item.items)
        case _:
            raise AssertionError(item)


def side_by_side(items: Iterable[Item], unit: Unit, *, excluded: bool) -> bool:
    """Mode any: filters narrow, one of the other items is enough."""
    listed = list(items)
    years = [item for item in listed if isinstance(item, FieldItem)]
    narrowing = [item for item in listed if narrows(item) and item not in years]
    others = [item for item in listed if item not in years and item not in narrowing]
    return (
        (not years or any(wanted(item, unit, Mode.ANY) for item in years))
        and all(wanted(item, unit, Mode.ANY, excluded=excluded) for item in narrowing)
        and (not others or any(wanted(item, unit, Mode.ANY, excluded=excluded) for item in others))
    )


def narrows(item: Item) -> bool:
    """Whether an item is made of exclusions and filters alone."""
    if isinstance(item, AndItems | OrItems):
        return all(narrows(part) for part in item.items)
    return isinstance(item, Excluded | FieldItem)


def holds(node: Node, unit: Unit) -> bool:
    """Whether a unit satisfies a plan's tree."""
    match node:
        case Word():
            return node.term in unit.words
        case Literal():
            return node.needle in unit.text.lower()
        case YearIs():
            return node.first <= unit.year <= node.last
        case And():
            return all(holds(child, unit) for child in node.children)
        case Or():
            return any(holds(child, unit) for child in node.children)
        case Not():
            return not holds(node.child, unit)
        case All():
            return True
        case _:
            raise AssertionError(node)


UNITS = st.builds(
    lambda text, words, year: Unit(text, frozenset(words) & frozenset(text), year),
    st.text("ABC", max_size=5),
    st.sets(st.sampled_from("ABC")),
    st.sampled_from([2015, 2016]),
)
QUERIES = st.lists(
    st.sampled_from(
        [
            "A",
            "B",
            "AB",
            "BCA",
            '"AB"',
            '"C"',
            "year:2015",
            "year:2016",
            "OR",
            "AND",
            "-A",
            "-BC",
            "(",
            ")",
            "-(",
            "NOT",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(QUERIES, st.sampled_from([Mode.ALL, Mode.ANY]), UNITS)
def test_meaning(text: str, mode: Mode, unit: Unit) -> None:
    """A plan matches what the query says, and its stricter readings match nothing beyond that."""
    item = parse(text).item
    assume("\\)" not in to_text(item))  # a parenthesis without a partner; punctuation alone has its own test
    compiled = plan(text, mode)

    assert wanted(item, unit, mode) == holds(compiled.tree, unit)
    assert holds(compiled.tree, unit) or not holds(compiled.words, unit)
    assert holds(compiled.tree, unit) or not holds(compiled.exact, unit)
