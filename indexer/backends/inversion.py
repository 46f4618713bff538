"""Turning the words of many rows around: for each word, the rows that have it. In one batch, by sorting."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.backends.arrays import IntArray

__all__ = ["Inverted", "Inverter"]


@dataclass(frozen=True, slots=True)
class Inverted:
    """Posting lists, one behind another.

    Attributes:
        terms: Every term once in UTF-8, ascending.
        counts: How many postings each has, at least 1.
        rows: The rows of each, ascending in a list.
        frequencies: How often the term occurs in each of them.
    """

    terms: Sequence[bytes]
    counts: IntArray
    rows: IntArray
    frequencies: IntArray


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

    def inverted(self) -> Inverted:
        """The lists of all words."""
        terms = sorted((word.encode("utf-8", "surrogatepass"), number) for word, number in self._numbers.items())
        places = np.empty(len(terms), np.int32)
        places[[number for _, number in terms]] = np.arange(len(terms), dtype=np.int32)
        words = places[np.frombuffer(self._words, np.int32)]
        order = np.argsort(words, kind="stable")  # rows of a word stay ascending
        return Inverted(
            terms=[term for term, _ in terms],
            counts=np.bincount(words, minlength=len(terms)).astype(np.int32),
            rows=np.frombuffer(self._rows, np.int32)[order],
            frequencies=np.frombuffer(self._frequencies, np.int32)[order],
        )
