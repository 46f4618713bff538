"""The region facet: a tree of province, prefecture and county in which a report counts once at every level."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from indexer.model import UNKNOWN, FacetValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.backends.base import BoolArray
    from indexer.model import SearchRequest
    from indexer.search.execute import Executor, Filters

__all__ = ["RegionFacet"]

_ROOT = 0


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
        below: dict[int, set[int]] = defaultdict(set)
        for path in np.unique(executor.columns.region, axis=0).tolist():
            above = _ROOT
            for code in filter(None, path):
                below[above].add(code)
                above = code
        self._below = {code: sorted(codes) for code, codes in below.items()}
        self._known = {f"{code:06d}" for codes in self._below.values() for code in codes}
        codes, places = np.unique(executor.columns.region, return_inverse=True)
        self._codes: list[int] = codes.tolist()
        self._place_of = places.reshape(executor.columns.region.shape)
        self._show_zero = len(self._known) < few

    def values(self, request: SearchRequest, base: BoolArray, filters: Filters) -> Iterator[FacetValue]:
        """Yield the values, nested, by code; values that only the request knows and 未知 come last.

        Args:
            request: Tells what is ticked and excluded.
            base: Reports that match under every filter but this facet's ticks and exclusions.
            filters: The request's filters.
        """
        places = self._place_of[base & filters.kept()]
        counts: list[int] = np.bincount(places.ravel(), minlength=len(self._codes)).tolist()
        counted = dict(zip(self._codes, counts, strict=True))
        ticked = {*request.regions, *request.not_regions}

        def count(value: str) -> int:
            if value in self._known and value not in request.not_regions:
                return counted[int(value)]
            reports = base & filters.kept(but=value)
            return int((reports & self._executor.region((value,))).sum())

        def facet_value(value: str, children: tuple[FacetValue, ...] = ()) -> FacetValue:
            return FacetValue(
                value=value,
                label=self._name(value),
                count=count(value),
                selected=value in request.regions,
                excluded=value in request.not_regions,
                children=children,
            )

        def below(code: int) -> Iterator[FacetValue]:
            for child in self._below.get(code, ()):
                if not (counted[child] or ticked or self._show_zero):
                    continue  # of thousands of regions few have results, and none below one that has none
                value = facet_value(f"{child:06d}", tuple(below(child)))
                if value.count or value.children or value.value in ticked or self._show_zero:
                    yield value

        yield from below(_ROOT)
        yield from (facet_value(value) for value in sorted(ticked - self._known - {UNKNOWN}))
        unknown = facet_value(UNKNOWN)
        if unknown.count or UNKNOWN in ticked:
            yield unknown
