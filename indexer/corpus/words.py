"""Lists of words that rules need, kept as data in the folder ``data``."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_lists", "read_words"]


def read_words(name: str) -> frozenset[str]:
    """Read the words of a file: separated by blanks, lines that begin with # left out."""
    return frozenset(word for line in _lines(name) for word in line.split())


def read_lists(name: str) -> dict[str, frozenset[str]]:
    """Read a file of several lists; each line begins with the name of its list and a colon."""
    lists: dict[str, frozenset[str]] = {}
    for line in _lines(name):
        title, _, words = line.partition(":")
        lists[title] = lists.get(title, frozenset()) | frozenset(words.split())
    return lists


def _lines(name: str) -> Iterator[str]:
    text = (resources.files("indexer.corpus") / "data" / name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
