"""The list of results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.model import SECTION_LABELS, Script, Sort
from indexer.query import ReportLinks
from webapp.views.facts import region_path
from webapp.views.frame import Link, grouped
from webapp.views.pieces import Piece, passage_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.model import Passage, Result, SearchRequest, SearchResponse

__all__ = ["PassageItem", "ResultItem", "SectionItem", "badges_of", "language", "result_items"]

_DIVIDERS = {
    2: "以下报告里这些词语不连成一句",
    3: "以下报告里有的词语只是别的词语的一部分",
}


@dataclass(frozen=True, slots=True)
class PassageItem:
    """A passage of a result.

    Attributes:
        label: Chinese label of its section.
        heading: That section's heading as written; may be empty.
        hit: Number of its first hit; 0 when it holds none.
        url: The report page at that hit.
        pieces: The text cut at its marks.
        cut_before: Whether an ellipsis belongs before it.
        cut_after: Whether one belongs after it.
    """

    label: str
    heading: str
    hit: int
    url: str
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class SectionItem:
    """How many hits stand in one kind of section.

    Attributes:
        label: Chinese label of the section.
        hits: How many.
        url: The report page at the first of them.
    """

    label: str
    hits: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultItem:
    """One result.

    Attributes:
        rank: Place in the whole order, from 1.
        title: The report's title.
        url: The report page under this search.
        lang: Language tag of title and passages.
        region: Region from province down; 地区未知 when unknown.
        year: The year; 年度未知 when unknown.
        office: The issuing body; empty when unknown.
        hits: How many hits, grouped; empty without a query.
        badges: What is particular about the report.
        passages: At most three.
        sections: Where the hits are.
        strip: Where in the text the hits are, as the path of an SVG picture that is a hundred wide.
        copies: The same report under other ids; on this page they are folded away.
        divider: Line above the result where looser matches begin; empty elsewhere.
    """

    rank: int
    title: str
    url: str
    lang: str
    region: str
    year: str
    office: str
    hits: str
    badges: tuple[str, ...]
    passages: tuple[PassageItem, ...]
    sections: tuple[SectionItem, ...]
    strip: str
    copies: tuple[Link, ...]
    divider: str


def language(script: str) -> str:
    """Language tag of a text in this script."""
    return f"zh-{script}"


def badges_of(script: str, *, composed: bool) -> Iterator[str]:
    """Name what is particular about a report as a text."""
    if script == Script.HANT:
        yield "原文为繁体"
    if composed:
        yield "拟题"


def result_items(request: SearchRequest, response: SearchResponse) -> tuple[ResultItem, ...]:
    """Make the list of results. Of several copies on one page the first one is shown, and links to the others."""
    ordered_by_tier = request.effective_sort is Sort.RELEVANCE
    titles = {result.id: result.title for result in response.results}
    links = ReportLinks(request)
    shown: dict[str, ResultItem] = {}
    for previous, result in zip((None, *response.results), response.results, strict=False):
        if result.group not in shown:
            divider = _divider(previous, result, response.exact_reports) if ordered_by_tier else ""
            copies = (Link(titles.get(copy, copy), links.to(copy)) for copy in result.same_as)
            shown[result.group] = _item(result, divider, tuple(copies))
    return tuple(shown.values())


def _divider(previous: Result | None, result: Result, exact_reports: int) -> str:
    """The line where looser matches begin: at the top of a page if no closer ones are left for it."""
    begins_page = previous is None and result.rank == exact_reports + 1
    if begins_page or (previous is not None and previous.tier < result.tier):
        return _DIVIDERS.get(result.tier, "")
    return ""


def _item(result: Result, divider: str, copies: tuple[Link, ...]) -> ResultItem:
    return ResultItem(
        rank=result.rank,
        title=result.title,
        url=result.url,
        lang=language(result.script),
        region=region_path(result.region.path) if result.region else "地区未知",
        year=f"{result.year} 年" if result.year else "年度未知",
        office=result.office or "",
        hits=grouped(result.occurrences) if result.occurrences else "",
        badges=tuple(badges_of(result.script, composed=result.title_composed)),
        passages=tuple(_passage(passage) for passage in result.passages),
        sections=tuple(SectionItem(hits.label, grouped(hits.hits), hits.url) for hits in result.by_section),
        strip="".join([f"M{hundredth}.5 0v1" for hundredth in result.hundredths]),
        copies=copies,
        divider=divider,
    )


def _passage(passage: Passage) -> PassageItem:
    return PassageItem(
        label=SECTION_LABELS[passage.section],
        heading=" ".join(passage.heading.split()),
        hit=passage.first_hit,
        url=passage.url,
        pieces=passage_pieces(passage),
        cut_before=passage.cut_before,
        cut_after=passage.cut_after,
    )
