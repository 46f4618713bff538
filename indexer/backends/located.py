"""Where the leaves that need more than one literal stand: nearness, exact spelling, document numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import numpy as np

from indexer.backends.arrays import distinct
from indexer.backends.source_offsets import JoinedOffsets
from indexer.backends.text.counting import within_passages
from indexer.backends.text.places import NO_PLACES, Places, main_places, wording_places
from indexer.backends.time_limit import check_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.base import Index, Text
    from indexer.backends.text_layout import TextLayout
    from indexer.query.tree import DocumentNumberIs, Exact

__all__ = ["document_number_places", "exact_places", "near_places", "written_in_sources"]

_FAR = np.int32(np.iinfo(np.int32).max)
_BITS = np.int64(32)  # of a position, to make one number of where a place begins and where it ends
_END = (np.int64(1) << _BITS) - 1
_RARE = 8  # times as many numbers to search in as there are to search for: then it takes less time than to merge them


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


def near_places(layout: TextLayout, strings: Sequence[Places], distance: int) -> Places:
    """The shortest stretches of one passage that have a place of each of several strings near those of the others.

    That is where at most some characters stand between the end of the place that ends first and the beginning of any
    other. So for each place of each string the next place of the others is looked for: of those that end no sooner, the
    one that begins first.

    Args:
        layout: What lies where.
        strings: The places of each.
        distance: How many characters.
    """
    rarest_first = sorted(strings, key=len)
    if not len(rarest_first[0]):
        return NO_PLACES
    each = [_InPassages.of(layout, places) for places in rarest_first]
    spans = [_near(one, each[:number] + each[number + 1 :], distance) for number, one in enumerate(each)]
    distinct_spans = distinct(np.concatenate(spans))
    return main_places((distinct_spans >> _BITS).astype(np.int32), (distinct_spans & _END).astype(np.int32))


class _InPassages(NamedTuple):
    """The places of a string that lie inside passages, ascending by start.

    Attributes:
        starts: Where each begins.
        ends: The position after it.
        limits: Where its passage ends.
        reached: The last end so far. Places ascend by end as well, but for those of another length in other wording.
    """

    starts: IntArray
    ends: IntArray
    limits: IntArray
    reached: IntArray

    @classmethod
    def of(cls, layout: TextLayout, places: Places) -> _InPassages:
        passages, whole = within_passages(layout, places)
        if not whole.all():
            places, passages = places[whole], passages[whole]
        limits = layout.passages[:, 1].take(passages)
        return cls(places.starts, places.ends, limits, np.maximum.accumulate(places.ends))


def _near(first: _InPassages, others: Sequence[_InPassages], distance: int) -> npt.NDArray[np.int64]:
    """The stretches in which a place of one string ends first, as one number each."""
    starts, ends, limits = first.starts, first.ends, first.limits
    reached = ends
    for other in others:
        check_time()
        if not len(other.starts):
            return np.empty(0, np.int64)
        chosen = _below(other.reached, ends)  # as many end before
        begins, stops = np.append(other.starts, _FAR).take(chosen), np.append(other.ends, _FAR).take(chosen)
        # It lies inside a passage, and ends no sooner: where it ends inside this one, it lies in it.
        (close,) = ((begins - ends <= distance) & (stops <= limits)).nonzero()
        starts = np.minimum(starts.take(close), begins.take(close))
        reached = np.maximum(reached.take(close), stops.take(close))
        ends, limits = ends.take(close), limits.take(close)
    return starts.astype(np.int64) << _BITS | reached


def _below(ascending: IntArray, numbers: IntArray) -> npt.NDArray[np.intp]:
    """How many of some ascending numbers lie below each of others, which mostly ascend as well.

    A stable sort merges what ascends already, in two fifths of the time of a search for each.
    """
    if _RARE * len(numbers) < len(ascending):
        return ascending.searchsorted(numbers)
    order = np.concatenate((numbers, ascending)).argsort(kind="stable")
    (places,) = (order < len(numbers)).nonzero()
    below = np.empty(len(numbers), np.intp)
    below[order.take(places)] = places - np.arange(len(numbers))
    return below
