"""What a query text says, before any analysis: a small tree that prints as a query text again.

``parse(to_text(tree)) == tree`` for every tree the parser gives. Columns are where a person's text has the item; they
are no part of what a tree means, so trees compare without them. That is why these are dataclasses: a msgspec struct
compares all of its fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = [
    "FIELDS",
    "FIELD_START",
    "OPERATORS",
    "AndItems",
    "EveryReport",
    "Excluded",
    "FieldItem",
    "Item",
    "NearItems",
    "OrItems",
    "Phrase",
    "Run",
    "phrase_text",
    "run_text",
    "to_text",
]

FIELDS = ("title", "region", "year", "section", "docnum")

FIELD_START = re.compile(rf"({'|'.join(FIELDS)})[:：]", re.IGNORECASE)
"""How an item with a field begins."""

OPERATORS = {"AND": "AND", "与": "AND", "OR": "OR", "或": "OR", "NOT": "NOT", "非": "NOT"}
"""Words that act when they stand alone, and what they mean."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters between blanks.

    Attributes:
        text: As typed, escapes resolved; not empty.
        column: Where it begins, from 0.
    """

    text: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Quoted text.

    Attributes:
        text: Between the marks, escapes resolved; not empty.
        column: Where it begins, from 0.
    """

    text: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class FieldItem:
    """``field:value``.

    Attributes:
        name: One of `FIELDS`.
        value: A run or a phrase.
        column: Where it begins, from 0.
    """

    name: str
    value: Run | Phrase
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class NearItems:
    """``(a b)~n``.

    Attributes:
        items: At least two.
        distance: Characters allowed between the end of the first of them in a text and the beginning of the last.
    """

    items: tuple[Run | Phrase, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Excluded:
    """``-item``."""

    item: Item


@dataclass(frozen=True, slots=True)
class AndItems:
    """Items that must all match.

    Attributes:
        items: At least two.
        stated: Whether AND was written; items merely side by side are joined by OR in mode ``any``.
    """

    items: tuple[Item, ...]
    stated: bool


@dataclass(frozen=True, slots=True)
class OrItems:
    """Items of which one must match; at least two."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class EveryReport:
    """An empty query."""


Item: TypeAlias = Run | Phrase | FieldItem | NearItems | Excluded | AndItems | OrItems | EveryReport

_PLAIN_RUN = re.compile(r"(?![-－\"＂“「『(（])(?:[^\\()（）]|[(（][^\\()（）]*[)）])+")
"""A run in which nothing acts: no mark begins it, and its parentheses, if any, are pairs."""

_SPECIAL = re.compile(r"[\\()（）\"＂“「『:：－-]")


def to_text(item: Item) -> str:
    """Print a tree as a query text."""
    match item:
        case Run():
            return run_text(item.text)
        case Phrase():
            return phrase_text(item.text)
        case FieldItem():
            return f"{item.name}:{to_text(item.value)}"
        case NearItems():
            return f"({' '.join(to_text(part) for part in item.items)})~{item.distance}"
        case Excluded():
            return "-" + _grouped(item.item, AndItems, OrItems)
        case OrItems():
            return " OR ".join(to_text(part) for part in item.items)
        case AndItems(stated=True):
            return " AND ".join(_grouped(part, AndItems, OrItems) for part in item.items)
        case AndItems():
            return " ".join(_grouped(part, OrItems) for part in item.items)
        case EveryReport():
            return ""


def _grouped(item: Item, *looser: type[Item]) -> str:
    text = to_text(item)
    return f"({text})" if isinstance(item, looser) else text


def phrase_text(text: str) -> str:
    """Write a text as a phrase."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def run_text(text: str) -> str:
    """Escape what would act as syntax; runs such as 0736-7786510 and 通知(试行) need it nowhere."""
    if text in OPERATORS:
        return f"\\{text}"
    if _PLAIN_RUN.fullmatch(text) and not FIELD_START.match(text):
        return text
    return _SPECIAL.sub(r"\\\g<0>", text)
