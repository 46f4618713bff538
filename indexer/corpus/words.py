"""Lists of words that rules need, kept as data."""

from __future__ import annotations

from importlib import resources

__all__ = ["read_words"]


def read_words(name: str) -> frozenset[str]:
    """Read the words of a file of the folder ``data``: separated by blanks, lines that begin with # left out."""
    lines = (resources.files("indexer.corpus") / "data" / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
