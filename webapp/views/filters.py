"""The filters beside the results: one form in which several values are chosen and then applied together.

A form never sends a region together with one above it, nor a year together with a range that holds it: where one of
them is chosen, the other is a link that takes its place (只看, 扩大到).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.model import UNKNOWN, Mode, SearchScope
from indexer.query import canonical_path, refine, request_pairs
from webapp.views.frame import Field, grouped
from webapp.views.home import share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import Facets, FacetValue, SearchRequest, YearRange

__all__ = ["FilterForm", "FilterRow", "Option", "filter_form"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterRow:
    """One value of a facet: a box to tick, or a link where ticking would contradict what is chosen.

    Attributes:
        value: As in URLs.
        label: For a person.
        count: Results that it alone would give, grouped.
        empty: Whether that is none.
        selected: Whether its box is ticked.
        url: Where the link leads; empty for a box.
        verb: What the link does, such as 只看; empty for a box.
        exclude_url: Leads to the same search without these reports; empty where that makes no sense.
        share: Length of its bar, 0 to 100.
        opened: Whether the values below it are shown at once.
        children: The values below it.
    """

    value: str
    label: str
    count: str
    empty: bool
    selected: bool = False
    url: str = ""
    verb: str = ""
    exclude_url: str = ""
    share: int = 0
    opened: bool = False
    children: tuple[FilterRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterForm:
    """The form.

    Attributes:
        hidden: What applying it keeps: the query, exclusions, order, ranges of years beyond the one in the inputs.
        regions: The tree of regions; chosen ones first.
        years: Years, newest first.
        year_from: First year of the chosen range; empty when none or open.
        year_to: Last year of it.
        sections: Sections, in report order.
        modes: How words side by side are read; empty without a query.
        scopes: Where they must stand together; empty without a query.
    """

    hidden: tuple[Field, ...]
    regions: tuple[FilterRow, ...]
    years: tuple[FilterRow, ...]
    year_from: str
    year_to: str
    sections: tuple[FilterRow, ...]
    modes: tuple[Option, ...]
    scopes: tuple[Option, ...]


def filter_form(request: SearchRequest, facets: Facets) -> FilterForm:
    """Make the form for a request and its facet counts."""
    years = [int(value.value) for value in facets.year if value.value != UNKNOWN]
    spans = [span for span in request.years if not _spelled_out(span, years)]
    return FilterForm(
        hidden=tuple(_hidden(request, spans[1:])),
        regions=_chosen_first(_regions(request, facets.region)),
        years=tuple(_years(request, facets.year, spans)),
        year_from=_year(spans[0].first) if spans else "",
        year_to=_year(spans[0].last) if spans else "",
        sections=tuple(_box(value) for value in facets.section),
        modes=tuple(Option(mode, label, mode is request.mode) for mode, label in _MODES.items()) if request.q else (),
        scopes=tuple(Option(scope, label, scope is request.scope) for scope, label in _SCOPES.items())
        if request.q
        else (),
    )


def _hidden(request: SearchRequest, spans: Sequence[YearRange]) -> Iterator[Field]:
    """What the form keeps: everything that it has no input for."""
    for key, value in request_pairs(request.on_page(1)):
        if key not in _INPUTS:
            yield Field(key, value)
    for span in spans:
        yield Field("year", str(span))


def _spelled_out(span: YearRange, years: Sequence[int]) -> bool:
    """Whether ticking boxes says the same as the range; if not, it stands in the inputs 从 and 到."""
    return span.last - span.first < len(years) and all(year in years for year in range(span.first, span.last + 1))


def _year(year: int) -> str:
    return "" if year in _OPEN else str(year)


def _box(value: FacetValue) -> FilterRow:
    return FilterRow(
        value=value.value,
        label=value.label,
        count=grouped(value.count),
        empty=value.count == 0,
        selected=value.selected,
    )


def _link(value: FacetValue, verb: str, request: SearchRequest) -> FilterRow:
    return replace(_box(value), verb=verb, url=canonical_path(request), selected=False)


def _years(request: SearchRequest, values: Sequence[FacetValue], spans: Sequence[YearRange]) -> Iterator[FilterRow]:
    most = max((value.count for value in values), default=0)
    for value in values:
        in_span = value.value != UNKNOWN and any(int(value.value) in span for span in spans)
        row = _link(value, "只看", refine.only_year(request, value.value)) if in_span else _box(value)
        yield replace(row, share=share(value.count, most))


def _regions(request: SearchRequest, values: Sequence[FacetValue], *, inside: str = "") -> Iterator[FilterRow]:
    """Rows of one level of the tree; `inside` is the chosen region above it, if any."""
    for value in values:
        below = inside or (value.value if value.selected else "")
        children = tuple(_regions(request, value.children, inside=below))
        opened = value.selected or _touched(value.children, excluded=True)
        yield replace(_region(request, value, inside), children=children, opened=opened)


def _region(request: SearchRequest, value: FacetValue, inside: str) -> FilterRow:
    if value.excluded:
        return _link(value, "已除外", refine.include_region(request, value.value))
    if inside:
        return _link(value, "只看", refine.only_region(request, value.value))
    if _touched(value.children):
        return _link(value, "扩大到", refine.widen_region(request, value.value))
    exclude = "" if value.selected or not value.count else canonical_path(refine.exclude_region(request, value.value))
    return replace(_box(value), exclude_url=exclude)


def _touched(values: Sequence[FacetValue], *, excluded: bool = False) -> bool:
    """Whether any of the values, or any below them, is chosen (or excluded, where that is asked too)."""
    return any(
        value.selected or (excluded and value.excluded) or _touched(value.children, excluded=excluded)
        for value in values
    )


def _chosen_first(rows: Iterator[FilterRow]) -> tuple[FilterRow, ...]:
    return tuple(sorted(rows, key=lambda row: not (row.selected or row.opened)))
