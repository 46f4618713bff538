"""What stands in the texts and differs from a string in one character, or holds it as part of a number or word.

The texts themselves are searched, so that every name and every turn of phrase counts, whether a dictionary has it or
not, and nothing is found that does not occur. Only what begins and ends between words is one: 门户网公, out of
门户网|公布, is nothing that anybody wants to search for.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import canon

if TYPE_CHECKING:
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Text

__all__ = ["one_slip", "whole_words"]

_LEAST = 3
"""Characters of a string in which one may be wrong: of two characters one is no clue."""

_ANCHOR = 2  # characters that must be right side by side; a single one stands everywhere
_LETTER = "字"  # any letter
_READ = 200  # places at which the number or word around a string is read
_AROUND = 16  # characters of a number or word on either side of the string


def one_slip(texts: Text, string: str) -> Counter[str]:
    """Texts that occur and differ from the string by one changed, added or dropped character, each with its count.

    Or by exchanging two neighbours. Digits are left as they are: another number is another fact, not a slip.

    Args:
        texts: The texts.
        string: Folded, in Simplified characters.
    """
    found: Counter[str] = Counter()
    if len(string) < _LEAST:
        return found
    parts = _Parts(texts, string)
    for place in range(len(string)):
        head, tail = string[:place], string[place + 1 :]
        for character, count in parts.between(place, place + 1).items() if not string[place].isdigit() else ():
            found[head + character + tail] += count
        for character, count in parts.between(place, place).items() if place else ():
            found[head + character + string[place:]] += count
    found += Counter({text: _standing(texts, text) for text in _exchanged(string)})
    wrong = canon(string)
    for same in [text for text in found if canon(text) == wrong]:  # other characters, but found alike
        del found[same]
    if not found and len(string) > _LEAST:  # else every ending cut off would be a correction
        places = [place for place, character in enumerate(string) if not character.isdigit()]
        shorter = {string[:place] + string[place + 1 :] for place in places}
        found.update({text: _standing(texts, text) for text in shorter})
    return +found


def _exchanged(string: str) -> set[str]:
    """The string with two neighbours exchanged, none of them a digit."""
    pairs = [(place, string[place : place + 2]) for place in range(len(string) - 1)]
    return {string[:place] + pair[::-1] + string[place + 2 :] for place, pair in pairs if pair.isalpha()} - {string}


def _standing(texts: Text, string: str) -> int:
    """How often a string stands between words."""
    return int(np.count_nonzero(_between_words(texts, texts.find(canon(string)), string)))


def _between_words(texts: Text, begins: IntArray, string: str) -> BoolArray:
    """At which places something as long as a string, with such edges, begins and ends between words."""
    whole = np.ones(len(begins), np.bool_)
    if string[0].isalnum():
        whole &= texts.cuts(begins)
    if string[-1].isalnum():
        whole &= texts.cuts(np.minimum(begins + np.int32(len(string)), _last(texts)))
    return whole


class _Parts:
    """Where a string stands but for one character.

    Args:
        texts: The texts.
        string: The string.
    """

    def __init__(self, texts: Text, string: str) -> None:
        self._texts = texts
        self._string = string
        self._canonical = canon(string)
        self._at_most = cache(texts.at_most)
        self._find = cache(texts.find)

    def between(self, head: int, tail: int) -> Counter[str]:
        """The letters that stand alone between a beginning of the string and an end of it, and how often.

        The rarer of both is looked for, and the characters of the other beside it.

        Args:
            head: Characters of the beginning.
            tail: Where the end begins.
        """
        before, after = self._canonical[:head], self._canonical[tail:]
        sides = list(filter(None, (before, after)))
        if max(map(len, sides)) < _ANCHOR or not all(map(self._at_most, sides)):
            return Counter()
        if min(sides, key=self._at_most) == before:
            begins, others = self._find(before), list(enumerate(after, head + 1))
        else:
            begins, others = self._find(after) - np.int32(head + 1), list(enumerate(before))
        begins = begins[begins > 0]
        for place, character in others:
            at = np.minimum(begins + np.int32(place), _last(self._texts))
            begins = begins[self._texts.canonical_points(at) == ord(character)]
        begins = begins[_between_words(self._texts, begins, self._string[:head] + _LETTER + self._string[tail:])]
        counts = np.bincount(_points(self._texts, begins + np.int32(head)))
        found = ((chr(point), int(counts[point])) for point in np.flatnonzero(counts).tolist())
        return Counter({character: count for character, count in found if character.isalpha()})


def whole_words(texts: Text, string: str) -> Counter[str]:
    """The numbers and Latin words that a string was cut out of, with what stands beside them in the string.

    Args:
        texts: The texts.
        string: Folded; only one that begins or ends with an ASCII letter or digit is cut out of anything.
    """
    found: Counter[str] = Counter()
    for begin in texts.find(canon(string))[:_READ].tolist():
        before = _same(texts, np.arange(begin - 1, max(begin - _AROUND, 0), -1, dtype=np.int32), string[0])
        after = begin + len(string)
        behind = _same(texts, np.arange(after, after + _AROUND, dtype=np.int32), string[-1])
        if before or behind:
            found[before[::-1] + string + behind] += 1
    return found


def _same(texts: Text, positions: IntArray, beside: str) -> str:
    """The characters at positions as long as they go on with a number or Latin word."""
    kind = str.isdigit if beside.isdigit() else str.isalpha
    word = ""
    for point in _points(texts, positions).tolist() if beside.isascii() and beside.isalnum() else ():
        if not (chr(point).isascii() and kind(chr(point))):
            break
        word += chr(point)
    return word


def _points(texts: Text, positions: IntArray) -> IntArray:
    """The characters at positions; the last border where a position lies behind it."""
    return texts.code_points(np.minimum(positions, _last(texts))).astype(np.int32)


def _last(texts: Text) -> np.int32:
    """The last border."""
    return np.int32(texts.layout.reports[:, 1::2].max(initial=0))
