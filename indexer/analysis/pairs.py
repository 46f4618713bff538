"""Pairs of neighbouring characters of a query, which rank names that no dictionary has."""

from __future__ import annotations

import re
from operator import add

__all__ = ["pairs_of"]

# \w is str.isalnum or the underscore. No pair crosses another character.
_RUNS = re.compile(r"[^\W_]+")


def pairs_of(needle: str) -> tuple[str, ...]:
    """Give every pair of neighbouring letters or digits of a canonical needle, each once, in order."""
    return tuple(dict.fromkeys(pair for run in _RUNS.findall(needle) for pair in map(add, run, run[1:])))
