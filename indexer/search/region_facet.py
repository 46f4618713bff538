"""The region facet: a tree of province, prefecture and county in which a report counts once at every level."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.model import UNKNOWN, FacetValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.backends.base import BoolArray, Columns
    from indexer.model import SearchRequest
    from indexer.search.execute import Executor, Filters

__all__ = ["RegionFacet"]

_ROOT = 0


@dataclass(frozen=True, slots=True)
class _Region:
    """A region of the tree.

    Attributes:
        place: Its place among the counts.
        value: Its code.
        below: The regions under it, by code.
    """

    place: int
    value: str
    below: tuple[_Region, ...]


class _Tree:
    """The regions of one index, and what of them each report has.

    Args:
        columns: Give the region of each report.
    """

    def __init__(self, columns: Columns) -> None:
        codes, places = np.unique(columns.region, return_inverse=True)
        places = places.reshape(columns.region.shape)
        _, firsts, self._path_of = np.unique(
            places @ np.array([len(codes) ** 2, len(codes), 1]), return_index=True, return_inverse=True
        )
        self._paths = places[firsts]
        self._size = len(codes)
        self._codes: list[int] = codes.tolist()
        self._below: dict[int, set[int]] = defaultdict(set)
        for path in columns.region[firsts].tolist():
            above = _ROOT
            for code in filter(None, path):
                self._below[above].add(code)
                above = code
        place_of = {code: place for place, code in enumerate(self._codes)}
        self.top = self._regions(_ROOT, place_of)
        self.values = {f"{code:06d}": place for code, place in place_of.items() if code}
        self.unknown = ~columns.region.any(axis=1)

    def _regions(self, above: int, place_of: dict[int, int]) -> tuple[_Region, ...]:
        return tuple(
            _Region(place_of[code], f"{code:06d}", self._regions(code, place_of))
            for code in sorted(self._below.get(above, ()))
        )

    def counts(self, reports: BoolArray) -> list[int]:
        """How many of the reports each region has: paths are few, so reports are counted by path first."""
        of_paths = np.bincount(self._path_of[reports], minlength=len(self._paths))
        counts = np.zeros(self._size, np.int64)
        for level in self._paths.T:
            counts += np.bincount(level, of_paths, self._size).astype(np.int64)
        found: list[int] = counts.tolist()
        return found

    def leading_to(self, values: set[str]) -> set[int]:
        """The places of values and of all regions above them."""
        wanted = {self.values[value] for value in values if value in self.values}
        paths = self._paths[np.isin(self._paths, list(wanted)).any(axis=1)]
        return {*paths.ravel().tolist()}


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
        self._plain: dict[tuple[str, int], FacetValue] = {}

    @cached_property
    def _tree(self) -> _Tree:
        return _Tree(self._executor.columns)

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

        def below(regions: Sequence[_Region]) -> Iterator[FacetValue]:
            for region in regions:
                count = counts[region.place]
                if not (count or show_zero or region.place in leading):
                    continue  # of thousands of regions few have results, and none below one that has none
                children = tuple(below(region.below)) if region.below else ()
                if region.value in ticked:
                    yield chosen(region.value, count, children)
                elif count or children or show_zero:
                    yield self._unchosen(region.value, count, children)

        yield from below(tree.top)
        yield from (chosen(value, apart(value)) for value in sorted(ticked - tree.values.keys() - {UNKNOWN}))
        unknown = int(np.count_nonzero(reports & tree.unknown))
        if unknown or UNKNOWN in ticked:
            yield chosen(UNKNOWN, unknown)

    def _unchosen(self, value: str, count: int, children: tuple[FacetValue, ...]) -> FacetValue:
        """A value that is neither ticked nor excluded; those without children have few counts and are made once."""
        if children:
            return FacetValue(value=value, label=self._name(value), count=count, children=children)
        made = self._plain.get((value, count))
        if made is None:
            made = self._plain[value, count] = FacetValue(value=value, label=self._name(value), count=count)
        return made
