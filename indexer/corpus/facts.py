"""Small facts with their evidence: report year, day of publication, index number, script."""

from __future__ import annotations

import datetime as dt
import re
from operator import ne
from typing import TYPE_CHECKING

from indexer.corpus.numerals import DIGITS_HAN, year_of
from indexer.model import Evidence, Fact, Script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.source_text import SourceText
    from indexer.corpus.title import Title

__all__ = ["evidence", "index_number", "published", "report_year", "script_of"]

_TRADITIONAL_FROM = 0.02  # share of converted Han characters; TEXT §4.2 measured 0.32 and 0.0000 on the seeds
_HAN_RUNS = re.compile(r"[\u3400-\u9fff]+")
_OPENING = 600  # characters from the top in which a report says of which year it is
_YEAR = rf"(?P<year>(?:19|20)[0-9]{{2}}|二[{DIGITS_HAN}]{{3}})"
_TITLE_YEAR = re.compile(rf"{_YEAR} ?年")
_STATED_YEARS = (
    ("period_year", re.compile(rf"(?:统计|数据)?(?:期限|时限|截止)?.{{0,10}}自 ?{_YEAR} ?年 ?1 ?月 ?1 ?日")),
    ("announced_year", re.compile(rf"现将[^。\n]{{0,40}}?{_YEAR} ?年[^。\n]{{0,60}}?(?:报告|公布|公开|汇报)如下")),
    ("opening_year", re.compile(rf"{_YEAR} ?年(?:度|以来|,|,?我|,?全|政府信息)")),
)
_FIRST_REPORT_YEAR = 2003  # the first cities reported before the regulation of 2007 asked for it
_DATE = r"((?:19|20)[0-9]{2}) ?[-年./] ?([0-9]{1,2}) ?[-月./] ?([0-9]{1,2})(?![0-9])"
_PUBLISHED = re.compile(
    rf"(?:发布|发文|更新)(?:日期|时间) ?[:|]? ?{_DATE}|{_DATE}日? ?(?:[0-9:]{{4,8}} ?)?(?:信息|文章)?来源"
)
_DATE_LINE = re.compile(rf"{_DATE}日?(?: [0-9:]{{4,8}})?")
_INDEX_NUMBER = re.compile(r"索引号 ?[|:：]? ?(?P<number>[0-9A-Za-z/_\-]{6,40})")
_HEAD = 1500  # characters in which a page states its dates and numbers
_HEAD_LINES = 6


def evidence(source: SourceText, zone: str, start: int, end: int, rule: str) -> Evidence:
    """Quote a stretch of the text."""
    return Evidence(zone, source.text[start:end], start, end, rule)


def report_year(source: SourceText, title: Title | None, day: Fact[dt.date]) -> Fact[int]:
    """The year reported on: from the title, else as stated at the top, else as the year before publication, flagged."""
    if title and (match := _TITLE_YEAR.search(source.plain, title.start, title.end)):
        return _year_fact(source, match, "title", "title_year", 1.0)
    for rule, pattern in _STATED_YEARS:
        if match := pattern.search(source.plain, 0, _OPENING):
            return _year_fact(source, match, "preamble", rule, 0.9 if rule != "opening_year" else 0.7)
    if day.value is not None:
        return Fact(value=day.value.year - 1, confidence=0.4, evidence=day.evidence, inferred=True)
    return Fact()


def _year_fact(source: SourceText, match: re.Match[str], zone: str, rule: str, confidence: float) -> Fact[int]:
    year = year_of(match["year"])
    if year is None or not _FIRST_REPORT_YEAR <= year <= dt.datetime.now(dt.UTC).year:
        return Fact()
    return Fact(value=year, confidence=confidence, evidence=(evidence(source, zone, *match.span(), rule),))


def published(source: SourceText) -> Fact[dt.date]:
    """The day of publication as the page states it; a day of signing (成文日期) is another thing."""
    for match in _PUBLISHED.finditer(source.plain, 0, _HEAD):
        found = _day(source, match, "dateline", "labelled_date")
        if found.value:
            return found
    for match in _date_lines(source.plain):
        found = _day(source, match, "dateline", "date_line")
        if found.value:
            return found
    return Fact()


def _date_lines(plain: str) -> Iterator[re.Match[str]]:
    """Dates that have one of the first lines to themselves."""
    lines = list(re.finditer(r"\S[^\n]*", plain[:_HEAD]))[:_HEAD_LINES]
    for line in lines:
        stripped = line[0].strip()
        start = line.start() + line[0].index(stripped)
        if match := _DATE_LINE.fullmatch(plain, start, start + len(stripped)):
            yield match


def _day(source: SourceText, match: re.Match[str], zone: str, rule: str) -> Fact[dt.date]:
    numbers = [number for number in match.groups() if number]
    try:
        value = dt.date(*map(int, numbers[:3]))
    except ValueError:
        return Fact()
    return Fact(value=value, confidence=0.9, evidence=(evidence(source, zone, *match.span(), rule),))


def index_number(source: SourceText) -> Fact[str]:
    """The 索引号 of the page's table."""
    match = _INDEX_NUMBER.search(source.plain, 0, _HEAD)
    if match is None:
        return Fact()
    return Fact(
        value=match["number"], confidence=1.0, evidence=(evidence(source, "table", *match.span(), "index_number"),)
    )


def script_of(source: SourceText) -> Script:
    """Traditional when a fiftieth of the Han characters have another Simplified form."""
    written, simplified = ("".join(_HAN_RUNS.findall(form)) for form in (source.text, source.plain))
    converted: int = sum(map(ne, written, simplified))
    return Script.HANT if written and converted >= _TRADITIONAL_FROM * len(written) else Script.HANS
