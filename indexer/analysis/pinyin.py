"""How Simplified characters are read aloud. For suggestions only: a match by sound is not what was asked for."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice, product

from indexer.analysis.resources import read_lines

__all__ = ["homophones", "pinyin_of", "sounds_alike", "spellings", "syllables"]

_MOST = 64
"""Spellings of one word: six characters with two readings each. Of 170,000 words and names none had more, and 4 % had
more than two; the limit is for names of any length."""

_LETTERS = re.compile(r"[A-Za-z '’]*[A-Za-z]")
_BETWEEN_SYLLABLES = re.compile(r"[ '’]")

_CHARACTERS = 1 << 15  # more than the table has


@cache
def _table() -> dict[str, str]:
    return dict(line.split("\t") for line in read_lines("pinyin.tsv"))


@lru_cache(_CHARACTERS)
def syllables(character: str) -> tuple[str, ...]:
    """The syllables of a character, without tone; empty when it has none that is known."""
    return tuple([syllable for syllable, characters in _table().items() if character in characters])


def spellings(word: str) -> list[tuple[str, ...]]:
    """Every way to spell a word, as syllables, at most 64; what has no syllable stands for itself."""
    return list(islice(product(*[syllables(character) or (character,) for character in word]), _MOST))


def pinyin_of(typed: str) -> str:
    """The letters of what was typed as pinyin, with blanks or ’ between syllables or without; empty if it is none."""
    return _BETWEEN_SYLLABLES.sub("", typed) if _LETTERS.fullmatch(typed) else ""


@lru_cache(1 << 12)
def homophones(character: str) -> frozenset[str]:
    """The characters that share a syllable with a character, itself included."""
    return frozenset(character).union(*[_table()[syllable] for syllable in syllables(character)])


def sounds_alike(one: str, other: str) -> bool:
    """Whether two strings sound alike, character by character."""
    return len(one) == len(other) and all(theirs in homophones(ours) for ours, theirs in zip(one, other, strict=True))
