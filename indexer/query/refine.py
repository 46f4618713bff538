"""Requests made from requests: every operation gives a new one on its first page and loses nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from indexer.model import UNKNOWN, FacetName, SearchRequest, YearRange
from indexer.query.canonical import canonical
from indexer.regions import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "exclude_region",
    "include_region",
    "only_region",
    "widen_region",
    "with_query",
    "without_value",
]


def without_value(request: SearchRequest, facet: FacetName, value: str) -> SearchRequest:
    """Take a tick back. A year is cut out of the range that holds it."""
    if facet == "region":
        return _first_page(request, regions=_less(request.regions, value))
    if facet == "section":
        return _first_page(request, sections=_less(request.sections, value))
    if value == UNKNOWN:
        return _first_page(request, unknown_year=False)
    return _first_page(request, years=tuple(_cut(request.years, int(value))))


def with_query(request: SearchRequest, q: str) -> SearchRequest:
    """Ask something else under the same filters."""
    return _first_page(request, q=q)


def only_region(request: SearchRequest, value: str) -> SearchRequest:
    """Narrow a ticked region to one below it; other ticked regions stay."""
    above = gazetteer().ancestors(value)
    return _first_page(request, regions=(*(code for code in request.regions if code not in above), value))


def widen_region(request: SearchRequest, value: str) -> SearchRequest:
    """Widen ticked regions to one above them."""
    return _first_page(request, regions=(*request.regions, value))


def exclude_region(request: SearchRequest, value: str) -> SearchRequest:
    """Leave a region out."""
    return _first_page(request, regions=_less(request.regions, value), not_regions=(*request.not_regions, value))


def include_region(request: SearchRequest, value: str) -> SearchRequest:
    """Take an exclusion back."""
    return _first_page(request, not_regions=_less(request.not_regions, value))


def _first_page(request: SearchRequest, **changes: object) -> SearchRequest:
    return canonical(replace(request, page=1, **changes))


def _less(values: Iterable[str], gone: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != gone)


def _cut(years: Iterable[YearRange], year: int) -> Iterable[YearRange]:
    for span in years:
        if year not in span:
            yield span
            continue
        if span.first < year:
            yield YearRange(span.first, year - 1)
        if year < span.last:
            yield YearRange(year + 1, span.last)
