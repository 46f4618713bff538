"""The words inside a word: 人民 and 政府 in 人民政府, but not 民政.

jieba's search mode gives every dictionary entry of two or three characters inside a word, most of them accidents.
Here a word is cut by the same most probable path that cuts text, with the word itself ruled out, and its pieces again.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.analysis.dictionary import Dictionary

__all__ = ["SHORTEST", "InnerWords"]

SHORTEST = 3
"""Characters of a word that can have a word of two inside."""

_REMEMBERED = 1 << 16  # words; a corpus of 20,000 reports has fewer


class InnerWords:
    """Finds the words inside words.

    Args:
        dictionary: Frequencies.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self.ranges = lru_cache(_REMEMBERED)(self._ranges)

    def _ranges(self, word: str) -> tuple[tuple[int, int], ...]:
        """Give ranges of the word, each piece before those inside it, from left to right; none of one character."""
        found: list[tuple[int, int]] = []
        start = 0
        for piece in self.best_split(word):
            if 1 < len(piece) < len(word):
                found.append((start, start + len(piece)))
                found.extend((start + first, start + after) for first, after in self.ranges(piece))
            start += len(piece)
        return tuple(found)

    def best_split(self, word: str) -> list[str]:
        """Cut a word by the most probable path that is not the word itself; of equal paths the longest first piece."""
        size = len(word)
        if size < SHORTEST:
            return [word]
        self._dictionary.need(word)
        frequencies, log_total = self._dictionary.frequencies, log(self._dictionary.total)
        best: list[tuple[float, int]] = [(0.0, size)] * (size + 1)
        for start in range(size - 1, -1, -1):
            after = start + 1
            best[start] = log(frequencies.get(word[start]) or 1) - log_total + best[after][0], after
            for end in range(after + 1, size + (start > 0)):
                if frequency := frequencies.get(word[start:end]):
                    best[start] = max(best[start], (log(frequency) - log_total + best[end][0], end))
        return _pieces(word, best)


def _pieces(word: str, best: list[tuple[float, int]]) -> list[str]:
    pieces, start = [], 0
    while start < len(word):
        end = best[start][1]
        pieces.append(word[start:end])
        start = end
    return pieces
