"""Texts as arrays of code points, and back: what is done character by character is done for all at once.

Lone surrogates survive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CODE_POINTS", "CharacterMap", "Codes", "code_points", "numbers_in", "text_of"]

Codes: TypeAlias = npt.NDArray[np.uint32]

CODE_POINTS = 0x110000
"""How many there are."""

_SHORT = 40  # characters from which the arrays are worth making


def code_points(text: str) -> Codes:
    """The code points of a text; read only."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(codes: Codes) -> str:
    """The text of code points."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def numbers_in(alphabet: Codes, codes: Codes) -> npt.NDArray[np.int64]:
    """The numbers of characters in an ascending alphabet, from 1; 0 for one that is not in it."""
    if not len(alphabet):
        return np.zeros(len(codes), np.int64)
    places = np.searchsorted(alphabet, codes)
    return np.where(alphabet.take(places, mode="clip") == codes, places + 1, 0)


class CharacterMap:
    """Does what `str.translate` does with a table of code points, ten times as fast on the text of a report.

    Args:
        table: Code point to code point.
    """

    def __init__(self, table: Mapping[int, int]) -> None:
        self._table = table
        self._targets = np.arange(max(table, default=0) + 1, dtype=np.uint32)
        self._targets[list(table)] = list(table.values())

    def __call__(self, text: str) -> str:
        """Map every character; the result has the same length."""
        if len(text) < _SHORT:
            return text.translate(self._table)
        codes = code_points(text)
        if codes.max() >= len(self._targets):
            return text.translate(self._table)
        return text_of(self._targets[codes])
