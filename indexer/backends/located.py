"""Where the leaves that need more than one literal stand: nearness, exact spelling, document numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.backends.counting import reports_of, within_passages
from indexer.backends.places import NO_PLACES, Places, literal_places, main_places
from indexer.backends.time_limit import check_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Text
    from indexer.backends.stored import StoredReport
    from indexer.query.tree import DocumentNumberIs, Exact, Near

__all__ = ["document_number_places", "exact_places", "near_places"]

_FAR = np.iinfo(np.int32).max


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


def exact_places(text: Text, stored_of: Callable[[int], StoredReport], exact: Exact) -> Places:
    """Every place whose original characters are those that were typed."""
    layout = text.layout
    places = literal_places(text, exact.needle)
    places = places[places.seconds < 0]
    owners = reports_of(layout, places)
    kept = np.zeros(len(places), np.bool_)
    for place, (report, start, end) in enumerate(zip(owners.tolist(), places.starts, places.ends, strict=True)):
        check_time()
        stored, first = stored_of(report), layout.reports[report, 0]
        original = stored.readings[0].span(int(start - first), int(end - first))
        kept[place] = stored.report.text[slice(*original)] == exact.typed
    return places[kept]


def near_places(text: Text, near: Near) -> Places:
    """Every shortest stretch of one passage that begins with a place of the first needle and takes in the others.

    The needles are taken in as they were typed, each at its place nearest to the stretch so far, the earlier of two;
    the gap may be at most `near.distance` characters.
    """
    first, *others = (literal_places(text, needle) for needle in near.needles)
    passages, whole = within_passages(text.layout, first)
    starts, ends, passages = first.starts[whole], first.ends[whole], passages[whole]
    for places in others:
        taken, whole = within_passages(text.layout, places)
        starts, ends, close = _stretched(starts, ends, passages, (places[whole], taken[whole]), near.distance)
        starts, ends, passages = starts[close], ends[close], passages[close]
    if not len(starts):
        return NO_PLACES
    spans = np.unique(np.stack((starts, ends), axis=1), axis=0)
    return main_places(spans[:, 0], spans[:, 1])


def _stretched(
    starts: IntArray, ends: IntArray, passages: IntArray, other: tuple[Places, IntArray], distance: int
) -> tuple[IntArray, IntArray, BoolArray]:
    """Take the nearest place of another needle into each stretch; and whether it is near enough."""
    places, owners = other
    if not len(places):
        return starts, ends, np.zeros(len(starts), np.bool_)
    # Places of one literal ascend by end as well, but for those of another length in other wording.
    after = np.searchsorted(np.maximum.accumulate(places.ends), starts)
    chosen, best = np.zeros(len(starts), np.int64), np.full(len(starts), _FAR, np.int64)
    for candidate in (after - 1, after):
        place = np.clip(candidate, 0, len(places) - 1)
        gap = np.maximum(np.maximum(places.starts[place] - ends, starts - places.ends[place]), 0)
        possible = (place == candidate) & (owners[place] == passages) & (gap < best)
        chosen[possible], best[possible] = place[possible], gap[possible]
    return np.minimum(starts, places.starts[chosen]), np.maximum(ends, places.ends[chosen]), best <= distance
