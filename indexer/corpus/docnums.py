"""Numbers of official documents: 辽政办发[2015]39号, 淮政办秘〔2018108号, 政府令第51号.

The form is that of GB/T 9704-2012, 党政机关公文格式: agency and kind in short, the year in four digits between the
brackets 〔 〕, the number without leading zeros and without 第. Reports write every kind of bracket, and lose the
closing one; the year always has four digits, so that putting the bracket back is unambiguous. Nothing else is repaired.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from indexer.model import DocumentNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.source_text import SourceText

__all__ = ["ParsedNumber", "document_numbers", "parse_document_number"]

_HAN = r"\u3400-\u9fff"
_MAX_PREFIX = 8
_MAX_GAP = 4  # bounded, or a text of blanks would be read again and again
_GAP = rf"[ \n]{{0,{_MAX_GAP}}}"  # a line may end inside a number
_NUMBER = re.compile(
    rf"[\[(]{_GAP}(?P<year>(?:19|20)[0-9]{{2}}){_GAP}(?P<closing>[\])]?){_GAP}第?{_GAP}(?P<number>[0-9]{{1,4}}){_GAP}号"
)
_DECREE = re.compile(rf"令{_GAP}第{_GAP}(?P<number>[0-9]{{1,4}}){_GAP}号")
_PREFIX = re.compile(rf"(?P<prefix>[{_HAN}]{{1,{_MAX_PREFIX}}}){_GAP}\Z")
_NORMAL = re.compile(r"(?P<prefix>.+)〔(?P<year>[0-9]{4})〕(?P<number>[0-9]+)号")

_LEAD_WORDS = re.compile(
    r".*(?:关于|根据|按照|依据|依照|落实|贯彻|执行|印发|转发|下发|制发|发布|出台|通过|以及|参照|文件|通知|意见|的)"
)
"""Words of the sentence that stand before a number without a mark between; agencies do not end in them."""


class ParsedNumber(NamedTuple):
    """The parts of a document number in normal form.

    Attributes:
        prefix: Agency and kind, such as 淮政办秘.
        year: Four digits.
        number: The running number.
    """

    prefix: str
    year: int
    number: int


def parse_document_number(normal: str) -> ParsedNumber | None:
    """Take a number in normal form apart; None for a decree, which has no year (政府令第51号)."""
    match = _NORMAL.fullmatch(normal)
    return ParsedNumber(match["prefix"], int(match["year"]), int(match["number"])) if match else None


def document_numbers(source: SourceText) -> tuple[DocumentNumber, ...]:
    """Find every document number of a text, in order."""
    found = [*_numbers(source), *_decrees(source)]
    return tuple(sorted(found, key=lambda number: number.start))


def _numbers(source: SourceText) -> Iterator[DocumentNumber]:
    for match in _NUMBER.finditer(source.plain):
        start, end = _prefix(source.plain, match.start())
        if start < end:
            prefix = source.text[start:end]
            normal = f"{prefix}〔{match['year']}〕{int(match['number'])}号"
            text = source.text[start : match.end()]
            yield DocumentNumber(text, normal, start, match.end(), damaged=not match["closing"])


def _decrees(source: SourceText) -> Iterator[DocumentNumber]:
    for match in _DECREE.finditer(source.plain):
        start, end = _prefix(source.plain, match.start() + len("令"))
        if start < match.start():
            normal = f"{source.text[start:end]}第{int(match['number'])}号"
            text = source.text[start : match.end()]
            yield DocumentNumber(text, normal, start, match.end(), damaged=False)


def _prefix(plain: str, before: int) -> tuple[int, int]:
    """Where the run of Han characters before a place begins and ends, without words of the sentence."""
    run = _PREFIX.search(plain, max(0, before - _MAX_PREFIX - _MAX_GAP), before)
    if run is None:
        return before, before
    lead = _LEAD_WORDS.match(run["prefix"])
    return run.start() + (lead.end() if lead else 0), run.end("prefix")
