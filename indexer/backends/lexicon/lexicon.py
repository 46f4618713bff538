"""What stands in the reports of an index and can be suggested: words, names of bodies and regions, headings.

It is one for all segments, made of what each of them counts. Its counts order what is suggested; what is shown beside
a suggestion is counted by searching for it, so that nothing is offered which only reports had that are gone.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.analysis import sounds_alike, spellings
from indexer.backends.arrays import IntArray, distinct
from indexer.backends.files.string_blocks import BlockDirectory, StringBlocks, packed_blocks
from indexer.backends.packed import narrow
from indexer.model import SuggestionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indexer.backends.files.checked_array import CheckedArray

__all__ = ["Entry", "Lexicon", "LexiconDirectory", "PackedLexicon"]

_KINDS = tuple(SuggestionKind)


class Entry(NamedTuple):
    """What can be suggested.

    Attributes:
        text: Folded, in Simplified characters.
        kind: What it is.
        reports: How many reports have it, those that are gone since counted too.
    """

    text: str
    kind: SuggestionKind
    reports: int

    @property
    def order(self) -> tuple[int, int, str]:
        """What is in most reports comes first; of equal ones the shorter, then the first."""
        return -self.reports, len(self.text), self.text


class LexiconDirectory(msgspec.Struct, frozen=True, array_like=True):
    """What stands where.

    Attributes:
        texts: Every text once, ascending.
        keys: Pinyin of the texts, and initials of their pinyin, ascending; their blocks begin where those of texts end.
        kinds: What each text is, a byte that is its place in `SuggestionKind`.
        lane: Bytes of a number of reports.
        owner_lane: Bytes of the number of a text.
    """

    texts: BlockDirectory
    keys: BlockDirectory
    kinds: bytes
    lane: int
    owner_lane: int


class PackedLexicon(NamedTuple):
    """A lexicon as it is stored.

    Attributes:
        directory: What stands where, and what each text is.
        blocks: The texts and the keys.
        reports: How many reports have each text.
        owners: Which text each key spells.
    """

    directory: LexiconDirectory
    blocks: bytes
    reports: npt.NDArray[np.unsignedinteger[Any]]
    owners: npt.NDArray[np.unsignedinteger[Any]]

    @classmethod
    def of(cls, entries: Mapping[str, tuple[SuggestionKind, int]]) -> PackedLexicon:
        """Pack the kind and the number of reports of each text."""
        texts = sorted(entries)
        keys, owners = _spelt(texts)
        text_directory, text_blocks = packed_blocks(texts)
        key_directory, key_blocks = packed_blocks(keys)
        kinds = bytes(_KINDS.index(entries[text][0]) for text in texts)
        reports = narrow(np.array([entries[text][1] for text in texts], np.int64))
        directory = LexiconDirectory(text_directory, key_directory, kinds, reports.itemsize, owners.itemsize)
        return cls(directory, text_blocks + key_blocks, reports, owners)


class Lexicon:
    """Looks up what can be suggested. Threads may share it if they may share what it reads with.

    Args:
        directory: What stands where.
        read: Reads of the blocks, given where and how many bytes.
        reports: As `PackedLexicon` has them, in memory or in a file.
        owners: The same.

    Raises:
        ValueError: They do not belong together.
    """

    def __init__(
        self,
        directory: LexiconDirectory,
        read: Callable[[int, int], bytes],
        reports: npt.NDArray[Any] | CheckedArray,
        owners: npt.NDArray[Any] | CheckedArray,
    ) -> None:
        self._texts = StringBlocks(directory.texts, read)
        size = self._texts.size
        self._keys = StringBlocks(directory.keys, lambda start, length: read(size + start, length))
        if not len(self._texts) == len(directory.kinds) == len(reports) or len(self._keys) != len(owners):
            raise ValueError(f"{len(self._texts)} texts and {len(self._keys)} keys are not all there")
        self._kinds, self._reports, self._owners = directory.kinds, reports, owners

    @classmethod
    def of(cls, entries: Mapping[str, tuple[SuggestionKind, int]]) -> Lexicon:
        """One that is held in memory; see `PackedLexicon.of`."""
        packed = PackedLexicon.of(entries)

        def read(start: int, length: int) -> bytes:
            return packed.blocks[start : start + length]

        return cls(packed.directory, read, packed.reports, packed.owners)

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[Entry]:
        """Yield everything in the order of the texts."""
        return self._entries(np.arange(len(self), dtype=np.int32))

    def beginning_with(self, typed: str, limit: int) -> list[Entry]:
        """What begins with something, in most reports first; of equal ones the shorter, then the first.

        Args:
            typed: Folded, in Simplified characters.
            limit: How many at most.
        """
        places = self._texts.beginning_with(typed)
        return self._most(np.arange(places.start, places.stop, dtype=np.int32), limit)

    def spelt(self, letters: str, limit: int) -> list[Entry]:
        """What has pinyin, or initials of it, that begin with letters; in the same order."""
        return self._most(self._owned(self._keys.beginning_with(letters)), limit)

    def spelt_exactly(self, letters: str, limit: int) -> list[Entry]:
        """What has just this pinyin, or these initials of it; in the same order."""
        return self._most(self._owned(self._keys.equal_to(letters)), limit)

    def sounding_like(self, string: str) -> Iterator[Entry]:
        """Yield what sounds like a string, character by character, and is not the string itself."""
        owners = [self._owned(self._keys.equal_to(key)) for key in sorted(set(map("".join, _ways(string))))]
        if not owners:
            return
        for entry in self._entries(distinct(np.concatenate(owners))):
            if entry.text != string and sounds_alike(string, entry.text):
                yield entry

    def _owned(self, keys: range) -> IntArray:
        """The texts that some keys spell, each once, ascending."""
        return distinct(self._owners[keys.start : keys.stop].astype(np.int32))  # a place takes more than a lane

    def _most(self, numbers: IntArray, limit: int) -> list[Entry]:
        counts = self._reports[numbers]
        if len(numbers) > limit:
            numbers = numbers[counts >= np.partition(counts, -limit)[-limit]]
        return sorted(self._entries(numbers), key=attrgetter("order"))[:limit]

    def _entries(self, numbers: IntArray) -> Iterator[Entry]:
        counts = self._reports[numbers].tolist()
        places = numbers.tolist()
        for place, text, count in zip(places, self._texts.at(places), counts, strict=True):
            yield Entry(text, _KINDS[self._kinds[place]], count)


def _spelt(texts: Sequence[str]) -> tuple[list[str], npt.NDArray[np.unsignedinteger[Any]]]:
    """The keys of texts, ascending, and the number of the text that each spells."""
    keys: list[str] = []
    owners: list[int] = []
    for number, text in enumerate(texts):
        found = _keys(text)
        keys += found
        owners += [number] * len(found)
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return [keys[place] for place in order], narrow(np.array([owners[place] for place in order], np.int64))


def _keys(text: str) -> set[str]:
    """How a text may be typed in letters: its pinyin, or the first letter of each syllable."""
    keys = set()
    for way in _ways(text):
        keys.add("".join(way))
        keys.add("".join([part[0] for part in way]))
    return keys


def _ways(text: str) -> list[tuple[str, ...]]:
    """The spellings of a text without the signs in it; none of one that is written in letters."""
    return [] if text.isascii() else spellings(text if text.isalnum() else "".join(filter(str.isalnum, text)))
