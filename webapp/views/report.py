"""The page of one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from indexer.model import SearchRequest
from indexer.query import canonical_path, report_path, request_pairs
from webapp.views.body import BodySection, body_of
from webapp.views.facts import FactLine, damage_of, facts_of, region_path
from webapp.views.frame import Field, Frame, Link, SearchBox, full_title, grouped
from webapp.views.outline import OutlineEntry, outline_of
from webapp.views.results import badges_of, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import DocumentNumber, Notice, Report, ReportView

__all__ = ["NumberLine", "ReportPage", "WithinForm", "report_page"]


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A document number that the report cites.

    Attributes:
        text: As written.
        normal: With its brackets whole.
        damaged: Whether the closing bracket is lost in the text.
        url: Path and query of the reports that cite it.
    """

    text: str
    normal: str
    damaged: bool
    url: str


@dataclass(frozen=True, slots=True)
class WithinForm:
    """The form that looks for words in one report.

    Attributes:
        action: Path of the report page.
        hidden: What else decides about hits: scope, mode, sections, document numbers.
    """

    action: str
    hidden: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The page of one report.

    Attributes:
        frame: What the layout prints.
        title: The report's title.
        lang: Language tag of its text.
        summary: Region, year and body in a few words.
        badges: What is particular about the text.
        back: The same query over all reports; None when the report was opened by itself.
        within: The form that looks for other words in this report.
        query: The query whose hits are marked; may be empty.
        hits: How many hits.
        synonyms: How many of them in other wording.
        notices: How the query was read.
        outline: The sections.
        sections: The text.
        facts: What is known about it.
        numbers: The document numbers it cites, each once.
        source: Path of the file in its collection.
        encoding: How the file was decoded.
        characters: Length of the text, grouped.
        warnings: Damage of the text, in Chinese.
    """

    template: ClassVar[str] = "report.html"

    frame: Frame
    title: str
    lang: str
    summary: tuple[str, ...]
    badges: tuple[str, ...]
    back: Link | None
    within: WithinForm
    query: str
    hits: int
    synonyms: int
    notices: tuple[str, ...]
    outline: tuple[OutlineEntry, ...]
    sections: tuple[BodySection, ...]
    facts: tuple[FactLine, ...]
    numbers: tuple[NumberLine, ...]
    source: str
    encoding: str
    characters: str
    warnings: tuple[str, ...]


def report_page(view: ReportView, request: SearchRequest, notices: Sequence[Notice]) -> ReportPage:
    """Make the page of a report under a request."""
    report = view.report
    asked = request != SearchRequest()
    return ReportPage(
        frame=Frame(
            title=full_title(request.q, report.title),
            canonical=report_path(SearchRequest(), report.id),
            indexed=not asked,
            generation=view.generation,
            search_box=SearchBox(q=request.q),
        ),
        title=report.title,
        lang=language(report.script),
        summary=tuple(_summary(report)),
        badges=tuple(badges_of(report.script, composed=report.title_composed)),
        back=_back(request) if asked else None,
        within=_within(report, request),
        query=request.q,
        hits=len(view.hits),
        synonyms=sum(hit.synonym for hit in view.hits),
        notices=tuple(notice.text for notice in notices),
        outline=outline_of(view),
        sections=body_of(view),
        facts=facts_of(report),
        numbers=tuple(_numbers(report)),
        source=report.source,
        encoding=report.encoding,
        characters=grouped(len(report.text)),
        warnings=damage_of(report),
    )


def _back(request: SearchRequest) -> Link:
    label = f"“{request.q}”的检索结果" if request.q else "检索结果"
    return Link(label, canonical_path(request))


def _within(report: Report, request: SearchRequest) -> WithinForm:
    hidden = tuple(Field(key, value) for key, value in request_pairs(request) if key != "q")
    return WithinForm(report_path(SearchRequest(), report.id), hidden)


def _summary(report: Report) -> Iterator[str]:
    region, year, body = report.region.value, report.year.value, report.body.value
    yield region_path(tuple(place.name for place in region.path)) if region else "地区未知"
    yield f"{year} 年" if year else "年度未知"
    if body:
        yield body.name


def _numbers(report: Report) -> Iterator[NumberLine]:
    """Each document number once, in order of first mention."""
    first_mentions: dict[str, DocumentNumber] = {}
    for number in report.document_numbers:
        first_mentions.setdefault(number.normal, number)
    for number in first_mentions.values():
        url = canonical_path(SearchRequest(docnums=(number.normal,)))
        yield NumberLine(number.text, number.normal, number.damaged, url)
