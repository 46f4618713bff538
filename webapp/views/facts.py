"""What is known about a report, each value with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from indexer.model import DamageKind, SearchRequest, YearRange
from indexer.query import canonical_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.model import Body, Evidence, Fact, RegionOfReport, Report

__all__ = ["EvidenceLine", "FactLine", "damage_of", "facts_of", "region_path"]

T = TypeVar("T")

_SOURCES = {
    "title": "标题",
    "dateline": "发布信息行",
    "table": "表头",
    "preamble": "引言",
    "body": "正文",
    "filename": "文件名",
    "given": "文集自带信息",
}

_KINDS = {
    "government": "人民政府",
    "government_office": "政府办公厅（室）",
    "department": "部门",
    "party_organ": "党委机关",
    "township": "乡镇、街道",
    "zone": "开发区等功能区",
    "unknown": "机关类型未知",
}

_DAMAGE = {
    DamageKind.LOST_CHARACTERS: "有 {count} 个字在成文件之前已丢失（U+FFFD）",
    DamageKind.MOJIBAKE: "有 {count} 行是乱码：曾以错误的编码读取并丢失字符，请重新取得原文",
    DamageKind.MENDED_MOJIBAKE: "有 {count} 行曾被误读成乱码，已无损还原",
    DamageKind.SEVERAL_ENCODINGS: "各行编码不一，已分别解码",
    DamageKind.BROKEN_JSON: "形似 JSON 而不完整，已按纯文本读取",
    DamageKind.PAGES_WITHOUT_TEXT: "有 {count} 页是没有文字层的图像，其文字未收入",
    DamageKind.LOST_BRACKETS: "文号缺 {count} 个右括号",
}

_SCOPES = {
    "own_body": "只报告本机关",
    "government_wide": "报告本级政府全部机关",
    "unknown": "",
}


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence.

    Attributes:
        quote: The words as written.
        source: Where they stand, in Chinese.
        url: The place in the text; empty when they are not in it.
    """

    quote: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact.

    Attributes:
        label: What it is about.
        value: The value; empty when unknown.
        note: What else a reader should know about it; may be empty.
        inferred: Whether it was not stated but follows from another value.
        percent: How sure the rules are, 0 to 100.
        url: Other reports of the same value; empty where there is no such list.
        evidence: What it rests on, strongest first.
    """

    label: str
    value: str
    url: str
    note: str
    inferred: bool
    percent: int
    evidence: tuple[EvidenceLine, ...]


def facts_of(report: Report, place: Callable[[int], str]) -> tuple[FactLine, ...]:
    """List the facts of a report in the order of the page; unknown ones are listed too, except a missing 索引号.

    Args:
        report: The report.
        place: Gives the link to an offset of its text.
    """
    lines = _Lines(place)
    facts = [
        lines.line("地区", report.region, _region),
        lines.line("年度", report.year, lambda year: _Shown(f"{year} 年", url=canonical_path(_of_year(year)))),
        lines.line("机关", report.body, lambda body: _Shown(body.name, note=_body_note(body))),
        lines.line("发布日期", report.published, lambda day: _Shown(f"{day.year}年{day.month}月{day.day}日")),
    ]
    if report.index_number.value is not None:
        facts.append(lines.line("索引号", report.index_number, _Shown))
    return tuple(facts)


def damage_of(report: Report) -> tuple[str, ...]:
    """Word the damage of a report's text."""
    return tuple(_DAMAGE[damage.kind].format(count=damage.count) for damage in report.warnings)


def region_path(names: tuple[str, ...]) -> str:
    """A region's names from province down as one line."""
    return " › ".join(names)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A value as the page shows it."""

    value: str = ""
    note: str = ""
    url: str = ""


class _Lines:
    """Makes lines whose evidence links to its place."""

    def __init__(self, place: Callable[[int], str]) -> None:
        self._place = place

    def line(self, label: str, fact: Fact[T], show: Callable[[T], _Shown]) -> FactLine:
        shown = _Shown(note=_why_unknown(fact)) if fact.value is None else show(fact.value)
        return FactLine(
            label=label,
            value=shown.value,
            url=shown.url,
            note=shown.note,
            inferred=fact.inferred,
            percent=round(fact.confidence * 100),
            evidence=tuple(self._evidence(evidence) for evidence in fact.evidence),
        )

    def _evidence(self, evidence: Evidence) -> EvidenceLine:
        quote = " ".join(evidence.quote.split())
        return EvidenceLine(quote, _SOURCES[evidence.source], self._place(evidence.start))


def _why_unknown(fact: Fact[T]) -> str:
    """Why a value is unknown, where the evidence says more than that it was too weak."""
    return "全国性机关，不属于任何地区" if any(quote.rule == "national_organ" for quote in fact.evidence) else ""


def _region(region: RegionOfReport) -> _Shown:
    return _Shown(
        region_path(tuple(place.name for place in region.path)),
        note=_today(region),
        url=canonical_path(SearchRequest(regions=(region.code,))),
    )


def _of_year(year: int) -> SearchRequest:
    return SearchRequest(years=(YearRange(year, year),))


def _today(region: RegionOfReport) -> str:
    """Where the region lives on, when that is another unit than the one of the report year."""
    if not region.today or region.today == (region.path[-1],):
        return ""
    return "今为" + "、".join(place.name for place in region.today)


def _body_note(body: Body) -> str:
    return "；".join(note for note in (_KINDS[body.kind], _SCOPES[body.scope]) if note)
