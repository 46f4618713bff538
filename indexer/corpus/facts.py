"""Small facts with their evidence: day of publication, index number, script."""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from indexer.code_points import code_points
from indexer.corpus.page_labels import label_pattern
from indexer.model import Evidence, Fact, Script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.corpus.source_text import SourceText

__all__ = ["evidence", "index_number", "published", "script_of"]

_TRADITIONAL_FROM = 0.02  # share of converted Han characters; 0.32 and 0.0000 on the seeds
_HAN = "\u3400\u9fff"  # the first one and the last
_HEAD = 1500  # characters in which a page states its dates and numbers
_HEAD_LINES = 8

_DATE = r"((?:19|20)[0-9]{2}) ?[-年./] ?([0-9]{1,2}) ?[-月./] ?([0-9]{1,2})(?![0-9]| ?日? ?(?:起|至|到|—|-{2}))"
_BEHIND_LABEL = r" {0,3}\]? {0,3}[:|]? {0,3}[|\[]? {0,3}\n?"
_TIME = r"[0-9]{1,2}[:时][0-9]{2}(?::[0-9]{2}|分)?"
_LABELLED = re.compile(rf"(?:{label_pattern('published')}){_BEHIND_LABEL}{_DATE}")
_ISSUED = re.compile(
    rf"(?<![\u3400-\u9fff])(?:{label_pattern('issued')}) {{0,3}}\]? {{0,3}}[:|] {{0,3}}\n?{_DATE}"
    rf"|{_DATE}日? ?(?:{_TIME} ?)?\]? {{0,3}}(?:信息|文章)?来源"
)
_STAMP = re.compile(rf"(?:^|(?<=[ |])){_DATE}日? ?{_TIME}(?=[ |\n])", re.MULTILINE)
"""A day with the hour and minute is when a site put the document up, unless a label in its line says another thing."""

_UNDATED = re.compile(label_pattern("undated"))
_DATE_LINE = re.compile(rf"(?:[^\s。;,]{{0,19}}[^\s。;,自从至到止于为] {{1,4}})?{_DATE}日?(?: {{1,3}}{_TIME})?")
_INDEX_NUMBER = re.compile(
    rf"(?:{label_pattern('index_number')}) {{0,3}}\]? {{0,3}}[:|]? ?\|? ?\n?"
    r"(?P<number>[0-9A-Za-z/_\-]{6,60})(?![0-9A-Za-z])"
)


def evidence(source: SourceText, zone: str, start: int, end: int, rule: str) -> Evidence:
    """Quote a stretch of the text."""
    return Evidence(zone, source.text[start:end], start, end, rule)


def published(source: SourceText) -> Fact[dt.date]:
    """The day of publication as the page states it; a day of signing (成文日期) is another thing."""
    plain = source.plain
    head = _head_lines(plain)
    for rule, found in (
        ("labelled_date", _LABELLED.finditer(plain, 0, _HEAD)),
        ("issued_date", _ISSUED.finditer(plain, 0, _HEAD)),
        ("time_stamp", _stamps(plain, head)),
        ("date_line", _date_lines(plain, head)),
    ):
        for match in found:
            if day := _day(match):
                return Fact(value=day, confidence=0.9, evidence=(evidence(source, "dateline", *match.span(), rule),))
    return Fact()


def _head_lines(plain: str) -> list[re.Match[str]]:
    """The first lines that hold something and no day of another thing."""
    lines = islice(re.finditer(r"\S[^\n]*", plain[:_HEAD]), _HEAD_LINES)
    return [line for line in lines if not _UNDATED.search(line[0])]


def _stamps(plain: str, head: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Days with hour and minute in the first lines."""
    for line in head:
        if match := _STAMP.search(plain, line.start(), line.end() + 1):
            yield match


def _date_lines(plain: str, head: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Dates that have one of the first lines to themselves, or share it with a name."""
    for line in head:
        stripped = line[0].strip()
        start = line.start() + line[0].index(stripped)
        if match := _DATE_LINE.fullmatch(plain, start, start + len(stripped)):
            yield match


def _day(match: re.Match[str]) -> dt.date | None:
    numbers = [number for number in match.groups() if number]
    try:
        return dt.date(*map(int, numbers[:3]))
    except ValueError:
        return None


def index_number(source: SourceText) -> Fact[str]:
    """The 索引号 of the page's table."""
    match = _INDEX_NUMBER.search(source.plain, 0, _HEAD)
    if match is None:
        return Fact()
    number = source.text[match.start("number") : match.end("number")]
    return Fact(value=number, confidence=1.0, evidence=(evidence(source, "table", *match.span(), "index_number"),))


def script_of(source: SourceText) -> Script:
    """Traditional when a fiftieth of the Han characters have another Simplified form."""
    written = code_points(source.text)
    han = (written >= ord(_HAN[0])) & (written <= ord(_HAN[1]))
    converted = np.count_nonzero(han & (written != code_points(source.plain)))
    return Script.HANT if converted and converted >= _TRADITIONAL_FROM * np.count_nonzero(han) else Script.HANS
