"""The filters beside the results: one form in which several values are chosen and then applied together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.model import Mode, SearchScope
from indexer.query import facet_path, request_pairs
from webapp.views.frame import Field, Link, grouped
from webapp.views.region_rows import chosen_first, fewer, how_many, region_rows, upper
from webapp.views.rows import FilterRow, box_row, ranges, year_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from indexer.model import Facets, FacetValue, SearchRequest

__all__ = ["FilterForm", "Option", "YearInputs", "filter_form", "kept_fields", "year_inputs"]

_INPUTS = frozenset({"scope", "mode", "region", "year", "section"})
_OPEN = frozenset({0, 9999})
"""How `YearRange` says that it has no first or no last year."""

_MODES = {Mode.ALL: "含有全部词语", Mode.ANY: "含有任一词语", Mode.EXACT: "字形与写法完全一致"}
_SCOPES = {SearchScope.REPORT: "在整份报告里", SearchScope.SECTION: "在同一章节里"}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read the query.

    Attributes:
        value: As in URLs.
        label: For a person.
        selected: Whether it is in force.
    """

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class YearInputs:
    """The two inputs of a range of years, for a range that boxes cannot say.

    Attributes:
        first: First year; empty when there is no such range, or it is open.
        last: Last year, likewise.
        others: Such ranges beyond the one in the inputs, and values that are no years.
    """

    first: str
    last: str
    others: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterForm:
    """The form.

    Attributes:
        hidden: What applying it keeps: the query, exclusions, order.
        whole: The whole search, which leaving out a region keeps.
        regions: The tree of regions; chosen ones first.
        all_regions: The page that lists every region, when the tree is cut short; None when it is whole.
        years: Years, newest first.
        range: The inputs below them.
        sections: Sections, in report order.
        modes: How words side by side are read; empty without a query.
        scopes: Where they must stand together; empty without a query.
    """

    hidden: tuple[Field, ...]
    whole: tuple[Field, ...]
    regions: tuple[FilterRow, ...]
    all_regions: Link | None
    years: tuple[FilterRow, ...]
    range: YearInputs
    sections: tuple[FilterRow, ...]
    modes: tuple[Option, ...]
    scopes: tuple[Option, ...]


def filter_form(request: SearchRequest, facets: Facets) -> FilterForm:
    """Make the form for a request and its facet counts."""
    shown = fewer(upper(facets.region))
    regions = how_many(facets.region)
    is_cut = how_many(shown) < regions
    return FilterForm(
        hidden=tuple(kept_fields(request, _INPUTS)),
        whole=tuple(kept_fields(request, ())),
        regions=chosen_first(region_rows(request, shown)),
        all_regions=Link(f"全部 {grouped(regions)} 个地区", facet_path(request, "region")) if is_cut else None,
        years=tuple(year_rows(request, facets.year)),
        range=year_inputs(request, facets.year),
        sections=tuple(box_row(value) for value in facets.section),
        modes=tuple(Option(mode, label, mode is request.mode) for mode, label in _MODES.items()) if request.q else (),
        scopes=tuple(Option(scope, label, scope is request.scope) for scope, label in _SCOPES.items())
        if request.q
        else (),
    )


def kept_fields(request: SearchRequest, inputs: Collection[str]) -> Iterator[Field]:
    """What a form keeps: everything that it has no input for."""
    for key, value in request_pairs(request.on_page(1)):
        if key not in inputs:
            yield Field(key, value)


def year_inputs(request: SearchRequest, values: tuple[FacetValue, ...]) -> YearInputs:
    """What stands in the inputs 从 and 到."""
    spans = ranges(request, values)
    others = (*map(str, spans[1:]), *request.unreadable_years)
    first, last = (_year(spans[0].first), _year(spans[0].last)) if spans else ("", "")
    return YearInputs(first, last, tuple(Field("year", value) for value in others))


def _year(year: int) -> str:
    return "" if year in _OPEN else str(year)
