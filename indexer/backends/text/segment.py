"""The text of one index segment on disk, in which every literal is found without reading its reports one by one.

A needle is found by its rarest pair of characters: the positions of that pair are listed, and all of them are compared
with the needle at once. A single character is looked up as all pairs that begin with it.
"""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import within
from indexer.backends.files.checked_array import CheckedArray
from indexer.backends.files.checked_file import CheckedFile
from indexer.backends.text.pair_positions import Extent, PairPositions
from indexer.backends.text.writer import LARGE_ARRAYS, SMALL_FILE, SmallArrays, array_kind
from indexer.backends.text_layout import TextLayout
from indexer.code_points import Codes, code_points, numbers_in
from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.files.page_sums import FileSums

__all__ = ["TextSegment"]

_PAIR = 2
# Costs, measured against reading one position from a list: comparing a page of the text with its sum, and looking one
# position up in a list. A page is compared only once, which later searches profit from, so half of its cost is counted.
_PAGE = 256
_SEARCH = 20
_REMEMBERED_PAIRS = 1 << 10
_REMEMBERED_NEEDLES = 16  # who asks how many places there may be mostly asks for them next
_TABLES = {"reports": 4, "passages": 3, "furniture": 2, "alternatives": 4, "numbers": 5, "seconds": 2}
"""Tables of a layout and their columns."""


class TextSegment:
    """What `write_text` wrote: small arrays in memory, large ones memory-mapped.

    Args:
        folder: Where it was written.
        sums: The sums of its files, by name.

    Raises:
        IndexCorrupt: Something is missing or is not what it should be; also where reading comes upon it later.
    """

    def __init__(self, folder: Path, sums: Mapping[str, FileSums]) -> None:
        try:
            stored = msgspec.msgpack.decode(_whole(folder, SMALL_FILE, sums), type=SmallArrays)
            size = len(stored.arrays["alphabet"]) // np.dtype(np.uint32).itemsize
            small = {name: np.frombuffer(data, array_kind(name, size)) for name, data in stored.arrays.items()}
            large = {
                name: CheckedArray(f"{folder}/{name}.bin", array_kind(name, size), sums[f"{name}.bin"])
                for name in LARGE_ARRAYS
            }
            self.layout = TextLayout(
                prefixes=stored.prefixes,
                breaks=small["breaks"],
                torn=small["torn"],
                **{name: small[name].reshape(-1, columns) for name, columns in _TABLES.items()},
            )
        except (KeyError, ValueError, msgspec.MsgspecError) as error:
            raise IndexCorrupt(f"the text of the index in {folder} cannot be read ({error}); {REBUILD}") from error
        self._alphabet = np.append(np.uint32(0), small["alphabet"])
        self._classes, self._of_classes = small["classes"], np.append(np.uint32(0), small["canonical"])
        self._canonical, self._canonical_of = self._of_classes[1:], self._of_classes[self._classes]
        self._characters, self._cuts = large["characters"], large["cuts"]
        self._pairs = PairPositions(small["firsts"], small["bases"], large["followers"], large["ends"], large["steps"])
        extent = lru_cache(_REMEMBERED_PAIRS)(self._pairs.find)
        self._spelling = lru_cache(_REMEMBERED_NEEDLES)(partial(_spelling, self._canonical, extent))

    def __len__(self) -> int:
        return len(self._characters)

    def find(self, needle: str) -> IntArray:
        """Every position where a canonical needle stands, ascending, whatever surrounds it."""
        spelling = self._spelling(needle)
        if spelling is None:
            return np.empty(0, np.int32)
        wanted, extents = spelling
        if not extents:
            return self._pairs.positions_from(wanted[0])  # a border follows where nothing else does
        offset = min(range(len(extents)), key=lambda place: extents[place].count)
        found = self._pairs.positions(extents[offset]) - np.int32(offset)
        whole = within(found, 1, len(self._characters) - len(wanted) - 1)
        return self._compared(found[whole], offset, wanted, extents)

    def at_most(self, needle: str) -> int:
        """An upper bound of how many places a canonical needle has: the number of its rarest pair."""
        spelling = self._spelling(needle)
        if spelling is None:
            return 0
        if not spelling.extents:
            return self._pairs.at_most_from(spelling.numbers[0])
        return min(extent.count for extent in spelling.extents)

    def _compared(self, found: IntArray, offset: int, wanted: Sequence[int], extents: Sequence[Extent]) -> IntArray:
        """Those of the positions at which a needle stands whose pair at an offset stands there.

        Each place of the needle is compared with the text, or looked for among the positions of a pair that it is in:
        that is sooner done where the text has not been compared with its sums yet.
        """
        left = {place for place in range(len(wanted)) if not offset <= place <= offset + 1}
        while left and len(found):
            place = min(left)
            either = range(max(place - 1, 0), min(place, len(wanted) - _PAIR) + 1)
            pair = min(either, key=lambda other: extents[other].count)
            pages = min(self._characters.unchecked, len(found))
            if extents[pair].count + _SEARCH * len(found) < _PAGE * pages // len(left):
                others = self._pairs.positions(extents[pair]) - np.int32(pair)
                at = np.searchsorted(others, found)
                found = found[others.take(at, mode="clip") == found]
                left -= {pair, pair + 1}
            else:
                found = found[self._classes[self._characters[found + place]] == wanted[place]]
                left.remove(place)
        return found

    def points_between(self, start: int, end: int) -> Codes:
        """The characters of a range as they are segmented, not canonical; 0 at the borders of texts."""
        points: Codes = self._alphabet.take(self._characters[start:end])
        return points

    def canonical_between(self, start: int, end: int) -> Codes:
        """The canonical characters of a range; 0 at the borders of texts."""
        points: Codes = self._canonical_of.take(self._characters[start:end])
        return points

    def rewritten(self, start: int, end: int, ones: Codes, others: Codes) -> Codes:
        """The canonical characters of a range inside a text, with some ascending ones replaced by others.

        Raises:
            ValueError: One that is to be replaced stands in no text of the segment.
        """
        numbers = numbers_in(self._canonical, ones)
        if not numbers.all():
            raise ValueError("a text is written in characters that are not in it")
        table = self._of_classes.copy()
        table[numbers] = others
        written: Codes = table.take(self._classes.take(self._characters[start:end]))
        return written

    def code_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """The characters at positions as they are segmented; 0 at the borders of texts."""
        points: npt.NDArray[np.uint32] = self._alphabet.take(self._characters[positions])
        return points

    def canonical_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """The canonical characters at positions; 0 at the borders of texts."""
        points: npt.NDArray[np.uint32] = self._canonical_of.take(self._characters[positions])
        return points

    def cuts(self, positions: IntArray) -> BoolArray:
        """Whether a word that is not inside another one begins or ends before each position."""
        cuts: BoolArray = ((self._cuts[positions >> 3] >> (positions & 7).astype(np.uint8)) & 1).astype(np.bool_)
        return cuts

    def cuts_between(self, start: int, end: int) -> BoolArray:
        """What `cuts` says of every position of a range."""
        first, last = start >> 3, end + 7 >> 3
        bits: BoolArray = np.unpackbits(self._cuts[first:last], bitorder="little").view(np.bool_)
        return bits[start - 8 * first : end - 8 * first]


class _Spelling(NamedTuple):
    """How a needle is written in one segment.

    Attributes:
        numbers: The numbers of its canonical characters.
        extents: The lists of its pairs.
    """

    numbers: Sequence[int]
    extents: Sequence[Extent]


def _spelling(canonical: Codes, extent_of: Callable[[int, int], Extent | None], needle: str) -> _Spelling | None:
    """How a needle is written; None where one of its characters or pairs stands nowhere, or it has none."""
    numbers: list[int] = numbers_in(canonical, code_points(needle)).tolist()
    if not numbers or 0 in numbers:
        return None
    extents = []
    for pair in pairwise(numbers):
        extent = extent_of(*pair)
        if extent is None:
            return None
        extents.append(extent)
    return _Spelling(numbers, extents)


def _whole(folder: Path, name: str, sums: Mapping[str, FileSums]) -> bytes:
    file = CheckedFile(f"{folder}/{name}", sums[name])
    try:
        return file.whole()
    finally:
        file.close()
