"""The region facet: a tree of province, prefecture and county in which a report counts once at every level."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from indexer.model import UNKNOWN, FacetValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.backends.base import BoolArray, Columns, IntArray
    from indexer.model import SearchRequest
    from indexer.search.execute import Executor, Filters

__all__ = ["RegionFacet"]

_Below: TypeAlias = "dict[int, _Below]"
"""Regions by code, each with those below it."""


class _Region(NamedTuple):
    """A region of the tree; thousands are made when an index is searched first, so no dataclass.

    Attributes:
        place: Its place among the counts.
        value: Its code.
        below: The regions under it, by code; their places and those of all below them follow its own.
        flat: Whether none of those has any under itself, so that their places follow one another.
    """

    place: int
    value: str
    below: tuple[_Region, ...]
    flat: bool


class _Tree:
    """The regions of one index, and what of them each report has.

    Args:
        columns: Give the region of each report.
    """

    def __init__(self, columns: Columns) -> None:
        path_of, paths = _distinct_paths(columns.region)
        tree: _Below = {}
        for path in paths.tolist():
            place = tree
            for code in path:
                if code:
                    place = place.setdefault(code, {})
        self.values: dict[str, int] = {}
        self.top = self._regions(tree)
        self._path_of = path_of
        codes = np.array([0, *map(int, self.values)], np.int32)  # place 0 takes the levels that a path lacks
        order = np.argsort(codes)
        self._paths = order[np.searchsorted(codes[order], paths)]
        self.unknown = ~columns.region.any(axis=1)

    def _regions(self, below: _Below) -> tuple[_Region, ...]:
        return tuple([self._region(code, below[code]) for code in sorted(below)])

    def _region(self, code: int, below: _Below) -> _Region:
        value = f"{code:06d}"
        place = self.values[value] = len(self.values) + 1
        return _Region(place, value, self._regions(below) if below else (), not any(below.values()))

    def counts(self, reports: BoolArray) -> list[int]:
        """How many of the reports each region has: paths are few, so reports are counted by path first."""
        of_paths = np.bincount(self._path_of[reports], minlength=len(self._paths))
        size = len(self.values) + 1
        by_level = [np.bincount(level, of_paths, size) for level in self._paths.T]
        found: list[int] = np.sum(by_level, axis=0).astype(np.int64).tolist()
        return found

    def leading_to(self, values: set[str]) -> set[int]:
        """The places of values and of all regions above them."""
        wanted = {self.values[value] for value in values if value in self.values}
        paths = self._paths[np.isin(self._paths, list(wanted)).any(axis=1)] if wanted else self._paths[:0]
        return {*paths.ravel().tolist()}


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
        self._codes = ["", *self._tree.values]
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
            found = zip(self._codes[own], self._labels[own], counts[own], strict=True)
            children = tuple([FacetValue(value, label, count) for value, label, count in found if count])
        else:
            children = tuple([self._untouched(place, counts) for place in region.below if counts[place.place]])
        return FacetValue(region.value, self._labels[region.place], counts[region.place], children=children)
