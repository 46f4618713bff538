"""The page of one report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from msgspec import structs

from indexer.analysis import t2s
from indexer.model import SECTION_LABELS, Script, SearchRequest
from indexer.query import WHOLE, ReportShape, report_path, request_pairs, shape_pairs
from webapp.views.about import About, about_of
from webapp.views.anchors import Anchors
from webapp.views.body import BodySection, body_of, depths
from webapp.views.cite import Cite
from webapp.views.facts import region_path
from webapp.views.frame import Choice, Field, Frame, Link, SearchBox, full_title
from webapp.views.hit_bar import HitBar, hit_bar
from webapp.views.outline import OutlineEntry, outline_of
from webapp.views.related import RelatedItem, related_item
from webapp.views.results import badges_of, language
from webapp.views.search import results_link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from indexer.model import Notice, RelatedReports, Report, ReportView

__all__ = ["ReportPage", "WithinForm", "report_page"]


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
        office: Who issued it; empty when unknown.
        summary: Region and year in a few words.
        badges: What is particular about the text.
        back: The same query over all reports; None when the report was opened by itself.
        within: The form that looks for other words in this report.
        hits: The hits of the query.
        scripts: Original and Simplified characters; empty when the text is in Simplified ones.
        extents: The whole text, and only what holds hits; empty when that is the same.
        only: The kind of section that alone is shown; empty when all are.
        whole_url: The page of the whole report under the same search.
        notices: How the query was read.
        outline: The sections.
        sections: The text, as far as it is shown.
        about: What is known about it.
        years: Reports of the same body on other years.
        similar: Other reports that it has to do with.
        cite: How it is cited, and where its file is.
    """

    template: ClassVar[str] = "report.html"

    frame: Frame
    title: str
    lang: str
    office: str
    summary: tuple[str, ...]
    badges: tuple[str, ...]
    back: Link | None
    within: WithinForm
    hits: HitBar
    scripts: tuple[Choice, ...]
    extents: tuple[Choice, ...]
    only: str
    whole_url: str
    notices: tuple[str, ...]
    outline: tuple[OutlineEntry, ...]
    sections: tuple[BodySection, ...]
    about: About
    years: tuple[RelatedItem, ...]
    similar: tuple[RelatedItem, ...]
    cite: Cite


def report_page(
    view: ReportView,
    related: RelatedReports,
    request: SearchRequest,
    shape: ReportShape,
    notices: Sequence[Notice],
    cite: Cite,
) -> ReportPage:
    """Make the page of a report under a request."""
    is_turned = shape.simplified and view.report.script is Script.HANT
    shown_view = _simplified(view) if is_turned else view
    report = shown_view.report
    shown = _shown(view, shape)
    whole_url = report_path(request, report.id, shape=ReportShape(simplified=shape.simplified))
    sections = body_of(shown_view, request, shape)
    place = Anchors(sections, shown, whole_url).at
    hits = [hit for hit, number in zip(view.hits, _section_numbers(view), strict=True) if number in shown]
    return ReportPage(
        frame=_frame(view, request, shape),
        title=report.title,
        lang=language(Script.HANS if is_turned else report.script),
        office=report.body.value.name if report.body.value else "",
        summary=tuple(_summary(report)),
        badges=tuple(badges_of(report.script, composed=report.title_composed)),
        back=results_link(request) if request != SearchRequest() else None,
        within=_within(report, request, shape),
        hits=hit_bar(request.q, view, hits),
        scripts=tuple(_scripts(report, request, shape)),
        extents=tuple(_extents(view, request, shape)),
        only=SECTION_LABELS.get(shape.section, ""),
        whole_url=whole_url,
        notices=tuple(notice.text for notice in notices),
        outline=outline_of(shown_view, shown, whole_url, shape.section),
        sections=_on_page(sections, view, shown),
        about=about_of(view.report, place),
        years=tuple(related_item(other) for other in related.other_years),
        similar=tuple(related_item(other) for other in related.similar),
        cite=cite,
    )


def _frame(view: ReportView, request: SearchRequest, shape: ReportShape) -> Frame:
    section = ReportShape(section=shape.section)
    return Frame(
        title=full_title(request.q, view.report.title, SECTION_LABELS.get(shape.section, "")),
        canonical=report_path(SearchRequest(), view.report.id, shape=section),
        indexed=request == SearchRequest() and shape == WHOLE,
        generation=view.generation,
        search_box=SearchBox(q=request.q),
    )


def _simplified(view: ReportView) -> ReportView:
    """The same report in Simplified characters. Converting keeps the length, so every offset stays."""
    report = view.report
    text = t2s(report.text)
    title_fact = report.title_fact
    if title_fact.value is not None:
        title_fact = structs.replace(title_fact, value=t2s(title_fact.value))
    sections = (
        structs.replace(section, heading=text[section.start : section.heading_end]) for section in report.sections
    )
    turned = structs.replace(
        report, text=text, title=t2s(report.title), title_fact=title_fact, sections=tuple(sections)
    )
    return structs.replace(view, report=turned)


def _shown(view: ReportView, shape: ReportShape) -> set[int]:
    """Numbers of the sections on the page, from 1."""
    return {
        number
        for number, (section, hits) in enumerate(zip(view.report.sections, view.hits_by_section, strict=True), 1)
        if shape.section in {"", section.slug} and (hits or not shape.hits_only or not view.hits)
    }


def _on_page(sections: Sequence[BodySection], view: ReportView, shown: Collection[int]) -> tuple[BodySection, ...]:
    """The sections on the page, with heading levels that skip none among themselves."""
    kept = [section for section in sections if section.number in shown]
    levels = depths([view.report.sections[section.number - 1] for section in kept])
    return tuple(replace(section, depth=depth) for section, depth in zip(kept, levels, strict=True))


def _section_numbers(view: ReportView) -> Iterator[int]:
    """The number of the section of each hit, in order."""
    for number, hits in enumerate(view.hits_by_section, 1):
        yield from [number] * hits


def _scripts(report: Report, request: SearchRequest, shape: ReportShape) -> Iterator[Choice]:
    if report.script is Script.HANT:
        for label, simplified in (("原文", False), ("简体", True)):
            url = report_path(request, report.id, shape=structs.replace(shape, simplified=simplified))
            yield Choice(label, url, shape.simplified is simplified)


def _extents(view: ReportView, request: SearchRequest, shape: ReportShape) -> Iterator[Choice]:
    if view.hits and not shape.section and (shape.hits_only or not all(view.hits_by_section)):
        for label, hits_only in (("全文", False), ("只看含检索词的章节", True)):
            url = report_path(request, view.report.id, shape=structs.replace(shape, hits_only=hits_only))
            yield Choice(label, url, shape.hits_only is hits_only)


def _within(report: Report, request: SearchRequest, shape: ReportShape) -> WithinForm:
    kept = [pair for pair in request_pairs(request) if pair[0] != "q"]
    hidden = tuple(Field(key, value) for key, value in [*kept, *shape_pairs(shape)])
    return WithinForm(report_path(SearchRequest(), report.id, shape=ReportShape(section=shape.section)), hidden)


def _summary(report: Report) -> Iterator[str]:
    region, year = report.region.value, report.year.value
    yield region_path(tuple(part.name for part in region.path)) if region else "地区未知"
    yield f"{year} 年" if year else "年度未知"
