"""How Simplified characters are read aloud. For suggestions only: a match by sound is not what was asked for."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from itertools import islice, product

from indexer.analysis.resources import read_lines

__all__ = ["homophones", "spellings", "syllables"]

_MOST = 4
"""Spellings of one word: two characters with two readings each, such as 重长."""


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
    """Every way to spell a word, as syllables, at most four; letters and digits stand for themselves.

    Empty when some character has no syllable.
    """
    known = _syllables()
    choices = [known.get(character) or ((character,) if character.isascii() else ()) for character in word]
    return list(islice(product(*choices), _MOST))


@lru_cache(1 << 12)
def homophones(character: str) -> frozenset[str]:
    """The characters that share a syllable with a character, itself included."""
    return frozenset(character).union(*(alike for alike in _table().values() if character in alike))
