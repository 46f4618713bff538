"""Which texts of a lexicon sound like a string, character by character.

Texts of one length are a matrix of bytes, so that all of them are compared at once: 50,000 take a fraction of a
millisecond. Only lengths that are asked for are laid out like this.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from indexer.analysis import homophones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.lexicon import Lexicon

__all__ = ["SoundAlikes"]


class SoundAlikes:
    """Compares strings with the texts of one lexicon.

    Args:
        lexicon: What occurs.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._texts = lexicon.texts
        self._as_long = cache(lexicon.texts.as_long)

    def of(self, string: str) -> Iterator[str]:
        """Yield the texts that sound like a string, without the string itself."""
        parts = [character.encode("utf-8", "surrogatepass") for character in string]
        numbers, table = self._as_long(sum(map(len, parts)))
        places, first = np.arange(len(numbers)), 0
        for character, part in zip(string, parts, strict=True):
            after = first + len(part)
            places = places[np.isin(_as_numbers(table[places, first:after]), _sounding_like(character, len(part)))]
            first = after
        yield from (self._texts[number] for number in numbers[places].tolist() if self._texts[number] != string)


@lru_cache(1 << 12)  # stretches of one query share their characters
def _sounding_like(character: str, size: int) -> npt.NDArray[np.uint32]:
    """The characters of so many bytes that sound like one, as numbers; what has no pinyin sounds like itself alone.

    Characters with pinyin all have three bytes.
    """
    alike = (other.encode("utf-8", "surrogatepass") for other in homophones(character))
    return np.array([int.from_bytes(other, "big") for other in alike if len(other) == size], np.uint32)


def _as_numbers(characters: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """One number for the bytes of each row."""
    numbers = np.zeros(len(characters), np.uint32)
    for column in characters.T:
        numbers = numbers << np.uint32(8) | column
    return numbers
