"""Which year is reported on? Never the year of publication, which is only the last resort."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from indexer.corpus.facts import evidence
from indexer.corpus.numerals import DIGITS_HAN, year_of
from indexer.model import Fact

if TYPE_CHECKING:
    import datetime as dt

    from indexer.corpus.issuer.title import Title
    from indexer.corpus.source_text import SourceText

__all__ = ["report_year"]

_FIRST_REPORT_YEAR = 2003  # the first cities reported before the regulation of 2007 asked for it
_NO_LIMIT = 9999  # of the year where no day of publication is known; the clock would give another answer tomorrow
_OPENING = 1500  # characters from the top in which a report says of which year it is
_TEXT = 20_000

_YEAR = rf"(?P<year>(?<![0-9])(?:19|20)[0-9]{{2}}|二[{DIGITS_HAN}]{{3}})"
_YEAR_AGAIN = _YEAR.replace("year", "again")  # a group has one name in one pattern
_SCHOOL_YEAR = re.compile(r"20[0-9]{2} ?年?(?:度)? ?(?:-|—|~|/|至|到)+ ?(?P<year>(?:20)?[0-9]{2}) ?年?(?:度)?学年")
"""A year of schools has the name of the calendar year it ends in, in which it is reported: the Ministry of Education
asked in 2020 for the 2020年高校信息公开年度报告 on 2019-2020学年."""
_NO_DAY = r"(?! ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日)"
_IN_TITLE = re.compile(rf"{_YEAR} ?年?")
_SUBJECT = r"(?:政府|政务)?(?:信息|政务)公开"
_STATED = (
    ("period_year", 0.9, rf"自? ?{_YEAR} ?年 ?1 ?月 ?1 ?日(?: ?起)? ?(?:至|到|-|—|~)"),
    ("period_year", 0.9, rf"(?:期限|时限|时间|时段|期间|数据).{{0,12}}?{_YEAR} ?年 ?1 ?月"),
    ("period_year", 0.8, rf"截[止至]到?{_YEAR} ?年 ?(?:12 ?月|底|末)"),
    ("announced_year", 0.9, rf"现[将就][^。\n]{{0,40}}?{_YEAR} ?年[^。\n]{{0,60}}?(?:报告|公布|公开|汇报|总结)"),
    (
        "announced_year",
        0.9,
        rf"(?:公布|编制|编写|发布|形成|撰写|汇总)[^。,\n]{{0,30}}?{_YEAR} ?年[^。,\n]{{0,30}}?{_SUBJECT}",
    ),
    (
        "subject_year",
        0.8,
        rf"{_YEAR} ?年(?:度)?[^。,\n《]{{0,30}}?{_SUBJECT}(?:工作)?(?:年度)?(?:报告|年报|情况|总结)",
    ),
    ("opening_year", 0.7, rf"(?:(?:\A|\n)\s*{_YEAR} ?年{_NO_DAY}|{_YEAR_AGAIN} ?年(?:度|以来|,|,?我|,?全|{_SUBJECT}))"),
)
"""Rule, confidence and the words, in the order in which they are tried."""

_PATTERNS = tuple((rule, confidence, re.compile(pattern)) for rule, confidence, pattern in _STATED)
_SENTENCE = re.compile(
    rf"(?:(?<=[。;:\n ])|\A){_YEAR} ?年{_NO_DAY}"
    rf"|(?<=[\u3400-\u9fff]){_YEAR_AGAIN} ?年(?:度|以来|,|我|全|本|共|累计|新增|未|没有|受理|收到|主动)"
)
_SHORT_YEAR = 2  # digits, as in 2015-16学年
_OF_MANY = 2  # how many times as often as the next year that of most sentences must stand


def report_year(source: SourceText, title: Title | None, day: Fact[dt.date]) -> Fact[int]:
    """The year reported on: from the title, else as stated at the top, else as the year before publication, flagged."""
    plain = source.plain
    latest = day.value.year if day.value else _NO_LIMIT
    for pattern in (_SCHOOL_YEAR, _IN_TITLE):
        match = pattern.search(plain, title.start, title.end) if title else None
        if match and (year := _plausible(match, latest)):
            return _fact(source, year, match, "title", "title_year", 1.0)
    start = title.end if title else 0
    if (match := _SCHOOL_YEAR.search(plain, start, start + _OPENING)) and (year := _plausible(match, latest)):
        return _fact(source, year, match, "preamble", "school_year", 0.9)
    for rule, confidence, pattern in _PATTERNS:
        for match in pattern.finditer(plain, start, start + _OPENING):
            if year := _plausible(match, latest):
                return _fact(source, year, match, "preamble", rule, confidence)
    if most := _of_most_sentences(plain, latest):
        year, match = most
        return _fact(source, year, match, "body", "most_sentences", 0.5)
    if day.value is not None and day.value.year > _FIRST_REPORT_YEAR:
        return Fact(value=day.value.year - 1, confidence=0.4, evidence=day.evidence, inferred=True)
    return Fact()


def _of_most_sentences(plain: str, latest: int) -> tuple[int, re.Match[str]] | None:
    """The year with which by far the most sentences begin; years of plans and comparisons are fewer."""
    first: dict[int, re.Match[str]] = {}
    counts: Counter[int] = Counter()
    for match in _SENTENCE.finditer(plain, 0, _TEXT):
        if year := _plausible(match, latest):
            first.setdefault(year, match)
            counts[year] += 1
    ranked = [*counts.most_common(2), (0, 0), (0, 0)]
    (year, times), (_, next_times) = ranked[0], ranked[1]
    return (year, first[year]) if times > _OF_MANY * next_times else None


def _plausible(match: re.Match[str], latest: int) -> int | None:
    """The year of a match, if a report may be about it: no later than the year in which it was published."""
    groups = match.groupdict()
    written = groups["year"] or groups["again"]
    year = year_of(written if len(written) > _SHORT_YEAR else f"20{written}")
    return year if year is not None and _FIRST_REPORT_YEAR <= year <= latest else None


def _fact(source: SourceText, year: int, match: re.Match[str], zone: str, rule: str, confidence: float) -> Fact[int]:
    return Fact(value=year, confidence=confidence, evidence=(evidence(source, zone, *match.span(), rule),))
