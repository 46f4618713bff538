"""How the canonical characters of a main reading are written in the source: in which script, width and case.

Within one report a comma is nearly always full-width and 开 always 開. A few pairs of characters for each report
therefore say nearly all, and the places that differ say the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.backends.arrays import IntArray, begins, counted
from indexer.code_points import Codes, code_points

if TYPE_CHECKING:
    from indexer.analysis import Reading
    from indexer.backends.arrays import BoolArray

__all__ = ["Glyphs"]

_CODE_BITS = 21  # of a code point


class Glyphs(msgspec.Struct, frozen=True):
    """How one main reading is written; of its characters, those that stand for a single one of the source.

    Attributes:
        read: Canonical characters that mostly stand for another one, ascending.
        written: Which one each of them stands for.
        places: Positions in the reading where that is not so, ascending.
        others: What stands there.
    """

    read: Codes
    written: Codes
    places: IntArray
    others: Codes

    @classmethod
    def of(cls, original: str, main: Reading, canonical: str) -> Glyphs:
        """Compare a source with the canonical text of its main reading."""
        starts, single = _single_characters(main)
        read, written = code_points(canonical)[single], code_points(original)[starts]
        of, stands_for = _usual(*_of_changed(read, written))
        others = np.flatnonzero(_table(read, of, stands_for)[read] != written)
        changed = of != stands_for
        places = np.flatnonzero(single)[others].astype(np.int32)
        return cls(of[changed], stands_for[changed], places, written[others])


def _single_characters(main: Reading) -> tuple[Codes, BoolArray]:
    """Where in the source the characters of a reading are that stand for a single one, and which those are."""
    if main.starts is None or main.ends is None:
        return np.arange(len(main.text), dtype=np.uint32), np.ones(len(main.text), np.bool_)
    starts, ends = np.frombuffer(main.starts, np.uint32), np.frombuffer(main.ends, np.uint32)
    single: BoolArray = ends - starts == 1
    return starts if single.all() else starts[single], single


def _of_changed(read: Codes, written: Codes) -> tuple[Codes, Codes]:
    """Those of two texts where the first has a character that stands for another one anywhere: few."""
    changes = np.zeros(int(read.max(initial=0)) + 1, np.bool_)
    changes[read[read != written]] = True
    chosen = changes[read]
    return read[chosen], written[chosen]


def _usual(read: Codes, written: Codes) -> tuple[Codes, Codes]:
    """Each character of the first once, and what it stands for most often in the second."""
    every = np.sort(read.astype(np.int64) << _CODE_BITS | written)
    pairs, counts = counted(every)
    pairs = pairs[np.lexsort((-counts, pairs >> _CODE_BITS))]
    of = pairs >> _CODE_BITS
    first = begins(of)
    return of[first].astype(np.uint32), (pairs[first] & (1 << _CODE_BITS) - 1).astype(np.uint32)


def _table(read: Codes, of: Codes, stands_for: Codes) -> Codes:
    """What each character that is read stands for: itself, but for some."""
    table = np.arange(int(read.max(initial=0)) + 1, dtype=np.uint32)
    table[of] = stands_for
    return table
