"""Where the characters of a main reading stand in its source; only those that do not simply follow are stored."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from indexer.backends.files.packing import Narrow

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.analysis import Reading
    from indexer.backends.arrays import BoolArray, IntArray

__all__ = ["JoinedOffsets", "SourceOffsets", "placed", "places"]


class SourceOffsets(msgspec.Struct, frozen=True, array_like=True):
    """The offsets of a main reading, of which no two characters stand for one of the source.

    Attributes:
        jumps: Characters of the reading that do not stand for what follows the first character of what the one before
            stands for; see `places`.
        skips: How many characters of the source are between those two.
        wides: Characters that stand for several of the source.
        extras: For how many more than one.
    """

    jumps: Narrow
    skips: Narrow
    wides: Narrow
    extras: Narrow

    @classmethod
    def of(cls, main: Reading) -> SourceOffsets:
        """Those of a main reading."""
        starts, ends = (np.array(() if offsets is None else offsets, np.int64) for offsets in (main.starts, main.ends))
        skips, extras = _steps(starts, -1) - 1, ends - starts - 1
        jumps, wides = skips.nonzero()[0], extras.nonzero()[0]
        return cls(places(jumps), Narrow.of(skips[jumps]), places(wides), Narrow.of(extras[wides]))

    @property
    def nbytes(self) -> int:
        """Bytes of the numbers."""
        return sum(len(numbers.data) for numbers in (self.jumps, self.skips, self.wides, self.extras))


class JoinedOffsets:
    """The offsets of several main readings, as if their sources stood one behind another.

    Args:
        offsets: Those of each reading.
        readings: Where each reading begins, in the numbers in which its positions are told; ascending.
        sources: Where each source begins, in the numbers in which its offsets are to be told; ascending.
    """

    def __init__(self, offsets: Sequence[SourceOffsets], readings: Sequence[int], sources: Sequence[int]) -> None:
        # From where on characters stand how much further in their source: each reading's beginning, and its jumps.
        ends = list(accumulate(1 + len(each.skips.numbers()) for each in offsets))
        self._jumps, self._shifts = np.empty((2, ends[-1]), np.int32)
        for each, reading, source, (first, end) in zip(offsets, readings, sources, pairwise([0, *ends]), strict=True):
            _accumulate(self._jumps[first:end], reading, each.jumps)
            _accumulate(self._shifts[first:end], source - reading, each.skips)
        wide = [(each, reading) for each, reading in zip(offsets, readings, strict=True) if each.wides.data]
        self._wides, self._extras = np.empty((2, 0), np.int32)
        if wide:
            self._wides = np.concatenate([placed(each.wides) + np.int32(reading) for each, reading in wide])
            self._extras = np.concatenate([each.extras.numbers() for each, _ in wide]).astype(np.int32)

    def spans(self, firsts: IntArray, afters: IntArray) -> tuple[IntArray, IntArray]:
        """The source ranges that ranges of readings stand for, none of them empty: `Reading.span` for many."""
        lasts = afters - np.int32(1)
        starts, ends = self._starts(firsts), self._starts(lasts) + np.int32(1)
        if len(self._wides):
            at = self._wides.searchsorted(lasts)
            (wide,) = (self._wides.take(at, mode="clip") == lasts).nonzero()
            ends[wide] += self._extras.take(at[wide])
        return starts, ends

    def _starts(self, positions: IntArray) -> IntArray:
        starts: IntArray = positions + self._shifts.take(self._jumps.searchsorted(positions, "right") - 1)
        return starts

    def apart(self, length: int, size: int) -> BoolArray:
        """Which characters of sources none of the readings stands for alone, where both begin at 0 and have no gaps.

        Args:
            length: Characters of the readings.
            size: Characters of the sources.
        """
        # What is skipped before a jump, or behind a reading, stands behind all that was skipped before.
        skips = np.append(self._shifts[1:], np.int32(size - length)) - self._shifts
        skipped = np.append(self._jumps[1:], np.int32(length)).repeat(skips)
        skipped += np.arange(len(skipped), dtype=np.int32)
        apart = np.zeros(size, np.bool_)
        apart[skipped] = True
        apart[self._starts(self._wides)] = True
        return apart

    def alone(self, length: int) -> BoolArray:
        """Which of the first `length` characters of readings without gaps stand for a single one of a source."""
        alone = np.ones(length, np.bool_)
        alone[self._wides] = False
        return alone


def _accumulate(into: IntArray, first: int, steps: Narrow) -> None:
    into[0], into[1:] = first, steps.numbers()
    into.cumsum(out=into)


def places(ascending: npt.NDArray[np.integer[Any]]) -> Narrow:
    """Encode ascending places as steps from one to the next."""
    return Narrow.of(_steps(ascending, 0))


def placed(steps: Narrow) -> IntArray:
    """Decode what `places` gave."""
    return steps.numbers().cumsum(dtype=np.int32)


def _steps(ascending: npt.NDArray[Any], before: int) -> npt.NDArray[Any]:
    """How far each number lies behind the one before, the first one behind `before` (np.diff is slow)."""
    steps = ascending.copy()
    steps[1:] -= ascending[:-1]
    steps[:1] -= before
    return steps
