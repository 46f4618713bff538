"""Traditional to Simplified characters, and whether a text is Traditional.

`t2s` gives what OpenCC's conversion of that name gives, from the same dictionaries (a test compares the two): phrases
first, the longest before the leftmost, then single characters. OpenCC's own code converts 2 MB a second and copies the
rest of the text at every match, which is quadratic on a long text without punctuation.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec
import numpy as np

from indexer.analysis.characters import HAN
from indexer.analysis.opencc_tables import opencc_pairs
from indexer.analysis.scanner import han_places, is_han
from indexer.code_points import CharacterMap, code_points

__all__ = ["TRADITIONAL_FROM", "t2s", "trad_ratio"]

TRADITIONAL_FROM = 0.02
"""Share of converted Han characters from which a text counts as Traditional.

Measured: the Simplified seeds 0.0000, the Traditional one 0.3186, machine-made Traditional texts 0.34 to 0.39.
"""

_BLOCK = 1 << 16  # characters


class _Conversion(msgspec.Struct, frozen=True):
    """The two dictionaries, and what finds the places where phrases matter.

    Attributes:
        characters: Converts single ones.
        phrases: Phrase to conversion.
        lengths: Lengths of phrases.
        first: Matches a character that begins a phrase.
        exceptional: Matches a character that some phrase converts otherwise than `characters` does.
    """

    characters: CharacterMap
    phrases: dict[str, str]
    lengths: tuple[int, ...]
    first: re.Pattern[str]
    exceptional: re.Pattern[str]


@cache
def _conversion() -> _Conversion:
    characters = {ord(old): ord(new) for old, new in opencc_pairs("TSCharacters") if old != new}
    phrases = dict(opencc_pairs("TSPhrases"))
    exceptional = {
        old
        for phrase, conversion in phrases.items()
        for old, new in zip(phrase, conversion, strict=True)
        if characters.get(ord(old), ord(old)) != ord(new)
    }
    return _Conversion(
        CharacterMap(characters),
        phrases,
        tuple(sorted({len(phrase) for phrase in phrases})),
        _any_of({phrase[0] for phrase in phrases}),
        _any_of(exceptional),
    )


@cache
def _not_han() -> re.Pattern[str]:
    return re.compile(f"[^{HAN}]")


@cache
def _blocks() -> re.Pattern[str]:
    """A block ends with a run of Han characters; phrases have no other ones, so that none stands in two blocks."""
    return re.compile(rf"(?s:.{{1,{_BLOCK}}})[{HAN}]*")


def _any_of(characters: set[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")


def t2s(text: str) -> str:
    """Convert Traditional characters to Simplified ones; the result has the same length.

    A long text is converted in blocks: the phrases that it may hold take fifty times the memory of the text.
    """
    return _converted(text) if len(text) <= _BLOCK else "".join(map(_converted, _blocks().findall(text)))


def _converted(text: str) -> str:
    conversion = _conversion()
    converted = conversion.characters(text)
    parts, done = [], 0
    while place := conversion.exceptional.search(text, done):
        start, end = _run_around(text, place.start(), done)
        parts.append(converted[done:start])
        parts.append(_with_phrases(text[start:end], converted[start:end], conversion))
        done = end
    return "".join((*parts, converted[done:])) if parts else converted


def _run_around(text: str, place: int, reached: int) -> tuple[int, int]:
    """Start and end of the run of Han characters around one of them, none of which lies before `reached`."""
    start, after = place, _not_han().search(text, place)
    while start > reached and is_han(text, start - 1):
        start -= 1
    return start, after.start() if after else len(text)


def _with_phrases(run: str, converted: str, conversion: _Conversion) -> str:
    result = list(converted)
    for start, phrase in _phrases(run, conversion):
        result[start : start + len(phrase)] = conversion.phrases[phrase]
    return "".join(result)


def _phrases(text: str, conversion: _Conversion) -> list[tuple[int, str]]:
    """Choose phrases that do not overlap: the longest before the leftmost."""
    found = {
        (match.start(), phrase)
        for match in conversion.first.finditer(text)
        for length in conversion.lengths
        if (phrase := text[match.start() : match.start() + length]) in conversion.phrases
    }
    taken = bytearray(len(text))
    chosen = []
    for start, phrase in sorted(found, key=lambda place: (-len(place[1]), place[0])):
        end = start + len(phrase)
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * len(phrase)
            chosen.append((start, phrase))
    return chosen


def trad_ratio(text: str, converted: str) -> float:
    """Share of the Han characters of a folded text that its conversion changed; 0.0 for a text without Han.

    Counted by what changed and not by what could: 沈 and 覆 are convertible in some words and common in Simplified
    text, and would make 沈阳档案 a Traditional query.

    Args:
        text: Folded text.
        converted: What `t2s` made of it.
    """
    if text == converted:
        return 0.0
    codes = code_points(text)
    changed = np.count_nonzero(codes != code_points(converted))
    return changed / np.count_nonzero(han_places(codes))
