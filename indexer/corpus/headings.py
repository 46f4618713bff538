"""Which lines, and which beginnings of lines, are headings? The form counts here, not what a heading is about.

The rules are those of DOMAIN §3.3: a marker at the start of a line, a line that is short or whose first sentence is. In
a report that is one long line headings stand inside it, after a blank or a full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.corpus.furniture import is_furniture
from indexer.corpus.numerals import ordinal
from indexer.corpus.tables import is_table_row, statutory_titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.source_text import SourceText

__all__ = ["Heading", "find_headings"]


@dataclass(frozen=True, slots=True, order=True)
class Heading:
    """A heading as found.

    Attributes:
        start: Offset of its marker.
        end: Offset after it.
        kind: Kind of marker: ``cn_comma``, ``cn_paren``, ``arabic``, ``yi_shi`` or ``bare``.
        number: Its number, 0 for a bare one.
        title: In plain form, without the marker.
        style: ``own`` line, ``runin`` (the first sentence of a line) or ``inline``.
    """

    start: int
    end: int
    kind: str
    number: int
    title: str
    style: str


_CN = "一二三四五六七八九十"
_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("yi_shi", re.compile(rf"(?P<number>十[{_CN[:-1]}]?|[{_CN[:-1]}])是")),
    ("cn_comma", re.compile(rf"第?(?P<number>[{_CN}]{{1,3}})(?:、|\.(?!\d)|部分[、: ]?) ?")),
    ("cn_paren", re.compile(rf"\(?(?P<number>[{_CN}]{{1,3}})\)[、.]? ?")),
    ("arabic", re.compile(r"(?P<number>\d{1,2})(?:、|\.(?!\d)) ?")),
)
_LINE = re.compile(r"\S[^\n]*")
_EDGES = " \t\f|"
_BARE = re.compile(r"[^,，。;；:：、()（）]{0,20}(?:情况|意见|措施|问题|打算|事项|概述|工作|计划)")
_BARE_LENGTH = range(4, 25)
_SENTENCE_OVER = re.compile(r"[。;:!?》)」”\"|]$")
_SHORTEST_TITLE = 2  # a single character is a row label that a column cut
_OWN_LENGTH = 60
_RUNIN_LENGTH = 41
_INLINE_LENGTH = 40
_ONE_LINE = 0.6  # share of the text in one line from which headings are looked for inside it
_YI_SHI = re.compile(rf"(?:(?<=[\n。;,: ])|\A)(十[{_CN[:-1]}]?|[{_CN[:-1]}])是")


def find_headings(source: SourceText) -> list[Heading]:
    """Every heading of a text, in order."""
    lines = list(_lines(source.plain))
    runs = _yi_shi_runs(source.plain)
    found: dict[int, Heading] = {}
    for number, (start, line) in enumerate(lines):
        before = lines[number - 1][1] if number else ""
        heading = _at_line(start, line, runs) or (_bare(start, line, before) if number else None)
        if heading:
            found[heading.start] = heading
        if len(line) > _ONE_LINE * len(source.plain):
            for inside in _inside(start, line):
                found.setdefault(inside.start, inside)
    for start, end in statutory_titles(source.plain):
        marked = _marker(source.plain[start:end])
        if marked and start not in found:
            kind, value, length = marked
            found[start] = Heading(start, end, kind, value, source.plain[start + length : end], "inline")
    return _without_overlap(found[start] for start in sorted(found))


def _without_overlap(headings: Iterator[Heading]) -> list[Heading]:
    kept: list[Heading] = []
    for heading in headings:
        if not kept or heading.start >= kept[-1].end:
            kept.append(heading)
    return kept


def _lines(plain: str) -> Iterator[tuple[int, str]]:
    """Offset and text of every line that holds something, without what frames it."""
    for match in _LINE.finditer(plain):
        line = match[0].strip(_EDGES)
        if line:
            yield match.start() + match[0].index(line), line


def _marker(line: str) -> tuple[str, int, int] | None:
    """Kind, number and length of the marker that a line begins with."""
    for kind, pattern in _MARKERS:
        match = pattern.match(line)
        number = ordinal(match["number"]) if match else None
        if match and number:
            return kind, number, match.end()
    return None


def _at_line(start: int, line: str, runs: set[int]) -> Heading | None:
    marked = _marker(line)
    if marked is None:
        return None
    kind, number, length = marked
    if kind == "yi_shi" and start not in runs:
        return None
    end, style = _extent(line, length)
    title = line[length:end].strip(" 。:")
    if not style or len(title) < _SHORTEST_TITLE or is_table_row(title):
        return None
    return Heading(start, start + end, kind, number, title, style)


def _extent(line: str, length: int) -> tuple[int, str]:
    """Where the heading of a line ends and in which style; an empty style when it is none."""
    stop = line.find("。")
    if stop < 0:
        own = len(line) <= _OWN_LENGTH and ";" not in line and not line[-1].isdigit()
        return len(line), "own" if own else ""
    if stop - length < _RUNIN_LENGTH and ";" not in line[:stop]:
        return stop + 1, "runin"
    return 0, ""


def _bare(start: int, line: str, before: str) -> Heading | None:
    """A heading without marker: a short line that ends like one, after a finished line."""
    if len(line) not in _BARE_LENGTH or not _BARE.fullmatch(line) or is_table_row(line) or is_furniture(line):
        return None
    if not (_SENTENCE_OVER.search(before) or len(before) < _OWN_LENGTH // 2):
        return None
    return Heading(start, start + len(line), "bare", 0, line, "own")


def _yi_shi_runs(plain: str) -> set[int]:
    """Offsets of the 一是, 二是 … that head passages: a run of at least two whose every member begins a line."""
    runs: list[list[tuple[int, bool]]] = []
    expected = 0
    for match in _YI_SHI.finditer(plain):
        number = ordinal(match[1]) or 0
        line_start = plain.rfind("\n", 0, match.start()) + 1
        begins_line = not plain[line_start : match.start()].strip(_EDGES)
        if number == 1:
            runs.append([])
        elif number != expected or not runs:
            expected = 0
            continue
        runs[-1].append((match.start(), begins_line))
        expected = number + 1
    return {start for run in runs if len(run) > 1 and all(begins_line for _, begins_line in run) for start, _ in run}


_INSIDE = re.compile(
    rf"(?:(?<=[ 。])|\A)(?=第?[{_CN}]{{1,3}}(?:、|\.(?!\d))|\([{_CN}]{{1,3}}\)|(?<![\d.])\d{{1,2}}[、.](?!\d))"
)


def _inside(start: int, line: str) -> Iterator[Heading]:
    """Headings inside a one-line text."""
    for match in _INSIDE.finditer(line):
        at = match.start()
        marked = _marker(line[at : at + _OWN_LENGTH])
        if marked is None:
            continue
        kind, number, length = marked
        end = _inside_end(line, at + length)
        title = line[at + length : end].strip(" 。:")
        if end and title and not is_table_row(title):
            yield Heading(start + at, start + end, kind, number, title, "inline")


def _inside_end(line: str, title: int) -> int:
    """Where a heading inside a line ends: at a blank or after a full stop, whichever comes first; 0 when too far."""
    window = line[title : title + _INLINE_LENGTH]
    stop, blank = window.find("。"), window.find(" ")
    if blank > 0 and (stop < 0 or blank < stop):
        return title + blank
    return title + stop + 1 if stop > 0 else 0
