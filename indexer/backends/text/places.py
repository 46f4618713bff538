"""Where something stands in the text of a corpus: arrays of places, and what is counted of them.

A second text (mainland wording of a Traditional report) is only another way to read the main one: a place in it is
carried over to the main text and counts only where the wording differs, so that nothing is counted twice.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.analysis import continuations
from indexer.backends.arrays import BoolArray, IntArray

if TYPE_CHECKING:
    from indexer.backends.base import Text
    from indexer.backends.text_layout import TextLayout

__all__ = [
    "NO_PLACES",
    "Places",
    "carried",
    "disjoint",
    "literal_places",
    "main_places",
    "touches_other_wording",
    "with_other_wording",
    "wording_of",
    "wording_places",
]

_NOWHERE = np.int32(-1).tobytes()  # read only, for as many places as there are


class Places(msgspec.Struct, frozen=True):
    """Places in main texts, ascending by start; ``int32``, same length.

    Attributes:
        starts: Where each begins.
        ends: The position after it.
        seconds: Where it begins in a second text if it stands there in other wording (同义), else -1.
    """

    starts: IntArray
    ends: IntArray
    seconds: IntArray

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, chosen: BoolArray | IntArray | slice) -> Places:
        return Places(self.starts[chosen], self.ends[chosen], self.seconds[chosen])

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return self.starts.nbytes + self.ends.nbytes + self.seconds.nbytes

    @classmethod
    def joined(cls, *parts: Places) -> Places:
        """The places of all, ascending."""
        filled = [part for part in parts if len(part)]
        if len(filled) <= 1:
            return filled[0] if filled else NO_PLACES
        starts, ends, seconds = (
            np.concatenate([getattr(part, name) for part in filled]) for name in ("starts", "ends", "seconds")
        )
        order = np.argsort(starts, kind="stable")  # takes little time where it only merges what ascends already
        ascending = starts[order]
        if (ascending[1:] == ascending[:-1]).any():
            order = np.lexsort((seconds, ends, starts))
        return cls(starts[order], ends[order], seconds[order])


NO_PLACES = Places(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int32))


def literal_places(text: Text, needle: str) -> Places:
    """Every place of a canonical needle that cuts no number and no Latin word; places may overlap each other.

    A place in other wording that overlaps one of the same needle in the report's own wording is left out.
    """
    return with_other_wording(*wording_places(text, needle))


def with_other_wording(main: Places, other: Places) -> Places:
    """The places of a needle in the reports' own wording and those in other wording that do not overlap them."""
    if not len(other):
        return main
    if not len(main):
        return other
    last = np.searchsorted(main.starts, other.ends - 1, "right") - 1
    apart = (last < 0) | (main.ends[last] <= other.starts)
    return _inserted(main, other[apart]) if apart.any() else main


def _inserted(many: Places, few: Places) -> Places:
    """Two sets of places, of which none begins where one of the other does: no need to sort the many again."""
    at = np.searchsorted(many.starts, few.starts) + np.arange(len(few))
    kept = np.ones(len(many) + len(few), np.bool_)
    kept[at] = False
    joined = np.empty((3, len(kept)), np.int32)
    for column, name in zip(joined, ("starts", "ends", "seconds"), strict=True):
        column[kept], column[at] = getattr(many, name), getattr(few, name)
    return Places(*joined)


def wording_places(text: Text, needle: str) -> tuple[Places, Places]:
    """The places of a needle in the reports' own wording, and those that touch other wording."""
    return wording_of(text, needle, text.find(needle))


def wording_of(text: Text, needle: str, found: IntArray) -> tuple[Places, Places]:
    """The same of some positions where a needle stands."""
    found = _uncut(text, needle, found)
    own, second = _split(found, text.layout.seconds)
    size = np.int32(len(needle))
    return main_places(own, own + size), carried(text, second, second + size)


def main_places(starts: IntArray, ends: IntArray) -> Places:
    """Places in the reports' own wording."""
    return Places(starts, ends, np.ndarray(starts.shape, np.int32, _NOWHERE, strides=(0,)))


def _uncut(text: Text, needle: str, found: IntArray) -> IntArray:
    """Drop places that cut a number or a Latin word."""
    before, after = _continuing(needle[0]), _continuing(needle[-1])
    if before is not None and len(found):
        found = found[~before[np.minimum(text.code_points(found - 1), len(before) - 1)]]
    if after is not None and len(found):
        found = found[~after[np.minimum(text.code_points(found + np.int32(len(needle))), len(after) - 1)]]
    return found


@cache
def _continuing(edge: str) -> BoolArray | None:
    """For every code point whether it continues the edge of a needle; the last element stands for all higher ones."""
    codes = continuations(edge)
    if not codes:
        return None
    table = np.zeros(max(codes) + 2, np.bool_)
    table[list(codes)] = True
    return table


def _split(found: IntArray, seconds: IntArray) -> tuple[IntArray, IntArray]:
    """Part what lies in second texts from what lies in main ones."""
    if not len(seconds) or not len(found):
        return found, found[:0]
    borders = np.searchsorted(found, seconds.ravel())
    if (borders[::2] == borders[1::2]).all():
        return found, found[:0]
    parts = np.split(found, borders)
    return np.concatenate(parts[::2]), np.concatenate(parts[1::2])


def touches_other_wording(layout: TextLayout, starts: IntArray, ends: IntArray) -> BoolArray:
    """Whether each of some places in second texts touches a stretch in other wording."""
    alternatives = layout.alternatives
    nearest = np.searchsorted(alternatives[:, 1], starts, "right")
    touches: BoolArray = nearest < len(alternatives)
    touches[touches] = alternatives[nearest[touches], 0] < ends[touches]
    return touches


def carried(text: Text, starts: IntArray, ends: IntArray) -> Places:
    """Carry places in second texts that touch other wording over to the main texts; drop the others."""
    if not len(starts):  # as mostly
        return NO_PLACES
    touching = touches_other_wording(text.layout, starts, ends)
    starts, ends = starts[touching], ends[touching]
    if not len(starts):
        return NO_PLACES
    places = Places(_main_start(text, starts), _main_end(text, ends), starts)
    return places[np.lexsort((places.seconds, places.ends, places.starts)).astype(np.int32)]


def _main_start(text: Text, positions: IntArray) -> IntArray:
    """Where in the main text that begins which the character at a position of a second text stands for."""
    start, end, main_start, main_end = _alternative_before(text, positions)
    same_length = end - start == main_end - main_start
    inside = main_start + np.where(same_length, positions - start, 0)
    starts: IntArray = np.where(positions >= end, main_end + positions - end, inside).astype(np.int32)
    return starts


def _main_end(text: Text, positions: IntArray) -> IntArray:
    """Where in the main text that ends which the character before a position of a second text stands for."""
    start, end, main_start, main_end = _alternative_before(text, positions - 1)
    same_length = end - start == main_end - main_start
    inside = np.where(same_length, main_start + positions - start, main_end)
    ends: IntArray = np.where(positions > end, main_end + positions - end, inside).astype(np.int32)
    return ends


def _alternative_before(text: Text, positions: IntArray) -> IntArray:
    """The last alternative that begins at or before each position, in the same report; columns as in the layout.

    Where there is none, an empty one at the beginning of both texts.
    """
    reports = text.layout.reports
    reworded = reports[reports[:, 3] > 0]
    owners = reworded[np.searchsorted(reworded[:, 2], positions, "right") - 1]
    beginning = np.stack((owners[:, 2], owners[:, 2], owners[:, 0], owners[:, 0]))
    last = np.searchsorted(text.layout.alternatives[:, 0], positions, "right") - 1
    alternative = text.layout.alternatives[last].T
    in_report = (last >= 0) & (alternative[0] >= owners[:, 2])
    chosen: IntArray = np.where(in_report, alternative, beginning)
    return chosen


def disjoint(places: Places) -> Places:
    """The places that a reader counts from left to right, none overlapping one that was counted before."""
    starts, ends = places.starts, places.ends
    if not (starts[1:] < ends[:-1]).any():  # where none reaches into the next one, none reaches further
        return places
    reached = np.zeros(len(places) + 1, np.bool_)  # by one before it; none reaches beyond the last
    reached[1:-1] = starts[1:] < np.maximum.accumulate(ends)[:-1]
    grouped = np.flatnonzero(reached[1:] | reached[:-1])
    kept = ~reached[:-1]
    kept[grouped] = _counted_from_left(starts.take(grouped), ends.take(grouped), kept.take(grouped))
    return places[kept]


def _counted_from_left(starts: IntArray, ends: IntArray, first: BoolArray) -> BoolArray:
    """Which of some places are counted, if those are that overlap none before them.

    After one that counts the next that counts is the next that it does not overlap. Steps from one to the next are
    taken from all at once, of twice the length each time, because a run of one character makes a long group.
    """
    following = np.append(starts.searchsorted(ends), len(starts))
    kept, known = np.append(first, True), 0
    while known < (known := int(np.count_nonzero(kept))):
        kept[following.compress(kept)] = True
        following = following.take(following)
    return kept[:-1]
