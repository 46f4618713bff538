"""The words of a run of Han characters, with those inside them."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from indexer.analysis.inner_words import SHORTEST, InnerWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.analysis.segmenter import Segmenter

__all__ = ["Words"]

PlacedWord: TypeAlias = tuple[str, int, int]

_start = itemgetter(1)

# Runs of everyday length recur all the time; long ones do not, and remembering many of them would let one hostile file
# fill the memory. Two are enough to ask about every occurrence in one of them without cutting it again.
_SHORT_RUN = 64
_REMEMBERED_SHORT = 8192
_REMEMBERED_LONG = 2


class Words:
    """Cuts runs of Han characters.

    Args:
        segmenter: Cuts them into words.
    """

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._inner = InnerWords(segmenter.dictionary)
        self._short = lru_cache(_REMEMBERED_SHORT)(self._placed)
        self._long = lru_cache(_REMEMBERED_LONG)(self._placed)

    def cut(self, runs: str) -> list[str]:
        """Cut runs with line ends between them into words that put together are the runs; each line end is one."""
        return self._segmenter.cut(runs)

    def all(self, run: str) -> tuple[PlacedWord, ...]:
        """Give (word, start, end) of every word and of the words inside it, from left to right, the outer first."""
        return self._short(run) if len(run) <= _SHORT_RUN else self._long(run)

    def inside(self, word: str) -> Iterator[PlacedWord]:
        """Yield a word of those that `cut` gives and the words inside it, each with start and end, the outer first."""
        yield word, 0, len(word)
        if len(word) >= SHORTEST:
            for first, after in self._inner.ranges(word):
                yield word[first:after], first, after

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
            for inner, first, after in self.inside(word):
                yield inner, start + first, start + after
            start += len(word)
