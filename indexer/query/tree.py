"""The analysed query tree: what backends and executor see. No engine's syntax and no unanalysed text below this point.

Nodes are frozen and hashable; leaves are keys of caches.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

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


@dataclass(frozen=True, slots=True)
class Word:
    """An indexed word.

    Attributes:
        field: Where.
        term: The term as the analysis gives it.
    """

    field: Field
    term: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A string that stands in the canonical text.

    Attributes:
        field: Where.
        needle: Canonical, not empty.
    """

    field: Field
    needle: str


@dataclass(frozen=True, slots=True)
class Exact:
    """A string that stands in the original text in the very script, width and case it was typed in.

    Attributes:
        needle: Its canonical form, by which places are found.
        typed: As typed, by which they are kept.
    """

    needle: str
    typed: str


@dataclass(frozen=True, slots=True)
class Near:
    """Several strings near each other, in any order, inside one passage.

    Attributes:
        needles: Canonical, at least two.
        distance: Characters allowed between neighbours.
    """

    needles: tuple[str, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class DocumentNumberIs:
    """A cited document number, whatever its brackets.

    Attributes:
        prefix: Canonical issuing code, compared by its ending; empty means any.
        year: Four digits.
        number: Compared whole.
    """

    prefix: str
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class RegionIs:
    """Reports of one of the regions or of a region below one.

    Attributes:
        codes: Region values.
    """

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearIs:
    """Reports of a year in a closed range.

    Attributes:
        first: First year.
        last: Last year.
    """

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SectionIs:
    """Rows under a section slug.

    Attributes:
        slug: The slug.
    """

    slug: str


@dataclass(frozen=True, slots=True)
class And:
    """All children. Made by `all_of`."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one child. Made by `any_of`."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but the child. Made by `none_of`."""

    child: Node


@dataclass(frozen=True, slots=True)
class All:
    """Everything."""


@dataclass(frozen=True, slots=True)
class Nothing:
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
