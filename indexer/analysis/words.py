"""The words of a run of Han characters, with those inside them."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from indexer.analysis.inner_words import SHORTEST, InnerWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.analysis.segmenter import Segmenter

__all__ = ["PlacedWords", "Words", "columns"]

PlacedWord: TypeAlias = tuple[str, int, int]

PlacedWords: TypeAlias = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]
"""Words, their starts and their ends."""

_start = itemgetter(1)

# Runs of everyday length recur all the time; long ones do not, and remembering many of them would let one hostile file
# fill the memory. Two are enough to ask about every occurrence in one of them without cutting it again.
_SHORT_RUN = 64
_REMEMBERED_SHORT = 8192
_REMEMBERED_LONG = 2


def columns(placed: Iterable[PlacedWord]) -> PlacedWords:
    """Give words, starts and ends of at least one word apart."""
    words, starts, ends = zip(*placed, strict=True)
    return words, starts, ends


class Words:
    """Cuts runs of Han characters.

    Args:
        segmenter: Cuts them into words.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._inner = InnerWords(segmenter.dictionary)
        self._columns = lru_cache(_REMEMBERED_SHORT)(self._apart)
        self._short = lru_cache(_REMEMBERED_SHORT)(self._placed)
        self._long = lru_cache(_REMEMBERED_LONG)(self._placed)

    def cut(self, run: str) -> list[str]:
        """Cut a run into words that put together are the run."""
        return self._segmenter.cut(run)

    def all(self, run: str) -> tuple[PlacedWord, ...]:
        """Give (word, start, end) of every word and of the words inside it, from left to right, the outer first."""
        return self._short(run) if len(run) <= _SHORT_RUN else self._long(run)

    def columns(self, run: str) -> PlacedWords:
        """Give the same as `all`, words, starts and ends apart: a build joins those of a text without a loop."""
        return self._columns(run) if len(run) <= _SHORT_RUN else self._apart(run)

    def _apart(self, run: str) -> PlacedWords:
        """What `_walk` yields; collected here, because this is a fifth of a build and a generator doubles it."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        start = 0
        for word in self._segmenter.cut(run):
            end = start + len(word)
            words.append(word)
            starts.append(start)
            ends.append(end)
            if end - start >= SHORTEST:
                for first, after in self._inner.ranges(word):
                    words.append(word[first:after])
                    starts.append(start + first)
                    ends.append(start + after)
            start = end
        return tuple(words), tuple(starts), tuple(ends)

    def has(self, run: str, start: int, end: int) -> bool:
        """Whether ``[start, end)`` of a run is one of the words that `all` gives."""
        placed = self.all(run)
        number = bisect_left(placed, start, key=_start)
        while number < len(placed) and placed[number][1] == start:
            if placed[number][2] == end:
                return True
            number += 1
        return False

    def _placed(self, run: str) -> tuple[PlacedWord, ...]:
        return tuple(self._walk(run))

    def _walk(self, run: str) -> Iterator[PlacedWord]:
        start = 0
        for word in self._segmenter.cut(run):
            yield word, start, start + len(word)
            if len(word) >= SHORTEST:
                for first, after in self._inner.ranges(word):
                    yield word[first:after], start + first, start + after
            start += len(word)
