"""The region facet: a tree of province, prefecture and county in which a report counts once at every level."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.model import UNKNOWN, FacetValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.backends.base import BoolArray, Columns, IntArray
    from indexer.model import SearchRequest
    from indexer.search.execute import Executor, Filters

__all__ = ["RegionFacet"]


class _Region(NamedTuple):
    """A region of the tree; thousands are made when an index opens, so no dataclass.

    Attributes:
        place: Its place among the counts.
        value: Its code.
        below: The regions under it, by code.
        flat: Whether their places follow one another behind its own, and none of them has any under itself.
    """

    place: int
    value: str
    below: tuple[_Region, ...]
    flat: bool


class _Tree:
    """The regions of one index, and what of them each report has.

    Args:
        columns: Give the region of each report.

    Attributes:
        codes: The code of each place among the counts.
        values: The same the other way round, without place 0, which is no region.
        unknown: The reports that have none.
        top: The regions that nothing is above.
    """

    def __init__(self, columns: Columns) -> None:
        self._path_of, paths = _distinct_paths(columns.region)
        codes = np.unique(paths[paths > 0])
        self.codes = ["", *(f"{code:06d}" for code in codes.tolist())]
        self.values = {value: place for place, value in enumerate(self.codes) if place}
        # Place 0 takes the levels that a path lacks. A unit that changed hands stands below both of those above it.
        self._paths = np.where(paths > 0, np.searchsorted(codes, paths) + 1, 0)
        self.unknown = ~columns.region.any(axis=1)
        self.top = self._regions(0, _children(self._paths, len(codes)))

    def _regions(self, above: int, children: list[list[int]]) -> tuple[_Region, ...]:
        return tuple([self._region(place, children) for place in children[above]])

    def _region(self, place: int, children: list[list[int]]) -> _Region:
        below = children[place]
        flat = below == [*range(place + 1, place + 1 + len(below))] and not any(children[under] for under in below)
        return _Region(place, self.codes[place], self._regions(place, children), flat)

    def counts(self, reports: BoolArray) -> list[int]:
        """How many of the reports each region has: paths are few, so reports are counted by path first."""
        of_paths = np.bincount(self._path_of[reports], minlength=len(self._paths))
        size = len(self.codes)
        by_level = [np.bincount(level, of_paths, size) for level in self._paths.T]
        found: list[int] = np.sum(by_level, axis=0).astype(np.int64).tolist()
        return found

    def leading_to(self, values: set[str]) -> set[int]:
        """The places of values and of all regions above them."""
        wanted = {self.values[value] for value in values if value in self.values}
        paths = self._paths[np.isin(self._paths, list(wanted)).any(axis=1)] if wanted else self._paths[:0]
        return {*paths.ravel().tolist()}


def _children(paths: IntArray, size: int) -> list[list[int]]:
    """The places right below each place, ascending; below 0 those that nothing is above.

    Args:
        paths: Places from the highest level to the lowest, 0 for a level that a path lacks; shape ``(n, levels)``.
        size: Places but 0.
    """
    edges = []
    above = np.zeros(len(paths), np.int64)
    for level in paths.T:
        edges.append((above * (size + 1) + level)[level > 0])
        above = np.where(level > 0, level, above)
    below: list[list[int]] = [[] for _ in range(size + 1)]
    for parent, child in zip(
        *(part.tolist() for part in np.divmod(np.unique(np.concatenate(edges)), size + 1)), strict=True
    ):
        below[parent].append(child)
    return below


def _distinct_paths(regions: IntArray) -> tuple[IntArray, IntArray]:
    """The number of each report's path, and the paths."""
    parts = [np.unique(level, return_inverse=True) for level in regions.T]
    numbers = np.zeros(len(regions), np.int64)
    for codes, places in parts:
        numbers = numbers * len(codes) + places
    _, firsts, path_of = np.unique(numbers, return_index=True, return_inverse=True)
    return path_of.astype(np.int32), regions[firsts]


class RegionFacet:
    """Counts regions over one index.

    Args:
        executor: Gives the masks of values that are not in the tree.
        name: Tells the name of a region code.
        few: With fewer regions than this, those that count 0 are shown as well.
    """

    def __init__(self, executor: Executor, name: Callable[[str], str], few: int) -> None:
        self._executor = executor
        self._name = name
        self._few = few
        # While the index opens and not with the first search, which would take twice as long.
        self._tree = _Tree(executor.columns)
        self._labels = ["", *map(name, self._tree.values)]

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
        counts = tree.counts(reports)

        def apart(value: str) -> int:
            """The count of a value that the counts do not have: unknown, or excluded and so not in `reports`."""
            kept = base & filters.kept(but=value)
            return int(np.count_nonzero(kept & self._executor.region((value,))))

        def chosen(value: str, count: int, children: tuple[FacetValue, ...] = ()) -> FacetValue:
            return FacetValue(
                value=value,
                label=self._name(value),
                count=apart(value) if value in request.not_regions else count,
                selected=value in request.regions,
                excluded=value in request.not_regions,
                children=children,
            )

        show_zero = len(tree.values) < self._few
        leading = tree.leading_to(ticked)

        def below(regions: Iterable[_Region]) -> Iterator[FacetValue]:
            for region in regions:
                count = counts[region.place]
                if not (show_zero or region.place in leading):
                    if count:  # of thousands of regions few have results, and none below one that has none
                        yield self._untouched(region, counts)
                    continue
                children = tuple(below(region.below))
                if region.value in ticked:
                    yield chosen(region.value, count, children)
                else:
                    yield FacetValue(region.value, self._labels[region.place], count, children=children)

        yield from below(tree.top)
        yield from (chosen(value, apart(value)) for value in sorted(ticked - tree.values.keys() - {UNKNOWN}))
        unknown = int(np.count_nonzero(reports & tree.unknown))
        if unknown or UNKNOWN in ticked:
            yield chosen(UNKNOWN, unknown)

    def _untouched(self, region: _Region, counts: list[int]) -> FacetValue:
        """A region with results, nothing in or below it being ticked or excluded; only those with results are below."""
        if region.flat:
            own = slice(region.place + 1, region.place + 1 + len(region.below))
            found = zip(self._tree.codes[own], self._labels[own], counts[own], strict=True)
            children = tuple([FacetValue(value, label, count) for value, label, count in found if count])
        else:
            children = tuple([self._untouched(place, counts) for place in region.below if counts[place.place]])
        return FacetValue(region.value, self._labels[region.place], counts[region.place], children=children)
