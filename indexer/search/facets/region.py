"""The region facet: a tree of province, prefecture and county in which a report counts once at every level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.backends.base import BoolArray, IntArray
from indexer.model import UNKNOWN, FacetValue, SearchRequest
from indexer.regions import region_name
from indexer.search.execute import Filters
from indexer.search.facets.region_tree import RegionTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.search.execute import Executor
    from indexer.search.facets.region_tree import Region

__all__ = ["RegionFacet"]


class RegionFacet:
    """Counts regions over one index.

    Args:
        executor: Gives the masks of values that are not in the tree.
        few: With fewer regions than this, those that count 0 are shown as well.
    """

    def __init__(self, executor: Executor, few: int) -> None:
        self._executor = executor
        # While the index opens and not with the first search, which would take twice as long.
        self._tree = RegionTree(executor.regions)
        self._show_zero = len(self._tree.values) < few

    def values(self, request: SearchRequest, base: BoolArray, filters: Filters) -> Iterator[FacetValue]:
        """Yield the values, nested, by code; values that only the request knows and 未知 come last.

        Args:
            request: Tells what is ticked and excluded.
            base: Reports that match under every filter but this facet's ticks and exclusions.
            filters: The request's filters.
        """
        tree = self._tree
        reports = base & filters.kept()
        ticked = {*request.regions, *request.not_regions}
        counted = _Counted(request, base, filters, ticked, tree.counts(reports), tree.leading_to(ticked))
        yield from self._below(tree.top, counted)
        for value in sorted(ticked - tree.values.keys() - {UNKNOWN}):
            yield self._chosen(value, self._apart(value, counted), counted)
        unknown = int(np.count_nonzero(reports & tree.unknown))
        if unknown or UNKNOWN in ticked:
            yield self._chosen(UNKNOWN, unknown, counted)

    def _below(self, regions: Iterable[Region], counted: _Counted) -> Iterator[FacetValue]:
        """Yield the values of one level."""
        for region in regions:
            count = int(counted.counts[region.place])
            if not (self._show_zero or region.place in counted.leading):
                if count:  # of thousands of regions few have results, and none below one that has none
                    yield self._tree.plain(region, counted.counts)
                continue
            children = tuple(self._below(region.below, counted))
            if region.value in counted.ticked:
                yield self._chosen(region.value, count, counted, children)
            else:
                yield FacetValue(region.value, region_name(region.value), count, children=children)

    def _chosen(self, value: str, count: int, counted: _Counted, children: tuple[FacetValue, ...] = ()) -> FacetValue:
        """A value that is ticked or excluded."""
        excluded = value in counted.request.not_regions
        return FacetValue(
            value=value,
            label=region_name(value),
            count=self._apart(value, counted) if excluded else count,
            selected=value in counted.request.regions,
            excluded=excluded,
            children=children,
        )

    def _apart(self, value: str, counted: _Counted) -> int:
        """The count of a value that the counts do not have: unknown, or excluded and so not among what was counted."""
        kept = counted.base & counted.filters.kept(but=value)
        return int(np.count_nonzero(kept & self._executor.region((value,))))


class _Counted(msgspec.Struct, frozen=True):
    """What one answer counts.

    Attributes:
        request: Tells what is ticked and excluded.
        base: As `RegionFacet.values` takes it.
        filters: The request's filters.
        ticked: Values that are ticked or excluded.
        counts: Reports of each place of the tree.
        leading: Places of those, and of all above and below them.
    """

    request: SearchRequest
    base: BoolArray
    filters: Filters
    ticked: set[str]
    counts: IntArray
    leading: set[int]
