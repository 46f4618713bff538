"""How Simplified characters are read aloud. For suggestions only: a match by sound is not what was asked for."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from itertools import islice, product

from indexer.analysis.resources import read_lines

__all__ = ["homophones", "sounds_alike", "spellings", "syllables"]

_MOST = 64
"""Spellings of one word: six characters with two readings each. Of 170,000 words and names none had more, and 4 % had
more than two; the limit is for names of any length."""


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    readings: dict[str, list[str]] = defaultdict(list)
    for syllable, characters in _table().items():
        for character in characters:
            readings[character].append(syllable)
    return {character: tuple(found) for character, found in readings.items()}


@cache
def _table() -> dict[str, str]:
    return dict(line.split("\t") for line in read_lines("pinyin.tsv"))


def syllables(character: str) -> tuple[str, ...]:
    """The syllables of a character, without tone; empty when it has none that is known."""
    return _syllables().get(character, ())


def spellings(word: str) -> list[tuple[str, ...]]:
    """Every way to spell a word, as syllables, at most 64; what has no syllable stands for itself."""
    known = _syllables()
    return list(islice(product(*[known.get(character) or (character,) for character in word]), _MOST))


@lru_cache(1 << 12)
def homophones(character: str) -> frozenset[str]:
    """The characters that share a syllable with a character, itself included."""
    return frozenset(character).union(*(alike for alike in _table().values() if character in alike))


def sounds_alike(one: str, other: str) -> bool:
    """Whether two strings sound alike, character by character."""
    return len(one) == len(other) and all(theirs in homophones(ours) for ours, theirs in zip(one, other, strict=True))
