"""Turning the words of many rows around: for each word, the rows that have it. In one batch, by sorting."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.backends.arrays import IntArray

__all__ = ["Inverter"]


class Inverter:
    """Takes rows in ascending order and gives posting lists."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__  # a new word gets the next number
        self._words = array("i")
        self._frequencies = array("i")
        self._rows = array("i")

    def add(self, row: int, words: Mapping[str, int]) -> None:
        """Take the words of the next row."""
        self._words.extend(map(self._numbers.__getitem__, words))
        self._frequencies.extend(words.values())
        self._rows.extend([row] * len(words))

    def lists(self) -> Iterator[tuple[bytes, IntArray, IntArray]]:
        """Yield each word in UTF-8 with its rows and frequencies, in the order of the bytes."""
        words = np.frombuffer(self._words, np.int32)
        order = np.argsort(words, kind="stable")  # rows of a word stay ascending
        rows = np.frombuffer(self._rows, np.int32)[order]
        frequencies = np.frombuffer(self._frequencies, np.int32)[order]
        ends = np.cumsum(np.bincount(words, minlength=len(self._numbers))).tolist()
        terms = sorted((word.encode("utf-8", "surrogatepass"), number) for word, number in self._numbers.items())
        for term, number in terms:
            first, end = ends[number - 1] if number else 0, ends[number]
            yield term, rows[first:end], frequencies[first:end]
