"""Region by year as a table: numbers as text, each a link to just these reports, colour as a second cue."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.model import UNKNOWN
from indexer.query import RegionLinks, YearLinks
from webapp.views.frame import Link, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.model import HeatRow, HeatTable, SearchRequest

__all__ = ["HeatCell", "HeatLine", "HeatView", "heat_view"]

LEVELS = 5
"""Shades of the scale; more could not be told apart."""

_MANY = 10
"""Reports that a cell has at least to get the darkest shade."""


class HeatCell(msgspec.Struct, frozen=True, gc=False):
    """The reports of one region and year; a page has hundreds.

    Attributes:
        count: How many, grouped; empty when none.
        level: Shade, 1 to 5; 0 when none.
        url: The search narrowed to them; empty when none.
    """

    count: str = ""
    level: int = 0
    url: str = ""


_NONE = HeatCell()


@dataclass(frozen=True, slots=True)
class HeatLine:
    """One region.

    Attributes:
        head: Its name, and the search narrowed to it.
        cells: One for each year.
        total: Reports of all years, grouped.
    """

    head: Link
    cells: tuple[HeatCell, ...]
    total: str


@dataclass(frozen=True, slots=True)
class HeatView:
    """The table.

    Attributes:
        years: Years, and the search narrowed to each.
        lines: Regions.
        sums: Reports of each year, grouped.
    """

    years: tuple[Link, ...]
    lines: tuple[HeatLine, ...]
    sums: tuple[str, ...]


def heat_view(request: SearchRequest, table: HeatTable) -> HeatView | None:
    """Show the table of an answer to a request; None when it would hold one cell or none."""
    if len(table.rows) * len(table.years) < 2:  # noqa: PLR2004 - one cell is no table
        return None
    most = max(_known(table), default=1)
    of_years, of_regions = YearLinks.of(request), RegionLinks(request)
    return HeatView(
        years=tuple(Link(str(year) if year else "未知", of_years.to(_value(year))) for year in table.years),
        lines=tuple(_line(_links_of(row, request, of_regions), table, row, most) for row in table.rows),
        sums=tuple(grouped(sum(counts)) for counts in zip(*(row.counts for row in table.rows), strict=True)),
    )


def _known(table: HeatTable) -> Iterator[int]:
    """The counts that set the scale: reports of unknown region or year are no hot spot, however many."""
    for row in table.rows:
        if row.value != UNKNOWN:
            yield from (count for year, count in zip(table.years, row.counts, strict=True) if year)


def _value(year: int) -> str:
    """A year of the table as in URLs."""
    return str(year) if year else UNKNOWN


def _links_of(row: HeatRow, request: SearchRequest, of_regions: RegionLinks) -> RegionLinks:
    """The links of a row: those of all rows, but where a row leaves out what lies below its region."""
    if not row.not_regions:
        return of_regions
    return RegionLinks(replace(request, not_regions=(*request.not_regions, *row.not_regions)))


def _line(links: RegionLinks, table: HeatTable, row: HeatRow, most: int) -> HeatLine:
    of_years = links.years(row.regions)
    return HeatLine(
        head=Link(f"{row.label}本级" if row.not_regions else row.label, links.to(row.regions)),
        cells=tuple(
            HeatCell(grouped(count), _level(count, most), of_years.to(_value(year))) if count else _NONE
            for year, count in zip(table.years, row.counts, strict=True)
        ),
        total=grouped(row.total),
    )


def _level(count: int, most: int) -> int:
    """Shade of a count on a logarithmic scale: most cells hold few reports, and one or two very many.

    A table of small numbers stays light: one report is no hot spot because no cell has two.
    """
    return min(1 + int((LEVELS - 1) * math.log(count) / math.log(max(most, _MANY))), LEVELS)
