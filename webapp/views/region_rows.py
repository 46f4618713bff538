"""The tree of regions in a form."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from indexer.analysis import spellings, t2s
from indexer.query import RegionLinks, canonical_path, refine
from webapp.views.rows import FilterRow, box_row, link_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import FacetValue, SearchRequest

__all__ = ["chosen_first", "fewer", "how_many", "named", "region_rows", "upper"]

_LEVELS = 3
"""Province, prefecture, county."""

_SHOWN = 10
"""Regions of one level that the form beside the results shows; the others are on a page of their own."""


def region_rows(request: SearchRequest, values: Sequence[FacetValue], *, unfolded: bool = False) -> Iterator[FilterRow]:
    """Yield the rows of the highest level, each with those below it.

    Args:
        request: The search that the values are counted in.
        values: The regions of the level.
        unfolded: Whether everything is shown at once, not only what is chosen.
    """
    return _rows(request, RegionLinks(request), values, inside=False, unfolded=unfolded)


def _rows(
    request: SearchRequest, links: RegionLinks, values: Sequence[FacetValue], *, inside: bool, unfolded: bool
) -> Iterator[FilterRow]:
    """Yield the rows of one level; `inside` tells whether a region above them is chosen."""
    for value in values:
        inner = inside or value.selected
        children = tuple(_rows(request, links, value.children, inside=inner, unfolded=unfolded))
        opened = unfolded or value.selected or any(child.leads_to_choice for child in value.children)
        row = _region(request, links, value, inside=inside)
        yield replace(row, children=children, opened=opened, initials=_initials(value.label))


def fewer(values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    """Keep what is chosen or excluded and, at each level, the regions with most reports, in their order."""
    most = {value.value for value in sorted(values, key=lambda value: -value.count)[:_SHOWN]}
    return tuple(
        replace(value, children=fewer(value.children))
        for value in values
        if value.value in most or value.leads_to_choice
    )


def upper(values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    """Keep two levels; the third only below a region that is chosen, or that is or holds one chosen or excluded."""
    return tuple(
        replace(
            top,
            children=tuple(
                place if top.selected or place.leads_to_choice else replace(place, children=())
                for place in top.children
            ),
        )
        for top in values
    )


def named(values: Sequence[FacetValue], find: str) -> tuple[FacetValue, ...]:
    """Keep the regions whose name, initials or code hold some letters, those above them, and what is chosen.

    The script of the pages does the same, except that it takes no Traditional characters.
    """
    return _named(values, t2s(find).lower())


def _named(values: Sequence[FacetValue], wanted: str) -> tuple[FacetValue, ...]:
    return tuple(
        replace(value, children=children)
        for value in values
        if (children := _named(value.children, wanted)) or value.leads_to_choice or _has_name(value, wanted)
    )


def how_many(values: Sequence[FacetValue], levels: int = _LEVELS) -> int:
    """Number of values at all levels; those of the lowest one, which are most, need not be made for it."""
    below = sum(how_many(value.children, levels - 1) for value in values) if levels > 1 else 0
    return len(values) + below


def chosen_first(rows: Iterator[FilterRow]) -> tuple[FilterRow, ...]:
    """Put what is chosen, or holds what is chosen, before the rest."""
    return tuple(sorted(rows, key=lambda row: not (row.selected or row.opened)))


def _has_name(value: FacetValue, wanted: str) -> bool:
    return any(wanted in words for words in (value.label, _initials(value.label), value.value))


@lru_cache(1 << 12)
def _initials(name: str) -> str:
    """The first letters of a name, such as lns for 辽宁省; several words where a character has several readings."""
    return " ".join(dict.fromkeys("".join(syllable[0] for syllable in spelling) for spelling in spellings(name)))


def _region(request: SearchRequest, links: RegionLinks, value: FacetValue, *, inside: bool) -> FilterRow:
    if value.excluded:
        return link_row(value, "已除外", canonical_path(refine.include_region(request, value.value)))
    if inside:
        return link_row(value, "只看", links.to(refine.only_region(request, value.value).regions))
    if value.leads_to_choice and _holds_ticked(value.children):
        return link_row(value, "扩大到", links.to(refine.with_region(request, value.value).regions))
    return replace(box_row(value), excludable=bool(value.count) and not value.selected)


def _holds_ticked(values: Sequence[FacetValue]) -> bool:
    """Whether the request ticks any of the values, or any below them."""
    return any(value.selected or _holds_ticked(value.children) for value in values if value.leads_to_choice)
