"""The tree of regions in a form."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace as copied

from indexer.analysis import spellings, t2s
from indexer.query import canonical_path, refine
from webapp.views.rows import FilterRow, box_row, link_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import FacetValue, SearchRequest

__all__ = ["chosen_first", "fewer", "how_many", "named", "region_rows", "upper"]

_SHOWN = 10
"""Regions of one level that the form beside the results shows; the others are on a page of their own."""


def region_rows(
    request: SearchRequest, values: Sequence[FacetValue], *, inside: bool = False, unfolded: bool = False
) -> Iterator[FilterRow]:
    """Yield the rows of one level, each with those below it.

    Args:
        request: The search that the values are counted in.
        values: The regions of the level.
        inside: Whether a region above them is chosen.
        unfolded: Whether everything is shown at once, not only what is chosen.
    """
    for value in values:
        inner = inside or value.selected
        children = tuple(region_rows(request, value.children, inside=inner, unfolded=unfolded))
        opened = unfolded or value.selected or _touched(value.children, excluded=True)
        row = _region(request, value, inside=inside)
        yield replace(row, children=children, opened=opened, initials=_initials(value.label))


def fewer(values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    """Keep what is chosen or excluded and, at each level, the regions with most reports, in their order."""
    by_count = sorted(values, key=lambda value: -value.count)[:_SHOWN]
    return tuple(
        copied(value, children=fewer(value.children)) for value in values if value in by_count or _is_touched(value)
    )


def upper(values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    """Keep two levels; the third only below a region that is chosen, or that is or holds one chosen or excluded."""
    return tuple(
        copied(
            top,
            children=tuple(
                place if top.selected or _is_touched(place) else copied(place, children=()) for place in top.children
            ),
        )
        for top in values
    )


def named(values: Sequence[FacetValue], find: str) -> tuple[FacetValue, ...]:
    """Keep the regions whose name, initials or code hold some letters, those above them, and what is chosen."""
    return tuple(
        copied(value, children=children)
        for value in values
        if (children := named(value.children, find)) or _is_touched(value) or _has_name(value, find)
    )


def how_many(values: Sequence[FacetValue]) -> int:
    """Number of values at all levels."""
    return sum(1 + how_many(value.children) for value in values)


def chosen_first(rows: Iterator[FilterRow]) -> tuple[FilterRow, ...]:
    """Put what is chosen, or holds what is chosen, before the rest."""
    return tuple(sorted(rows, key=lambda row: not (row.selected or row.opened)))


def _has_name(value: FacetValue, find: str) -> bool:
    """The script of the pages finds in the same way, but for Traditional characters."""
    wanted = t2s(find).lower()
    return any(wanted in words for words in (value.label, _initials(value.label), value.value))


@lru_cache(1 << 12)
def _initials(name: str) -> str:
    """The first letters of a name, such as lns for 辽宁省; several words where a character has several readings."""
    return " ".join(dict.fromkeys("".join(syllable[0] for syllable in spelling) for spelling in spellings(name)))


def _region(request: SearchRequest, value: FacetValue, *, inside: bool) -> FilterRow:
    if value.excluded:
        return link_row(value, "已除外", canonical_path(refine.include_region(request, value.value)))
    if inside:
        return link_row(value, "只看", canonical_path(refine.only_region(request, value.value)))
    if _touched(value.children):
        return link_row(value, "扩大到", canonical_path(refine.widen_region(request, value.value)))
    return replace(box_row(value), excludable=bool(value.count) and not value.selected)


def _is_touched(value: FacetValue) -> bool:
    return value.selected or value.excluded or _touched(value.children, excluded=True)


def _touched(values: Sequence[FacetValue], *, excluded: bool = False) -> bool:
    """Whether any of the values, or any below them, is chosen (or excluded, where that is asked too)."""
    return any(
        value.selected or (excluded and value.excluded) or _touched(value.children, excluded=excluded)
        for value in values
    )
