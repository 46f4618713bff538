"""What a person asks: one frozen value, made from a URL or from command-line options, the same for every door."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Literal

import msgspec
from msgspec.structs import replace

__all__ = [
    "CURSOR",
    "MAX_PAGE",
    "MAX_QUERY_LENGTH",
    "PAGE_SIZES",
    "UNKNOWN",
    "FacetName",
    "Mode",
    "SearchRequest",
    "SearchScope",
    "Sort",
    "YearRange",
]

MAX_QUERY_LENGTH = 500
"""Code points of a query; longer ones are refused at the doors."""

MAX_PAGE = 200
"""Deepest page; beyond it people narrow or export."""

PAGE_SIZES = (10, 20, 50)

CURSOR = re.compile(r"(?P<generation>g[0-9]{6,12})-(?P<first>[0-9]{1,9})")
"""Form of a cursor: the generation whose order it is a place in, and the results before that place."""

UNKNOWN = "unknown"
"""The facet value of reports whose region or year is not known."""

FacetName = Literal["region", "year", "section"]


class SearchScope(StrEnum):
    """On which unit the query is evaluated."""

    REPORT = "report"
    SECTION = "section"


class Mode(StrEnum):
    """How items side by side are read."""

    ALL = "all"
    ANY = "any"
    EXACT = "exact"


class Sort(StrEnum):
    """Order of the results; each ends in the report id."""

    RELEVANCE = "rel"
    YEAR_DESC = "year-desc"
    YEAR_ASC = "year-asc"
    REGION = "region"
    HITS = "hits"


class YearRange(msgspec.Struct, frozen=True, order=True):
    """Report years from `first` to `last`, both included.

    Attributes:
        first: First year; 0 when open.
        last: Last year; 9999 when open.
    """

    first: int
    last: int

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return f"{self.first or ''}..{'' if self.last == 9999 else self.last}"  # noqa: PLR2004 - documented above


class SearchRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One search. Filters are OR inside a facet and AND across facets.

    Instances that come out of `indexer.query` are canonical: values sorted, no duplicates, years merged into maximal
    runs, no region beside its ancestor.

    Attributes:
        q: The query as typed, NFC, trimmed, blanks collapsed; empty means every report.
        scope: Unit of evaluation.
        mode: How items side by side are read.
        regions: Six-digit codes, `UNKNOWN`, or unknown values (they match nothing and are shown as such).
        not_regions: The same, excluded.
        years: Ranges of report years.
        unknown_year: Whether reports of unknown year are wanted too.
        unreadable_years: Values of the year filter that are no years (they match nothing and are shown as such).
        sections: Slugs, in report order; unknown values as in `regions`.
        docnums: Document numbers in any bracket form.
        sort: None means the default: relevance with a query, newest first without.
        page: From 1.
        size: Results a page, one of `PAGE_SIZES`.
        cursor: Where to go on in place of `page`, as an answer's `next_cursor` gave it; empty means by page. It names
            a place in one generation's order and is no part of a link that lasts.
    """

    q: str = ""
    scope: SearchScope = SearchScope.REPORT
    mode: Mode = Mode.ALL
    regions: tuple[str, ...] = ()
    not_regions: tuple[str, ...] = ()
    years: tuple[YearRange, ...] = ()
    unknown_year: bool = False
    unreadable_years: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    docnums: tuple[str, ...] = ()
    sort: Sort | None = None
    page: int = 1
    size: int = 20
    cursor: str = ""

    @property
    def effective_sort(self) -> Sort:
        """The order that `sort` stands for."""
        if self.sort is not None:
            return self.sort
        return Sort.RELEVANCE if self.q else Sort.YEAR_DESC

    @property
    def has_filters(self) -> bool:
        """Whether anything but the query narrows the search."""
        return bool(self.regions or self.not_regions or self.has_years or self.sections or self.docnums)

    @property
    def has_years(self) -> bool:
        """Whether there is a filter by year."""
        return bool(self.years or self.unknown_year or self.unreadable_years)

    def on_page(self, page: int) -> SearchRequest:
        """The same search on another page."""
        return replace(self, page=page, cursor="")

    def without_years(self) -> SearchRequest:
        """The same search in all years."""
        return replace(self, years=(), unknown_year=False, unreadable_years=())

    def without_filters(self) -> SearchRequest:
        """The query alone, on its first page."""
        return SearchRequest(q=self.q, scope=self.scope, mode=self.mode, sort=self.sort, size=self.size)
