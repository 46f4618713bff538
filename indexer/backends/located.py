"""Where the leaves that need more than one literal stand: nearness, exact spelling, document numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

import numpy as np

from indexer.backends.arrays import distinct
from indexer.backends.source_offsets import JoinedOffsets
from indexer.backends.stretches import Stretches
from indexer.backends.text.counting import within_passages
from indexer.backends.text.places import NO_PLACES, Places, literal_places, main_places, wording_places
from indexer.backends.time_limit import check_time

if TYPE_CHECKING:
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Index, Text
    from indexer.query.tree import DocumentNumberIs, Exact, Near

__all__ = ["document_number_places", "exact_places", "near_places", "written_in_sources"]

_FAR = np.int32(np.iinfo(np.int32).max)
_BITS = np.int64(32)  # of a position, to make one number of where a place begins and where it ends
_END = (np.int64(1) << _BITS) - 1


def document_number_places(text: Text, wanted: DocumentNumberIs) -> Places:
    """Every document number with the wanted year and number whose issuing code ends alike.

    Codes compare by their ending because the Han characters before a code may have been caught with it.
    """
    numbers, prefixes = text.layout.numbers, text.layout.prefixes
    alike = np.flatnonzero((numbers[:, 2] == wanted.year) & (numbers[:, 3] == wanted.number))
    cited = [_ends_alike(prefix, wanted.prefix) for prefix in prefixes]
    found = alike[np.array(cited, np.bool_)[numbers[alike, 4]]]
    return main_places(numbers[found, 0], numbers[found, 1])


def _ends_alike(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def exact_places(index: Index, text: Text, exact: Exact) -> Places:
    """Every place in a text of the index whose original characters are those that were typed."""
    places, _ = wording_places(text, exact.needle)
    return places[index.written(places.starts, exact)]


def written_in_sources(index: Index, starts: IntArray, exact: Exact) -> BoolArray:
    """See `Index.written`; compares the original text of each report in NFC, one after another."""
    layout = index.texts.layout
    reports = layout.report_at.of(starts)
    kept = np.zeros(len(starts), np.bool_)
    firsts = starts - layout.reports[reports, 0]
    afters = firsts + np.int32(len(exact.needle))
    for report in distinct(reports).tolist():
        check_time()
        own, stored = (reports == report).nonzero()[0], index.stored(report)
        borders = JoinedOffsets([stored.offsets], [0], [0]).spans(firsts[own], afters[own])
        ranges = zip(*(border.tolist() for border in borders), strict=True)
        kept[own] = [normalize("NFC", stored.report.text[first:after]) == exact.typed for first, after in ranges]
    return kept


def near_places(text: Text, near: Near) -> Places:
    """Every shortest stretch of one passage that begins with a place of the first needle and takes in the others.

    The needles are taken in as they were typed, each at its place nearest to the stretch so far, the earlier of two;
    the gap may be at most `near.distance` characters.
    """
    first, *others = (literal_places(text, needle) for needle in near.needles)
    passages, whole = within_passages(text.layout, first)
    starts, ends, passages = first.starts[whole], first.ends[whole], passages[whole]
    for places in others:
        check_time()
        taken, whole = within_passages(text.layout, places)
        starts, ends, close = _stretched(starts, ends, passages, (places[whole], taken[whole]), near.distance)
        starts, ends, passages = starts[close], ends[close], passages[close]
    if not len(starts):
        return NO_PLACES
    spans = distinct(starts.astype(np.int64) << _BITS | ends)
    return main_places((spans >> _BITS).astype(np.int32), (spans & _END).astype(np.int32))


def _stretched(
    starts: IntArray, ends: IntArray, passages: IntArray, other: tuple[Places, IntArray], distance: int
) -> tuple[IntArray, IntArray, BoolArray]:
    """Take the nearest place of another needle into each stretch; and whether it is near enough."""
    places, owners = other
    if not len(places):
        return starts, ends, np.zeros(len(starts), np.bool_)
    # Places of one literal ascend by end as well, but for those of another length in other wording.
    ended = Stretches(np.append(np.int32(0), np.maximum.accumulate(places.ends)))
    after = ended.of(starts - np.int32(1))  # as many places end before each stretch begins

    def gaps(candidates: IntArray) -> IntArray:
        apart = np.maximum(places.starts.take(candidates) - ends, starts - places.ends.take(candidates))
        return np.where(owners.take(candidates) == passages, np.maximum(apart, 0), _FAR)

    before, behind = np.maximum(after - 1, 0), np.minimum(after, len(places) - 1)
    to_before, to_behind = gaps(before), gaps(behind)
    chosen = np.where(to_behind < to_before, behind, before)
    close = np.minimum(to_before, to_behind) <= distance
    return np.minimum(starts, places.starts.take(chosen)), np.maximum(ends, places.ends.take(chosen)), close
