"""The title as it stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.corpus.furniture import is_furniture

if TYPE_CHECKING:
    from indexer.corpus.source_text import SourceText

__all__ = ["Title", "find_title"]

_HEAD = 25  # lines with something in them, from the top, among which the title stands
_LONGEST = 80
_LINE = re.compile(r"\S[^\n]*")
_EDGES = " \t\f|"
_LABEL = re.compile(r"(?:标题|题名|名称|信息名称) ?[:|] ?")
_TITLE = re.compile(r".*(?:信息|政务)公开.{0,12}(?:报告|年报|总结|情况)(?:\([^()]{0,20}\))?")
_BEGINNING = re.compile(r".*(?:人民政府|委员会|办公[室厅]|[局厅委处院]|公司|年度?|政府|信息公开|政务公开)")
_ENDING = re.compile(r".{0,30}(?:报告|年报)")
_SENTENCE = re.compile(r"[。;!?]|^[一二三四五六七八九十]{1,3}、|^\(")


@dataclass(frozen=True, slots=True)
class Title:
    """A title line, or two lines that make one.

    Attributes:
        start: Offset of its first character.
        end: Offset after the last.
    """

    start: int
    end: int


def find_title(source: SourceText) -> Title | None:
    """Find the title among the first lines; None when none stands there."""
    lines = _head_lines(source.plain)
    for number, (start, line) in enumerate(lines):
        if _is_title(line):
            return Title(start, start + len(line))
        if number + 1 < len(lines) and _is_beginning(line):
            after, rest = lines[number + 1]
            if len(line) + len(rest) <= _LONGEST and _ENDING.fullmatch(rest) and _is_title(line + rest):
                return Title(start, after + len(rest))
    return None


def _head_lines(plain: str) -> list[tuple[int, str]]:
    lines = []
    for match in _LINE.finditer(plain):
        line = match[0].strip(_EDGES)
        if line and not is_furniture(line):
            start = match.start() + match[0].index(line)
            label = _LABEL.match(line)
            lines.append((start + label.end(), line[label.end() :]) if label else (start, line))
        if len(lines) == _HEAD:
            break
    return lines


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST and not _SENTENCE.search(line) and bool(_TITLE.fullmatch(line))


def _is_beginning(line: str) -> bool:
    return len(line) <= _LONGEST and not _SENTENCE.search(line) and bool(_BEGINNING.fullmatch(line))
