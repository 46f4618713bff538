"""Character grams: pairs of neighbouring characters of a query, which rank names that no dictionary has."""

from __future__ import annotations

import re
from operator import add

__all__ = ["gram_cover"]

# \w is str.isalnum or the underscore. No gram crosses another character.
_RUNS = re.compile(r"[^\W_]+")


def gram_cover(needle: str) -> tuple[str, ...]:
    """Give grams that every canonical text with this needle in it has, without those that another one implies.

    All bigrams, then the characters that no bigram has; each once. Empty when the needle is punctuation only.
    """
    runs = _RUNS.findall(needle)
    pairs = [pair for run in runs for pair in map(add, run, run[1:])]
    implied = set("".join(pairs))
    alone = [run for run in runs if len(run) == 1 and run not in implied]
    return tuple(dict.fromkeys(pairs + alone))
