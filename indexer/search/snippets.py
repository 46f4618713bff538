"""Which passages of a report a result shows: at most three, chosen for what they show that is new (TEXT §10.2)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.search.marks import FRAGMENT, WHOLE, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.model import Report, Section
    from indexer.search.hits import HitSpan

__all__ = ["FRAGMENTS", "WIDTH", "Fragment", "fragments", "opening"]

WIDTH = 160
"""Length of a passage in characters: four lines of a result on a wide screen, eight on a phone."""

FRAGMENTS = 3
"""Passages a result shows at most."""

_MANY = 8
"""More marks than this make a window no better."""

_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_LINE = re.compile(r"\S[^\n]*")
_UNBREAKABLE = re.compile(r"[0-9０-９][0-9０-９.,:%％．，]*[\u4e00-\u9fff]?|[A-Za-z]+")
"""A number with its unit, or a Latin word: never cut (1232条 must not become 1232)."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A range of the report's text and the hits in it.

    Attributes:
        start: First offset.
        end: Offset after the last character.
        first: Number of the first hit inside, from 0.
        last: Number after the last hit inside; equals `first` when there is none.
    """

    start: int
    end: int
    first: int
    last: int


def fragments(report: Report, hits: Sequence[HitSpan]) -> list[Fragment]:
    """Choose the passages that show a report's hits, in text order.

    Each is chosen for the most pieces of the query not shown yet, best grades first, then for a section not shown yet,
    then for the most marks, then the earliest. The choice ends when nothing new would be shown.
    """
    windows = _windows(report, hits)
    windows = [window for window in windows if not _in_furniture(report, window.start)] or windows
    chosen: list[_Window] = []
    seen = 0
    sections: set[str] = set()
    while windows and len(chosen) < FRAGMENTS:
        best = max(windows, key=lambda window: window.value(seen, sections))
        if chosen and not best.shows_new(seen, sections):
            break
        chosen.append(best)
        seen |= best.shown
        sections.add(best.section)
        windows = [window for window in windows if window.last <= best.first or window.first >= best.last]
    chosen.sort(key=lambda window: window.first)
    return [_cut(report, hits, window, chosen) for window in chosen]


def _windows(report: Report, hits: Sequence[HitSpan]) -> list[_Window]:
    """For every hit the window that begins with it. What stands in a hit is one bit for each key, by grade."""
    bits: dict[int, int] = {}
    masks: list[tuple[int, int, int]] = []
    for hit in hits:
        by_grade = [0, 0, 0]
        for mark in hit.marks:
            by_grade[mark.grade] |= bits.setdefault(mark.key, 1 << len(bits))
        masks.append((by_grade[WHOLE], by_grade[WORD], by_grade[FRAGMENT]))
    windows = []
    for first, hit in enumerate(hits):
        section = _section(report, hit.start)
        limit = min(hit.start + WIDTH, max(section.end, hit.end))
        last = first + 1
        while last < len(hits) and hits[last].end <= limit:
            last += 1
        windows.append(_Window(hits, first, last, section.slug, masks))
    return windows


class _Window:
    """The hits that fit into one passage, beginning with a given one."""

    __slots__ = ("first", "grades", "last", "marks", "section", "shown", "start")

    def __init__(
        self, hits: Sequence[HitSpan], first: int, last: int, section: str, masks: Sequence[tuple[int, int, int]]
    ) -> None:
        self.first = first
        self.last = last
        self.start = hits[first].start
        self.section = section
        self.marks = sum(len(hit.marks) for hit in hits[first : min(last, first + _MANY)])
        whole = word = fragment = 0
        for of_hit in masks[first:last]:
            whole |= of_hit[0]
            word |= of_hit[1]
            fragment |= of_hit[2]
        self.grades = (whole, word & ~whole, fragment & ~(whole | word))
        self.shown = whole | word | fragment

    def value(self, seen: int, sections: set[str]) -> tuple[int, ...]:
        """How good it is to show this next; compared lexicographically."""
        whole, word, fragment = ((grade & ~seen).bit_count() for grade in self.grades)
        return whole, word, fragment, self.section not in sections, min(self.marks, _MANY), -self.start

    def shows_new(self, seen: int, sections: set[str]) -> bool:
        """Whether it shows a piece of the query or a section not shown yet."""
        return self.section not in sections or bool(self.shown & ~seen)


def _in_furniture(report: Report, offset: int) -> bool:
    return any(span.start <= offset < span.end for span in report.furniture)


def _section(report: Report, offset: int) -> Section:
    index = max(bisect_right(report.sections, offset, key=lambda section: section.start) - 1, 0)
    return report.sections[index]


def _cut(report: Report, hits: Sequence[HitSpan], window: _Window, chosen: Sequence[_Window]) -> Fragment:
    """Grow a window to sentence ends on both sides, inside its section and without touching a neighbour."""
    place = chosen.index(window)
    first, last = hits[window.first].start, hits[window.last - 1].end
    section = _section(report, first)
    floor = max(section.start, hits[chosen[place - 1].last - 1].end if place else 0)
    ceiling = max(section.end, last)
    if place + 1 < len(chosen):
        ceiling = min(ceiling, hits[chosen[place + 1].first].start)
    slack = max(WIDTH - (last - first), 0)
    start = _left(report.text, first, slack, floor)
    end = _right(report.text, last, max(start + WIDTH, last), ceiling)
    start, end = _trimmed(report, start, end, first, last)
    return Fragment(start, end, window.first, window.last)


def opening(report: Report) -> Fragment:
    """The passage to show of a report when nothing is searched for: its first sentences.

    That is the first line of running text outside furniture; headings and the title have no full stop inside.
    """
    start = _first_sentence(report)
    section = _section(report, start)
    end = _right(report.text, start, start + WIDTH, section.end)
    return Fragment(*_trimmed(report, start, end, start, start), 0, 0)


def _first_sentence(report: Report) -> int:
    for line in _LINE.finditer(report.text):
        if "。" in line[0] and not _in_furniture(report, line.start()):
            return line.start()
    return 0


def _left(text: str, first: int, slack: int, floor: int) -> int:
    """The nearest sentence start before the first mark, within two thirds of the slack; else a third of it back."""
    earliest = max(first - 2 * slack // 3, floor)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, earliest, first)]
    if ends:
        return ends[-1]
    return earliest if earliest == floor else _whole(text, first - slack // 3, first)


def _right(text: str, last: int, limit: int, ceiling: int) -> int:
    """The last sentence end that fits after the last mark, if it is not too near; else the limit."""
    limit = min(limit, ceiling, len(text))
    ends = [match.end() for match in _SENTENCE_END.finditer(text, min(last, limit), limit)]
    if ends and ends[-1] >= last + (limit - last) // 2:
        return ends[-1]
    return limit if limit == len(text) else _whole(text, limit, last)


def _whole(text: str, cut: int, mark: int) -> int:
    """Move a cut toward the mark until it splits no number from its unit and no Latin word."""
    low, high = max(cut - WIDTH, 0), cut + WIDTH
    for match in _UNBREAKABLE.finditer(text, low, min(high, len(text))):
        if match.start() < cut < match.end():
            return min(match.end(), mark) if cut < mark else max(match.start(), mark)
    return cut


def _trimmed(report: Report, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Take furniture and blanks off both ends, never a mark."""
    for span in report.furniture:
        if start < span.end <= first:
            start = span.end
        if last <= span.start < end:
            end = span.start
    while start < first and report.text[start].isspace():
        start += 1
    while end > max(last, start) and report.text[end - 1].isspace():
        end -= 1
    return start, end
