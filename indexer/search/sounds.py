"""Which texts of a lexicon sound like a string, character by character.

Texts of one length are a matrix of code points, so that all of them are compared at once: 50,000 take a fraction of a
millisecond.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from indexer.analysis import homophones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.lexicon import Lexicon

__all__ = ["SoundAlikes"]

_BMP = 1 << 16


class SoundAlikes:
    """Compares strings with the texts of one lexicon.

    Args:
        lexicon: What occurs.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._texts = lexicon.texts

    @cached_property
    def _tables(self) -> dict[int, tuple[IntArray, npt.NDArray[np.uint32]]]:
        """By length: numbers of the texts, and their code points, one row a character."""
        points, ends = self._texts.code_points()
        lengths = np.diff(ends, prepend=0)
        tables = {}
        for length in np.unique(lengths).tolist():
            numbers = np.flatnonzero(lengths == length).astype(np.int32)
            tables[length] = (numbers, points[ends[numbers] - length + np.arange(length)[:, np.newaxis]])
        return tables

    def of(self, string: str) -> Iterator[str]:
        """Yield the texts that sound like a string, without the string itself."""
        if len(string) not in self._tables:
            return
        numbers, table = self._tables[len(string)]
        places = np.arange(len(numbers))
        for row, character in zip(table, string, strict=True):
            places = places[_sounding_like(character)[np.minimum(row[places], _BMP - 1)]]
        yield from (self._texts[number] for number in numbers[places].tolist() if self._texts[number] != string)


def _sounding_like(character: str) -> BoolArray:
    """For every code point whether its character sounds like one; what has no pinyin sounds like itself alone."""
    wanted = np.zeros(_BMP, np.bool_)
    wanted[[ord(other) for other in homophones(character) if ord(other) < _BMP]] = True
    return wanted
