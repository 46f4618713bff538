"""Where the characters of a main reading stand in its source, told by the few of them that do not simply follow."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from indexer.backends.packing import Narrow

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.analysis import Reading
    from indexer.backends.arrays import BoolArray, IntArray

__all__ = ["SourceOffsets", "placed", "places", "spans"]


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

    def apart(self, length: int, size: int) -> BoolArray:
        """Which characters of the source none of the reading stands for alone.

        Args:
            length: Characters of the reading.
            size: Characters of the source.
        """
        apart = np.zeros(size, np.bool_)
        jumps = placed(self.jumps)
        skipped = jumps.repeat(self.skips.numbers())
        skipped += np.arange(len(skipped), dtype=np.int32)
        apart[skipped] = True
        apart[length + len(skipped) :] = True
        if self.wides.data:
            wides = placed(self.wides)
            apart[spans([self], [0], [0], wides, wides + np.int32(1))[0]] = True
        return apart

    def alone(self, length: int) -> BoolArray:
        """Which of the first `length` characters of the reading stand for a single one of the source."""
        alone = np.ones(length, np.bool_)
        alone[placed(self.wides)] = False
        return alone


def spans(
    offsets: Sequence[SourceOffsets],
    readings: Sequence[int],
    sources: Sequence[int],
    firsts: IntArray,
    afters: IntArray,
) -> tuple[IntArray, IntArray]:
    """The source ranges that ranges of readings stand for, none of them empty: `Reading.span` for many.

    Args:
        offsets: Those of each reading.
        readings: Where each reading begins, in the numbers in which ranges are told; ascending.
        sources: Where each source begins, in the numbers in which source ranges are to be told.
        firsts: Where each range begins, in any order.
        afters: The position after it.
    """
    jumps, shifts = _joined(offsets, readings, sources)
    lasts = afters - np.int32(1)
    starts: IntArray = firsts + shifts.take(jumps.searchsorted(firsts, "right") - 1)
    ends: IntArray = afters + shifts.take(jumps.searchsorted(lasts, "right") - 1)
    if any(each.wides.data for each in offsets):
        places = [placed(each.wides) + np.int32(reading) for each, reading in zip(offsets, readings, strict=True)]
        wides, extras = np.concatenate(places), np.concatenate([each.extras.numbers() for each in offsets])
        at = wides.searchsorted(lasts)
        (wide,) = (wides.take(at, mode="clip") == lasts).nonzero()
        ends[wide] += extras.take(at[wide]).astype(np.int32)
    return starts, ends


def _joined(
    offsets: Sequence[SourceOffsets], readings: Sequence[int], sources: Sequence[int]
) -> tuple[IntArray, IntArray]:
    """From where on characters stand how much further in their source: the beginning of each reading, and its jumps."""
    ends = list(accumulate(1 + len(each.skips.numbers()) for each in offsets))
    jumps, shifts = np.empty((2, ends[-1]), np.int32)
    for each, reading, source, (first, end) in zip(offsets, readings, sources, pairwise([0, *ends]), strict=True):
        _accumulate(jumps[first:end], reading, each.jumps)
        _accumulate(shifts[first:end], source - reading, each.skips)
    return jumps, shifts


def _accumulate(into: IntArray, first: int, steps: Narrow) -> None:
    into[0], into[1:] = first, steps.numbers()
    into.cumsum(out=into)


def places(ascending: npt.NDArray[np.integer[Any]]) -> Narrow:
    """Ascending places as the steps from one to the next."""
    return Narrow.of(_steps(ascending, 0))


def placed(steps: Narrow) -> IntArray:
    """The places that `places` was given."""
    return steps.numbers().cumsum(dtype=np.int32)


def _steps(ascending: npt.NDArray[Any], before: int) -> npt.NDArray[Any]:
    """How far each number lies behind the one before, the first one behind `before` (np.diff is slow)."""
    steps = ascending.copy()
    steps[1:] -= ascending[:-1]
    steps[:1] -= before
    return steps
