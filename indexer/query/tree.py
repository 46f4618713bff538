"""The analysed query tree: what backends and executor see. No engine's syntax and no unanalysed text below this point.

Nodes are frozen and hashable; leaves are keys of caches. They are msgspec structs, because thirteen dataclasses would
add 10 ms to every start.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "All",
    "And",
    "DocumentNumberIs",
    "Exact",
    "Field",
    "Literal",
    "Near",
    "Node",
    "Not",
    "Nothing",
    "Or",
    "RegionIs",
    "SectionIs",
    "Word",
    "YearIs",
    "all_of",
    "any_of",
    "none_of",
]


class Field(StrEnum):
    """Where a leaf looks."""

    TEXT = "text"
    TITLE = "title"


class Word(msgspec.Struct, frozen=True):
    """An indexed word.

    Attributes:
        field: Where.
        term: The term as the analysis gives it.
    """

    field: Field
    term: str


class Literal(msgspec.Struct, frozen=True):
    """A string that stands in the canonical text.

    Attributes:
        field: Where.
        needle: Canonical, not empty.
    """

    field: Field
    needle: str


class Exact(msgspec.Struct, frozen=True):
    """A string that stands in a field in the very script, width and case it was typed in.

    Attributes:
        needle: Its canonical form, by which places are found.
        typed: As typed, by which they are kept.
        field: Where to look.
    """

    needle: str
    typed: str
    field: Field = Field.TEXT


class Near(msgspec.Struct, frozen=True):
    """Several strings near each other, in any order, inside one passage.

    Attributes:
        strings: The wordings of each; at least two strings.
        distance: Characters allowed between the end of the first of them in the text and the beginning of the last.
    """

    strings: tuple[tuple[Literal | Exact, ...], ...]
    distance: int


class DocumentNumberIs(msgspec.Struct, frozen=True):
    """A cited document number, whatever its brackets.

    Attributes:
        prefix: Canonical issuing code, compared by its ending; empty means any.
        year: Four digits.
        number: Compared whole.
    """

    prefix: str
    year: int
    number: int


class RegionIs(msgspec.Struct, frozen=True):
    """Reports of one of the regions or of a region below one.

    Attributes:
        codes: Region values.
    """

    codes: tuple[str, ...]


class YearIs(msgspec.Struct, frozen=True):
    """Reports of a year in a closed range.

    Attributes:
        first: First year.
        last: Last year.
    """

    first: int
    last: int


class SectionIs(msgspec.Struct, frozen=True):
    """Rows under a section slug.

    Attributes:
        slug: The slug.
    """

    slug: str


class And(msgspec.Struct, frozen=True):
    """All children. Made by `all_of`."""

    children: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    """At least one child. Made by `any_of`."""

    children: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True):
    """Everything but the child. Made by `none_of`."""

    child: Node


class All(msgspec.Struct, frozen=True):
    """Everything."""


class Nothing(msgspec.Struct, frozen=True):
    """Nothing."""


Node: TypeAlias = (
    Word | Literal | Exact | Near | DocumentNumberIs | RegionIs | YearIs | SectionIs | And | Or | Not | All | Nothing
)


def all_of(nodes: Iterable[Node]) -> Node:
    """The conjunction, without nesting, repetition or what changes nothing."""
    children: dict[Node, None] = {}
    for node in nodes:
        children.update(dict.fromkeys(node.children if isinstance(node, And) else (node,)))
    children.pop(All(), None)
    if Nothing() in children:
        return Nothing()
    if len(children) == 1:
        return next(iter(children))
    return And(tuple(children)) if children else All()


def any_of(nodes: Iterable[Node]) -> Node:
    """The disjunction, without nesting, repetition or what changes nothing."""
    children: dict[Node, None] = {}
    for node in nodes:
        children.update(dict.fromkeys(node.children if isinstance(node, Or) else (node,)))
    children.pop(Nothing(), None)
    if All() in children:
        return All()
    if len(children) == 1:
        return next(iter(children))
    return Or(tuple(children)) if children else Nothing()


def none_of(node: Node) -> Node:
    """The complement."""
    match node:
        case Not():
            return node.child
        case All():
            return Nothing()
        case Nothing():
            return All()
        case _:
            return Not(node)
