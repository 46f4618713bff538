"""Requests made from requests: every operation gives a new one on its first page and loses nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from indexer.query.canonical import canonical
from indexer.regions import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.model import SearchRequest

__all__ = [
    "exclude_region",
    "include_region",
    "less",
    "only_region",
    "with_query",
    "with_region",
]

_Value = TypeVar("_Value")


def with_query(request: SearchRequest, q: str) -> SearchRequest:
    """Ask something else under the same filters."""
    return _first_page(request, q=q)


def only_region(request: SearchRequest, value: str) -> SearchRequest:
    """Narrow a ticked region to one below it; other ticked regions stay."""
    above = gazetteer().ancestors(value)
    return _first_page(request, regions=(*(code for code in request.regions if code not in above), value))


def with_region(request: SearchRequest, value: str) -> SearchRequest:
    """Tick one more region; it stands for those below it that are ticked."""
    return _first_page(request, regions=(*request.regions, value))


def exclude_region(request: SearchRequest, value: str) -> SearchRequest:
    """Leave a region out."""
    return _first_page(request, regions=less(request.regions, value), not_regions=(*request.not_regions, value))


def include_region(request: SearchRequest, value: str) -> SearchRequest:
    """Take an exclusion back."""
    return _first_page(request, not_regions=less(request.not_regions, value))


def less(values: Iterable[_Value], gone: _Value) -> tuple[_Value, ...]:
    """The values of a filter without one of them."""
    return tuple(value for value in values if value != gone)


def _first_page(request: SearchRequest, **changes: object) -> SearchRequest:
    return canonical(replace(request, page=1, **changes))
