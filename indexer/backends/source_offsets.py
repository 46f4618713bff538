"""Where the characters of a main reading stand in its source, told by the few of them that do not simply follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from indexer.backends.packing import Narrow

if TYPE_CHECKING:
    import numpy.typing as npt

    from indexer.analysis import Reading
    from indexer.backends.arrays import BoolArray, IntArray

__all__ = ["SourceOffsets", "placed", "places"]


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

    def spans(self, firsts: IntArray, afters: IntArray) -> tuple[IntArray, IntArray]:
        """The source ranges that ranges of the reading stand for, none of them empty: `Reading.span` for many."""
        jumps, shifts = placed(self.jumps), self._shifts()
        lasts = afters - np.int32(1)
        starts: IntArray = firsts + shifts.take(jumps.searchsorted(firsts, "right"))
        ends: IntArray = afters + shifts.take(jumps.searchsorted(lasts, "right"))
        if self.wides.data:
            wides = placed(self.wides)
            at = wides.searchsorted(lasts)
            wide = (wides.take(at, mode="clip") == lasts).nonzero()[0]
            ends[wide] += self.extras.numbers().take(at[wide]).astype(np.int32)
        return starts, ends

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
            apart[wides + self._shifts().take(jumps.searchsorted(wides, "right"))] = True
        return apart

    def alone(self, length: int) -> BoolArray:
        """Which of the first `length` characters of the reading stand for a single one of the source."""
        alone = np.ones(length, np.bool_)
        alone[placed(self.wides)] = False
        return alone

    def _shifts(self) -> IntArray:
        """How much further in the source than in the reading characters stand, before the first jump and after each."""
        skips = self.skips.numbers()
        shifts = np.zeros(len(skips) + 1, np.int32)
        skips.cumsum(out=shifts[1:])
        return shifts


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
