"""The page of one facet: all its values under the current search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from indexer.model import FacetName
from indexer.query import facet_path
from webapp.views.filters import YearInputs, kept_fields, year_inputs
from webapp.views.frame import Field, Frame, Link, full_title
from webapp.views.region_rows import how_many, named, region_rows, upper
from webapp.views.rows import FilterRow, box_row, year_rows
from webapp.views.search import results_link, search_box

if TYPE_CHECKING:
    from indexer.model import Facets, SearchRequest, SearchResponse

__all__ = ["FACETS", "FacetPage", "facet_page"]

FACETS: dict[FacetName, str] = {"region": "地区", "year": "年度", "section": "章节"}

_MOST_REGIONS = 600
"""Regions on one page: all 3,214 there are would take a browser seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPage:
    """All values of a facet.

    Attributes:
        frame: What the layout prints.
        facet: Key of the facet.
        label: Its name.
        back: The results that the values belong to.
        hidden: What applying the form keeps.
        whole: The whole search, which leaving out a region keeps.
        rows: The values.
        everything: The page of all values.
        find: What the regions shown were looked for by; empty when all are listed.
        upper_only: Whether there are so many regions that the third level is only shown below those chosen.
        range: The inputs of a range of years; None for other facets.
    """

    template: ClassVar[str] = "facet.html"

    frame: Frame
    facet: FacetName
    label: str
    back: Link
    hidden: tuple[Field, ...]
    whole: tuple[Field, ...]
    rows: tuple[FilterRow, ...]
    everything: str
    find: str
    upper_only: bool
    range: YearInputs | None


def facet_page(facet: FacetName, request: SearchRequest, response: SearchResponse, find: str = "") -> FacetPage:
    """Make the page of a facet.

    Args:
        facet: The facet.
        request: A search.
        response: Its answer.
        find: Letters of the name, initials or code of the regions to show; empty for all.
    """
    label = FACETS[facet]
    regions = named(response.facets.region, find) if find else response.facets.region
    upper_only = facet == "region" and how_many(regions) > _MOST_REGIONS
    shown = replace(response.facets, region=upper(regions) if upper_only else regions)
    return FacetPage(
        frame=Frame(
            title=full_title(f"全部{label}", request.q),
            canonical=facet_path(request, facet, find),
            generation=response.generation,
            search_box=search_box(request),
        ),
        facet=facet,
        label=label,
        back=results_link(request),
        hidden=tuple(kept_fields(request, {facet})),
        whole=tuple(kept_fields(request, ())),
        rows=_rows(facet, request, shown, unfolded=bool(find)),
        everything=facet_path(request, facet),
        find=find,
        upper_only=upper_only,
        range=year_inputs(request, shown.year) if facet == "year" else None,
    )


def _rows(facet: FacetName, request: SearchRequest, shown: Facets, *, unfolded: bool) -> tuple[FilterRow, ...]:
    if facet == "region":
        return tuple(region_rows(request, shown.region, unfolded=unfolded))
    if facet == "year":
        return tuple(year_rows(request, shown.year))
    return tuple(box_row(value) for value in shown.section)
