"""What stands in an index segment and can be suggested: words, names of bodies and regions, headings.

It is written with the segment and read when the first suggestion is asked for. Its counts are those of the whole
segment and only order what is suggested; what is shown beside a suggestion is counted by searching for it.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from indexer.backends.packing import Narrow
from indexer.backends.strings import PackedStrings, Strings
from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import SuggestionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy.typing as npt

__all__ = ["Lexicon"]

_KINDS = tuple(SuggestionKind)

_AFTER = "\U0010ffff"  # above every character of a text


@dataclass(frozen=True)
class Lexicon:
    """What can be suggested from one index segment.

    Attributes:
        texts: Every text once, ascending; folded, in Simplified characters.
        kinds: What each is, a byte that `kind` reads.
        reports: How many reports have each.
        keys: Pinyin of the texts, and initials of their pinyin, ascending.
        owners: Which text each key spells.
    """

    texts: Strings
    kinds: bytes
    reports: array[int]
    keys: Strings
    owners: array[int]

    @classmethod
    def of(cls, entries: Mapping[str, tuple[SuggestionKind, int]], keys: Callable[[str], Iterable[str]]) -> Lexicon:
        """Take texts.

        Args:
            entries: The kind and the number of reports of each text.
            keys: Gives the keys that spell a text, each once.
        """
        texts = sorted(entries)
        spelt = [(key, number) for number, text in enumerate(texts) for key in keys(text)]
        spelt.sort(key=itemgetter(0))  # the numbers of a key stay ascending
        places = {kind: place for place, kind in enumerate(_KINDS)}
        kinds, reports = zip(*map(entries.__getitem__, texts), strict=True) if texts else ((), ())
        return cls(
            texts=Strings.of(texts),
            kinds=bytes(map(places.__getitem__, kinds)),
            reports=array("I", reports),
            keys=Strings.of([key for key, _ in spelt]),
            owners=array("I", [number for _, number in spelt]),
        )

    def to_bytes(self) -> bytes:
        """Encode and compress, to a third."""
        packed = _Packed(
            self.texts.packed(), self.kinds, Narrow.of(self._counts), self.keys.packed(), Narrow.of(self._owners)
        )
        return zlib.compress(msgspec.msgpack.encode(packed))

    @classmethod
    def from_bytes(cls, data: bytes) -> Lexicon:
        """Decode; a hundredth of a second for 100,000 texts.

        Raises:
            IndexCorrupt: The bytes are not a lexicon.
        """
        try:
            packed = _PACKED.decode(zlib.decompress(data))
            texts, keys = Strings(packed.texts), Strings(packed.keys)
            reports, owners = (_array(numbers.numbers()) for numbers in (packed.reports, packed.owners))
        except (zlib.error, msgspec.MsgspecError, TypeError, ValueError) as error:
            raise IndexCorrupt(f"the words to suggest cannot be read ({error}); {REBUILD}") from error
        return cls(texts, packed.kinds, reports, keys, owners)

    def kind(self, number: int) -> SuggestionKind:
        """What a text is."""
        return _KINDS[self.kinds[number]]

    @cached_property
    def _counts(self) -> npt.NDArray[np.uint32]:
        return np.frombuffer(self.reports, np.uint32)

    @cached_property
    def _owners(self) -> npt.NDArray[np.uint32]:
        return np.frombuffer(self.owners, np.uint32)

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

    def _most(self, numbers: npt.NDArray[np.integer[Any]], limit: int) -> list[int]:
        """The numbers with the highest counts; of equal ones the shorter text, then the first."""
        counts = self._counts[numbers]
        if len(numbers) > limit:
            least = np.partition(counts, -limit)[-limit]
            numbers = numbers[counts >= least]
        order = sorted(numbers.tolist(), key=lambda number: (-self.reports[number], len(self.texts[number]), number))
        return order[:limit]


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """A lexicon as it is stored."""

    texts: PackedStrings
    kinds: bytes
    reports: Narrow
    keys: PackedStrings
    owners: Narrow


_PACKED = msgspec.msgpack.Decoder(_Packed)


def _array(numbers: npt.NDArray[Any]) -> array[int]:
    return array("I", numbers.astype(np.uint32).tobytes())


def _range(ascending: Sequence[str], beginning: str) -> tuple[int, int]:
    return bisect_left(ascending, beginning), bisect_right(ascending, beginning + _AFTER)
