"""The results page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from indexer.model import PAGE_SIZES, Sort
from indexer.query import canonical_path, chips, command_line, request_pairs
from webapp.views.filters import FilterForm, filter_form
from webapp.views.frame import Choice, Field, Frame, Link, SearchBox, full_title, grouped
from webapp.views.heat import HeatView, heat_view
from webapp.views.paging import Paging, paging
from webapp.views.results import ResultItem, result_items
from webapp.views.share import Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.model import SearchRequest, SearchResponse

__all__ = ["ChipLink", "CorrectionLink", "RelaxationLink", "SearchPage", "results_link", "search_box", "search_page"]

_SORTS = {
    Sort.RELEVANCE: "相关度",
    Sort.YEAR_DESC: "从新到旧",
    Sort.YEAR_ASC: "从旧到新",
    Sort.REGION: "地区",
    Sort.HITS: "处数",
}

_NEED_QUERY = frozenset({Sort.RELEVANCE, Sort.HITS})
"""Orders that say nothing where no word is searched for."""


@dataclass(frozen=True, slots=True)
class ChipLink:
    """A condition that is in force.

    Attributes:
        label: What it is.
        url: The same search without it.
        unknown: Whether its value is unknown, so that it matches nothing.
    """

    label: str
    url: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class CorrectionLink:
    """A query that was perhaps meant.

    Attributes:
        wrong: The part of the query that it replaces.
        right: What it puts there.
        count: How many reports it finds, grouped.
        url: Its results.
    """

    wrong: str
    right: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class RelaxationLink:
    """A wider search.

    Attributes:
        label: What is given up.
        count: How many reports it finds, grouped.
        url: Its results.
    """

    label: str
    count: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The results page.

    Attributes:
        frame: What the layout prints.
        query: The query; empty when every report is listed.
        status: How much was found, in one line.
        notices: How the request was read.
        corrections: What was perhaps meant.
        chips: The conditions in force.
        clear_url: The same query without any of them; empty when there are none.
        filters: The form beside the results.
        orders: Ways to sort; empty when there is nothing to sort.
        sizes: Numbers of results on a page; empty when all fit on the smallest.
        heat: The reports found by region and year; None when there is nothing to compare.
        results: The results of this page.
        relaxations: Wider searches, when nothing was found.
        paging: Page numbers; None when there is one page.
        command: The same search on the command line.
        share: What else can be done with the search.
    """

    template: ClassVar[str] = "search.html"

    frame: Frame
    query: str
    status: str
    notices: tuple[str, ...]
    corrections: tuple[CorrectionLink, ...]
    chips: tuple[ChipLink, ...]
    clear_url: str
    filters: FilterForm
    orders: tuple[Choice, ...]
    sizes: tuple[Choice, ...]
    heat: HeatView | None
    results: tuple[ResultItem, ...]
    relaxations: tuple[RelaxationLink, ...]
    paging: Paging | None
    command: str
    share: Share


def search_page(request: SearchRequest, response: SearchResponse, share: Share) -> SearchPage:
    """Make the results page."""
    total = response.total_reports
    return SearchPage(
        frame=Frame(
            title=full_title(request.q or "全部报告", f"{grouped(total)} 份"),
            canonical=response.canonical_url,
            generation=response.generation,
            feed=share.feed,
            search_box=search_box(request),
        ),
        query=request.q,
        status="".join(_status(response)),
        notices=tuple(notice.text for notice in response.notices),
        corrections=tuple(
            CorrectionLink(meant.wrong, meant.right, grouped(meant.count), meant.url) for meant in response.corrections
        ),
        chips=tuple(_chips(request)),
        clear_url=canonical_path(request.without_filters()) if request.has_filters else "",
        filters=filter_form(request, response.facets),
        orders=tuple(_orders(request)) if total > 1 else (),
        sizes=tuple(_sizes(request)) if total > min(PAGE_SIZES) else (),
        heat=heat_view(request, response.heat),
        results=result_items(request, response),
        relaxations=tuple(
            RelaxationLink(wider.label, grouped(wider.count), wider.url) for wider in response.relaxations
        ),
        paging=paging(request, response.pages),
        command=command_line(request),
        share=share,
    )


def search_box(request: SearchRequest) -> SearchBox:
    """The search box of a page under a request: new words keep its filters, order and page size."""
    hidden = tuple(Field(key, value) for key, value in request_pairs(request.on_page(1)) if key != "q")
    return SearchBox(request.q, hidden)


def results_link(request: SearchRequest) -> Link:
    """The results that a page belongs to."""
    return Link(f"“{request.q}”的检索结果" if request.q else "检索结果", canonical_path(request))


def _status(response: SearchResponse) -> Iterator[str]:
    yield f"共 {grouped(response.total_reports)} 份报告"
    if response.total_occurrences:
        yield f"、{grouped(response.total_occurrences)} 处"
    if 0 < response.exact_reports < response.total_reports:
        yield f"，其中 {grouped(response.exact_reports)} 份含有整句"
    if response.taiwan_occurrences:
        yield f"，含同义 {grouped(response.taiwan_occurrences)} 处"
    yield f" · {response.took_ms / 1000:.3f} 秒"


def _chips(request: SearchRequest) -> Iterator[ChipLink]:
    for chip in chips(request):
        yield ChipLink(chip.label, canonical_path(chip.without), chip.unknown)


def _orders(request: SearchRequest) -> Iterator[Choice]:
    for sort, label in _SORTS.items():
        if request.q or sort not in _NEED_QUERY:
            url = canonical_path(replace(request, sort=sort, page=1))
            yield Choice(label, url, request.effective_sort is sort)


def _sizes(request: SearchRequest) -> Iterator[Choice]:
    for size in PAGE_SIZES:
        yield Choice(f"{size} 份", canonical_path(replace(request, size=size, page=1)), request.size == size)
