"""The regions of an index as a tree of province, prefecture and county, and how many reports each of them has."""

from __future__ import annotations

from functools import cache, cached_property, partial, reduce
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.backends.arrays import begins, distinct
from indexer.model import FacetValue, LazySequence
from indexer.regions import region_name

if TYPE_CHECKING:
    from indexer.backends.base import BoolArray, IntArray
    from indexer.search.region_paths import RegionPaths

__all__ = ["Region", "RegionTree"]


class Region(msgspec.Struct, frozen=True, gc=False):
    """A region of the tree; thousands are made when an index opens.

    Attributes:
        place: Its place among the counts.
        value: Its code.
        below: The regions under it, by code.
        flat: Whether their places follow one another behind its own, and none of them has any under itself.
    """

    place: int
    value: str
    below: tuple[Region, ...]
    flat: bool

    @property
    def places_below(self) -> slice:
        """The places of those under it, if it is flat."""
        return slice(self.place + 1, self.place + 1 + len(self.below))


class RegionTree:
    """The regions of one index, and what of them each report has.

    Args:
        regions: Those of its reports.

    Attributes:
        codes: The code of each place among the counts.
        values: Codes and their places, without place 0, which is no region.
        unknown: The reports that have none.
        top: The regions that nothing is above.
    """

    def __init__(self, regions: RegionPaths) -> None:
        self._path_of, paths = regions.of_reports, regions.paths
        codes = distinct(paths[paths > 0])
        self.codes = ["", *(f"{code:06d}" for code in codes.tolist())]
        self.values = {value: place for place, value in enumerate(self.codes) if place}
        self._name = cache(region_name)  # of its own regions only, or it would grow with what people type
        # Place 0 takes the levels that a path lacks. A unit that changed hands stands below both of those above it.
        self._paths = np.where(paths > 0, np.searchsorted(codes, paths) + 1, 0)
        self._levels = np.ascontiguousarray(self._paths.T)
        self.unknown = ~paths.any(axis=1).take(self._path_of)
        self.top = self._regions(0, _children(self._paths, len(codes)))

    @cached_property
    def _labels(self) -> list[str]:
        """The name of each place; of thousands, which few look at."""
        return ["", *map(self._name, self.values)]

    def _regions(self, above: int, children: dict[int, list[int]]) -> tuple[Region, ...]:
        codes = self.codes
        below = children.get(above, ())
        if children.keys().isdisjoint(below):  # as most
            return tuple([Region(place, codes[place], (), True) for place in below])  # noqa: FBT003 - half the time
        return tuple([self._region(place, children) for place in below])

    def _region(self, place: int, children: dict[int, list[int]]) -> Region:
        below = children.get(place, [])
        flat = below == [*range(place + 1, place + 1 + len(below))] and children.keys().isdisjoint(below)
        return Region(place, self.codes[place], self._regions(place, children), flat)

    def counts(self, reports: BoolArray) -> IntArray:
        """How many of the reports each region has: paths are few, so reports are counted by path first."""
        # Places of reports and not a mask, by which numpy takes ten times as long.
        of_paths = np.bincount(self._path_of.take(np.flatnonzero(reports)), minlength=len(self._paths))
        by_level = (np.bincount(level, of_paths, len(self.codes)) for level in self._levels)
        return reduce(np.add, by_level).astype(np.int32)

    def leading_to(self, values: set[str]) -> set[int]:
        """The places of values and of all regions above them."""
        wanted = {self.values[value] for value in values if value in self.values}
        paths = self._paths[np.isin(self._paths, list(wanted)).any(axis=1)] if wanted else self._paths[:0]
        return {*paths.ravel().tolist()}

    def plain(self, region: Region, counts: IntArray) -> FacetValue:
        """A region with results in which nothing is ticked or excluded; only those with results are below it.

        There are thousands and few are looked at, so those below are made when they are.

        Args:
            region: The region.
            counts: As `counts` gives them.
        """
        below = partial(self._plain_below, region, counts), partial(_with_reports_below, region, counts)
        children = LazySequence(*below) if region.below else ()
        return FacetValue(region.value, self._name(region.value), int(counts[region.place]), children=children)

    def _plain_below(self, region: Region, counts: IntArray) -> tuple[FacetValue, ...]:
        if not region.flat:
            return tuple([self.plain(under, counts) for under in region.below if counts[under.place]])
        own = region.places_below
        found = zip(self.codes[own], self._labels[own], counts[own].tolist(), strict=True)
        return tuple([FacetValue(value, label, count) for value, label, count in found if count])


def _with_reports_below(region: Region, counts: IntArray) -> int:
    """How many of the regions right below a region have reports."""
    if region.flat:
        return int(np.count_nonzero(counts[region.places_below]))
    return sum(bool(counts[under.place]) for under in region.below)


def _children(paths: IntArray, size: int) -> dict[int, list[int]]:
    """The places right below each place that has any, ascending; below 0 those that nothing is above.

    Args:
        paths: Places from the highest level to the lowest, 0 for a level that a path lacks; shape ``(n, levels)``.
        size: Places but 0.
    """
    edges = []
    above = np.zeros(len(paths), np.int64)
    for level in paths.T:
        edges.append((above * (size + 1) + level)[level > 0])
        above = np.where(level > 0, level, above)
    parents, places = np.divmod(distinct(np.concatenate(edges)), size + 1)
    firsts = begins(parents)
    below = np.split(places, firsts[1:]) if len(firsts) else []
    return {parent: each.tolist() for parent, each in zip(parents[firsts].tolist(), below, strict=True)}
