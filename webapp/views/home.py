"""The home page: what the corpus holds, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from indexer.model import UNKNOWN, SearchRequest, YearRange
from indexer.query import canonical_path
from webapp.views.frame import SITE_NAME, Frame, Link, bar_length, grouped
from webapp.views.heat import HeatView, heat_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indexer.model import CorpusSummary, FacetValue

__all__ = ["Example", "Holding", "HomePage", "home_page"]

_EXAMPLES = (
    ("依申请公开", "某一类内容"),
    ("“三公”经费", "带标点的原话"),
    ("行政复议 行政诉讼", "两个词都有"),
    ('"不予公开" OR "不予受理"', "任意一个"),
    ("政务公开 -微信", "排除一个词"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """An example query.

    Attributes:
        text: The query.
        note: What it does.
        url: Path and query of its results.
    """

    text: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Holding:
    """How many reports the corpus holds of one kind.

    Attributes:
        label: The kind.
        count: How many reports, grouped.
        bar: Length of its bar as a percentage of the longest one.
        url: Path and query of the list of them.
    """

    label: str
    count: str
    bar: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The home page.

    Attributes:
        frame: What the layout prints.
        reports: Number of reports, grouped.
        characters: Characters of all reports, grouped.
        examples: Example queries.
        years: Reports by year, newest first.
        regions: Reports by province, in the order of their codes.
        sections: Reports that have a section, in report order.
        heat: Reports by province and year; None when there are hardly any.
        links: Named links.
    """

    template: ClassVar[str] = "home.html"

    frame: Frame
    reports: str
    characters: str
    examples: tuple[Example, ...]
    years: tuple[Holding, ...]
    regions: tuple[Holding, ...]
    sections: tuple[Holding, ...]
    heat: HeatView | None
    links: tuple[Link, ...]


def home_page(summary: CorpusSummary, links: Iterable[Link] = ()) -> HomePage:
    """Make the home page."""
    facets = summary.facets
    return HomePage(
        frame=Frame(title=SITE_NAME, canonical="/", indexed=True, generation=summary.generation),
        reports=grouped(summary.reports),
        characters=grouped(summary.characters),
        examples=tuple(Example(text, note, canonical_path(SearchRequest(q=text))) for text, note in _EXAMPLES),
        years=_holdings(facets.year, _of_year),
        regions=_holdings(facets.region, lambda value: SearchRequest(regions=(value,))),
        sections=_holdings(facets.section, lambda value: SearchRequest(sections=(value,))),
        heat=heat_view(SearchRequest(), summary.heat),
        links=tuple(links),
    )


def _of_year(value: str) -> SearchRequest:
    if value == UNKNOWN:
        return SearchRequest(unknown_year=True)
    return SearchRequest(years=(YearRange(int(value), int(value)),))


def _holdings(values: Iterable[FacetValue], request: Callable[[str], SearchRequest]) -> tuple[Holding, ...]:
    held = [value for value in values if value.count]
    most = max((value.count for value in held), default=0)
    return tuple(
        Holding(value.label, grouped(value.count), bar_length(value.count, most), canonical_path(request(value.value)))
        for value in held
    )
