"""What stands in an index segment and can be suggested: words, names of bodies and regions, headings.

It is written with the segment and read when the first suggestion is asked for. Its counts are those of the whole
segment and only order what is suggested; what is shown beside a suggestion is counted by searching for it.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import SuggestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.arrays import IntArray

__all__ = ["Lexicon"]

_AFTER = "\U0010ffff"  # above every character of a text


@dataclass(frozen=True)
class Lexicon:
    """What can be suggested from one index segment.

    Attributes:
        texts: Every text once, ascending; folded, in Simplified characters.
        kinds: What each is.
        reports: How many reports have each.
        keys: Pinyin of the texts, and initials of their pinyin, ascending.
        owners: Which text each key spells.
    """

    texts: tuple[str, ...]
    kinds: tuple[SuggestionKind, ...]
    reports: tuple[int, ...]
    keys: tuple[str, ...]
    owners: tuple[int, ...]

    def to_bytes(self) -> bytes:
        """Encode and compress, to a third."""
        return zlib.compress(msgspec.msgpack.encode(self))

    @classmethod
    def from_bytes(cls, data: bytes) -> Lexicon:
        """Decode; a tenth of a second for 100,000 texts.

        Raises:
            IndexCorrupt: The bytes are not a lexicon.
        """
        try:
            return _LEXICON.decode(zlib.decompress(data))
        except (zlib.error, msgspec.MsgspecError) as error:
            raise IndexCorrupt(f"the words to suggest cannot be read ({error}); {REBUILD}") from error

    @cached_property
    def _counts(self) -> IntArray:
        return np.array(self.reports, np.int32)

    @cached_property
    def _owners(self) -> IntArray:
        return np.array(self.owners, np.int32)

    def beginning_with(self, typed: str, limit: int) -> list[int]:
        """The texts that begin with something, in most reports first.

        Args:
            typed: Folded, in Simplified characters.
            limit: How many at most.
        """
        return self._most(np.arange(*_range(self.texts, typed), dtype=np.int32), limit)

    def spelt(self, letters: str, limit: int) -> list[int]:
        """The texts whose pinyin, or its initials, begins with letters, in most reports first."""
        first, after = _range(self.keys, letters)
        return self._most(np.unique(self._owners[first:after]), limit)

    def spelt_exactly(self, letters: str, limit: int) -> list[int]:
        """The texts whose pinyin, or its initials, is a string of letters, in most reports first."""
        first, after = bisect_left(self.keys, letters), bisect_right(self.keys, letters)
        return self._most(np.unique(self._owners[first:after]), limit)

    def _most(self, numbers: IntArray, limit: int) -> list[int]:
        """The numbers with the highest counts; of equal ones the shorter text, then the first."""
        counts = self._counts[numbers]
        if len(numbers) > limit:
            least = np.partition(counts, -limit)[-limit]
            numbers = numbers[counts >= least]
        order = sorted(numbers.tolist(), key=lambda number: (-self.reports[number], len(self.texts[number]), number))
        return order[:limit]


_LEXICON = msgspec.msgpack.Decoder(Lexicon)


def _range(ascending: Sequence[str], beginning: str) -> tuple[int, int]:
    return bisect_left(ascending, beginning), bisect_right(ascending, beginning + _AFTER)
