"""One value of a facet in a form: a box to tick, or a link where ticking would contradict what is chosen.

A form never sends a region together with one above it, nor a year together with a range that holds it: where one of
them is chosen, the other is a link that takes its place (只看, 扩大到).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.model import UNKNOWN
from indexer.query import YearLinks
from webapp.views.frame import bar_length, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import FacetValue, SearchRequest, YearRange

__all__ = ["FilterRow", "box_row", "link_row", "ranges", "year_rows"]


class FilterRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One value of a facet; a page has hundreds, which are made in a fifth of the time that dataclasses take.

    Attributes:
        value: As in URLs.
        label: For a person.
        count: Results that it alone would give, grouped.
        empty: Whether that is none.
        selected: Whether its box is ticked.
        url: Where the link leads; empty for a box.
        verb: What the link does, such as 只看; empty for a box.
        only_url: Leads to the same search with this value in place of the others of its facet; empty where there are
            none or the row is a link already.
        excludable: Whether a search without its reports makes sense.
        bar: Length of its bar as a percentage of the longest one.
        opened: Whether the values below it are shown at once.
        initials: Of the syllables of its label, in every reading, for a list that is narrowed by typing; empty where
            none is.
        children: The values below it.
    """

    value: str
    label: str
    count: str
    empty: bool
    selected: bool = False
    url: str = ""
    verb: str = ""
    only_url: str = ""
    excludable: bool = False
    bar: int = 0
    opened: bool = False
    initials: str = ""
    children: tuple[FilterRow, ...] = ()


def box_row(value: FacetValue) -> FilterRow:
    """A box to tick."""
    return FilterRow(
        value=value.value,
        label=value.label,
        count=grouped(value.count),
        empty=value.count == 0,
        selected=value.selected,
    )


def link_row(value: FacetValue, verb: str, url: str) -> FilterRow:
    """A link to another search."""
    return replace(box_row(value), verb=verb, url=url, selected=False)


def ranges(request: SearchRequest, values: Sequence[FacetValue]) -> list[YearRange]:
    """The ranges of a request that ticking boxes cannot say: open ones, and those over years without reports."""
    years = {int(value.value) for value in values if value.value != UNKNOWN}
    return [
        span
        for span in request.years
        if span.last - span.first >= len(years) or not years.issuperset(range(span.first, span.last + 1))
    ]


def year_rows(request: SearchRequest, values: Sequence[FacetValue]) -> Iterator[FilterRow]:
    """Yield the rows of the year facet; a year inside a range of the inputs 从 and 到 is a link."""
    spans = ranges(request, values)
    links = YearLinks.of(request)
    most = max((value.count for value in values), default=0)
    for value in values:
        if value.value != UNKNOWN and any(int(value.value) in span for span in spans):
            row = link_row(value, "只看", links.to(value.value))
        else:
            row = replace(box_row(value), only_url=links.to(value.value) if value.count else "")
        yield replace(row, bar=bar_length(value.count, most))
