"""The title as it stands in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from indexer.corpus.furniture import is_furniture
from indexer.corpus.issuer.organs import is_organ
from indexer.corpus.numerals import DIGITS_HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.source_text import SourceText

__all__ = ["Title", "find_title"]

_HEAD = 60  # lines with something in them, from the top, among which the title stands; menus may stand above it
_LONGEST = 80
_MOST_LINES = 3  # issuer, year and subject may have a line each
_LINE = re.compile(r"\S[^\n]*")
_EDGES = " \t\f|#*"
_LABEL = re.compile(r"(?:标 {0,3}题|题 {0,3}名|名 {0,3}称|信息名称) ?[:|] ?")
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|二[{DIGITS_HAN}]{{3}}) ?年?度?"
_TITLE = re.compile(
    r"(?P<title>.*(?:信息|政务)公开.{0,12}(?:(?P<report>报告|年报|总结|报\.{3})|情况)(?:\([^()]{0,20}\))?)(?:[-_—|/].{0,30})?"
)
_BEGINNING = re.compile(
    rf"(?:{_YEAR})?(?P<name>.*?)(?:关于)?(?:{_YEAR})?(?:的)?(?:(?:政府|政务)?(?:信息|政务)公开(?:工作)?)?"
)
_GLUED = re.compile(
    rf"(?P<title>[^,。;:、]{{0,50}}?(?:信息|政务)公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报|总结))"
    rf"(?= |[一二三四五六七八九十]、|\(一\)|第一部分|{_YEAR}|本|根据|按照|依据|为|现)"
)
_SENTENCE = re.compile(r"[。;!?]|^[一二三四五六七八九十]{1,3}、|^\(|如下|[:,]\Z")
_HEADING = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:[、.]|部分)")


class Title(msgspec.Struct, frozen=True):
    """A title line, or lines that make one.

    Attributes:
        start: Offset of its first character.
        end: Offset after the last.
    """

    start: int
    end: int


class _Line(NamedTuple):
    start: int
    text: str
    labelled: bool


def find_title(source: SourceText) -> Title | None:
    """Find the title among the first lines; None when none stands there.

    A title with name and year is preferred to one that lacks them, which may be the name of a site's column.
    """
    head = list(_head(source.plain))
    if head and len(head[0].text) > _LONGEST:
        return _glued(head[0])
    found = [_title_at(head[number : number + _MOST_LINES]) for number in range(len(head))]
    ranked = [candidate for candidate in found if candidate]
    return max(ranked, key=lambda candidate: candidate[:2])[2] if ranked else None


def _head(plain: str) -> Iterator[_Line]:
    """Yield the lines above the first heading, without furniture."""
    count = 0
    for match in _LINE.finditer(plain):
        line = match[0].strip(_EDGES)
        if _HEADING.match(line) or count == _HEAD:
            return
        if line and not is_furniture(line):
            start = match.start() + match[0].index(line)
            label = _LABEL.match(line)
            cut = label.end() if label else 0
            yield _Line(start + cut, line[cut:], cut > 0)
            count += 1


def _title_at(lines: list[_Line]) -> tuple[int, int, Title] | None:
    """The best title that begins with the first of some lines: how much it says, minus its lines, and itself."""
    best: tuple[int, int, Title] | None = None
    for count in range(1, len(lines) + 1):
        if count > 1 and (lines[count - 1].labelled or not _begins(lines[count - 2].text)):
            break
        joined = "".join(line.text for line in lines[:count])
        match = _TITLE.fullmatch(joined)
        if match is None or len(joined) > _LONGEST or _SENTENCE.search(joined):
            continue
        said = bool(re.search(_YEAR, joined)) + bool(_name(match["title"]))
        if said or match["report"]:
            last = lines[count - 1]
            title = Title(lines[0].start, last.start + len(last.text) - (len(joined) - len(match["title"])))
            best = max(best or (-1, 0, title), (said, -count, title), key=lambda candidate: candidate[:2])
    return best


def _glued(line: _Line) -> Title | None:
    """The title at the beginning of a page without line breaks."""
    match = _GLUED.match(line.text)
    if match and re.search(_YEAR, match["title"]) and is_organ(_name(match["title"])):
        return Title(line.start, line.start + match.end("title"))
    return None


def _begins(line: str) -> bool:
    """Whether a line can be the beginning of a title: a name, a year, or both."""
    match = _BEGINNING.fullmatch(line)
    name = "".join(match["name"].split()) if match else ""
    return is_organ(name) or (match is not None and re.match(_YEAR, line) is not None)


def _name(title: str) -> str:
    """What stands before the subject, years left out."""
    return re.sub(rf"{_YEAR}|关于|的", "", re.split(r"(?:政府|政务)?(?:信息|政务)公开", title)[0]).strip(" -—:")
