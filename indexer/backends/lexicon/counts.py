"""How many reports of an index segment have each text that can be suggested; counts of several make one lexicon."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.backends.files.joined_strings import decoded, encoded, joined, parted
from indexer.backends.files.packing import Narrow
from indexer.errors import REBUILD, IndexCorrupt
from indexer.model import SuggestionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LexiconCounts"]

_HEADINGS = 20_000  # most others are one report's own


class LexiconCounts(msgspec.Struct, frozen=True):
    """How many reports have each text, by what it is there.

    Attributes:
        found: The counts of each kind; of headings all or the most frequent ones.
    """

    found: Mapping[SuggestionKind, Counter[str]]

    @classmethod
    def joined(cls, parts: Iterable[LexiconCounts]) -> LexiconCounts:
        """Those of the reports of several segments together."""
        found: dict[SuggestionKind, Counter[str]] = {kind: Counter() for kind in SuggestionKind}
        for part in parts:
            for kind, counts in part.found.items():
                found[kind].update(counts)
        return cls(found)

    def entries(self) -> dict[str, tuple[SuggestionKind, int]]:
        """Each text once: the first kind that it is, and how many reports have it as that."""
        entries: dict[str, tuple[SuggestionKind, int]] = {}
        for kind in SuggestionKind:
            for text, reports in _worth_keeping(kind, self.found.get(kind, Counter())):
                entries.setdefault(text, (kind, reports))
        return entries

    def to_bytes(self) -> bytes:
        """Encode and compress."""
        packed = {kind: _pack(dict(_worth_keeping(kind, counts))) for kind, counts in self.found.items()}
        return zlib.compress(msgspec.msgpack.encode(packed))

    @classmethod
    def from_bytes(cls, data: bytes) -> LexiconCounts:
        """Decode.

        Raises:
            IndexCorrupt: The bytes are not those of counts.
        """
        try:
            packed = _PACKED.decode(zlib.decompress(data))
            return cls({kind: _unpack(counts) for kind, counts in packed.items()})
        except (zlib.error, msgspec.MsgspecError, TypeError, ValueError) as error:
            raise IndexCorrupt(f"the words to suggest cannot be read ({error}); {REBUILD}") from error


def _worth_keeping(kind: SuggestionKind, counts: Counter[str]) -> Iterable[tuple[str, int]]:
    if kind is SuggestionKind.HEADING and len(counts) > _HEADINGS:
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_HEADINGS]
    return counts.items()


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """Counts of one kind: the texts in order, joined, and how many reports have each."""

    texts: bytes
    reports: Narrow


_PACKED = msgspec.msgpack.Decoder(dict[SuggestionKind, _Packed])


def _pack(counts: Mapping[str, int]) -> _Packed:
    texts = sorted(counts)
    return _Packed(joined(map(encoded, texts)), Narrow.of(np.array([counts[text] for text in texts], np.int64)))


def _unpack(packed: _Packed) -> Counter[str]:
    numbers = packed.reports.numbers().tolist()
    return Counter(dict(zip(map(decoded, parted(packed.texts, len(numbers))), numbers, strict=True)))
