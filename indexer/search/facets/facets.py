"""Facet counts: the number beside a value is the number of reports that ticking it alone would give.

For facet F the base is what matches the query under every filter but F's own; a value counts the reports of the base
that have it or a value below it. Order is fixed: regions by code, years newest first, sections in report order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.model import SECTION_LABELS, SECTION_SLUGS, UNKNOWN, Facets, FacetValue
from indexer.search.facets.region import RegionFacet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.base import BoolArray
    from indexer.backends.packed import PackedNumbers
    from indexer.model import SearchRequest
    from indexer.search.execute import Executor, Filters

__all__ = ["FacetCounter"]

_FEW = 30
"""A facet with fewer values shows those that count 0 as well."""

_NO_YEAR = 0  # in the column of years


class FacetCounter:
    """Counts the facets of one index.

    Args:
        executor: Gives the masks.
    """

    def __init__(self, executor: Executor) -> None:
        self._columns = executor.columns
        years, self._year_of = np.unique(self._columns.year, return_inverse=True)
        self._year_places: dict[int, int] = {year: place for place, year in enumerate(years.tolist())}
        self._years = self._year_places.keys() - {_NO_YEAR}
        self._region = RegionFacet(executor, _FEW)

    def count(self, request: SearchRequest, matching: BoolArray, slugs: PackedNumbers, filters: Filters) -> Facets:
        """Count all three facets.

        Args:
            request: Tells what is ticked and excluded.
            matching: Reports that satisfy the query, section filter included.
            slugs: For each report the slugs of its rows that satisfy the query on their own, as bits.
            filters: The request's filters.
        """
        kept = filters.kept()
        return Facets(
            region=tuple(self._region.values(request, matching & filters.year, filters)),
            year=tuple(self._year_values(request, matching & filters.region & kept)),
            section=tuple(self._section_values(request, slugs, filters.region & filters.year & kept)),
        )

    def _section_values(self, request: SearchRequest, slugs: PackedNumbers, reports: BoolArray) -> Iterator[FacetValue]:
        found = np.bincount(slugs.of_chosen(reports))
        held = np.flatnonzero(found)  # reports that have the same slugs are counted together: of 4,096 sets few occur
        with_slug = (held >> np.arange(len(SECTION_SLUGS))[:, np.newaxis]) & 1
        counts = with_slug @ found[held]
        for slug, count in zip(SECTION_SLUGS, counts.tolist(), strict=True):
            yield FacetValue(slug, SECTION_LABELS[slug], count, slug in request.sections)
        for slug in request.sections:
            if slug not in SECTION_SLUGS:
                yield FacetValue(value=slug, label=slug, count=0, selected=True)

    def _year_values(self, request: SearchRequest, reports: BoolArray) -> Iterator[FacetValue]:
        found: list[int] = np.bincount(
            self._year_of.take(np.flatnonzero(reports)), minlength=len(self._year_places)
        ).tolist()
        counts = dict(zip(self._year_places, found, strict=True))
        spans = [(span.first, span.last) for span in request.years]
        single = {first for first, last in spans if first == last}
        for year in sorted(self._years | single, reverse=True):
            selected = any(first <= year <= last for first, last in spans)
            count = counts.get(year, 0)
            if count or selected or len(self._years) < _FEW:
                yield FacetValue(str(year), f"{year} 年", count, selected)
        unknown = counts.get(_NO_YEAR, 0)
        if unknown or request.unknown_year:
            yield FacetValue(value=UNKNOWN, label="未知", count=unknown, selected=request.unknown_year)
