"""Words that carry no topic."""

from __future__ import annotations

from functools import cache

from indexer.analysis.resources import read_lines

__all__ = ["function_words"]


@cache
def function_words() -> frozenset[str]:
    """The reviewed list, in Simplified characters."""
    return frozenset(read_lines("function_words.txt"))
