"""Which passages of a report a result shows: at most three, chosen for what they show that is new."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from indexer.search.marks import FRAGMENT, WHOLE, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.model import Report, Section
    from indexer.search.hits import HitSpan, Mark

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
    groups = _windows(report, hits)
    chosen: list[_Window] = []
    seen = _Seen(0, frozenset())
    while len(chosen) < FRAGMENTS:
        values = {group: group.value(seen) for group in groups}
        free = _free(groups, chosen, values)
        if free is None or (chosen and not free[0].shows_new(seen)):
            break
        group, best = free
        chosen.append(best)
        seen = _Seen(seen.keys | group.shown, seen.sections | {group.section})
    chosen.sort(key=lambda window: window.first)
    return [_cut(report, hits, window, chosen) for window in chosen]


class _Window(NamedTuple):
    """The hits that fit into one passage, beginning with a given one; of two that show the same the greater is better.

    Attributes:
        marks: Marks in it, at most `_MANY`.
        nearness: How near to the beginning of the text, as a negative offset.
        first: Number of its first hit.
        last: Number after its last hit.
    """

    marks: int
    nearness: int
    first: int
    last: int


class _Seen(NamedTuple):
    """What chosen passages show: keys as bits, and section slugs."""

    keys: int
    sections: frozenset[str]


class _Group(NamedTuple):
    """What a window shows; many windows of a report show the same.

    Attributes:
        section: Slug of the section it begins in.
        whole: Keys that stand in it as a whole, as bits.
        word: Keys that stand in it as a word at best.
        fragment: Keys that stand in it inside other words at best.
    """

    section: str
    whole: int
    word: int
    fragment: int

    @property
    def shown(self) -> int:
        """All keys."""
        return self.whole | self.word | self.fragment

    def value(self, seen: _Seen) -> tuple[int, ...]:
        """How good it is to show this next; compared lexicographically."""
        new = ((grade & ~seen.keys).bit_count() for grade in (self.whole, self.word, self.fragment))
        return *new, self.section not in seen.sections

    def shows_new(self, seen: _Seen) -> bool:
        """Whether it shows a piece of the query or a section not shown yet."""
        return self.section not in seen.sections or bool(self.shown & ~seen.keys)


def _free(
    groups: dict[_Group, list[_Window]], chosen: Sequence[_Window], values: dict[_Group, tuple[int, ...]]
) -> tuple[_Group, _Window] | None:
    """The best window that shares no hit with those chosen, and what it shows."""
    for value in sorted(set(values.values()), reverse=True):
        free = [
            (window, group)
            for group, windows in groups.items()
            if values[group] == value
            for window in windows
            if all(window.last <= other.first or window.first >= other.last for other in chosen)
        ]
        if free:
            window, group = max(free)
            return group, window
    return None


def _windows(report: Report, hits: Sequence[HitSpan]) -> dict[_Group, list[_Window]]:
    """For every hit the window that begins with it, by what it shows; in furniture only if there are no others."""
    masks = _masks(hits)
    alike = masks[0] if len(set(masks)) == 1 else None
    counts = list(accumulate((len(hit.marks) for hit in hits), initial=0))
    windows: dict[_Group, list[_Window]] = defaultdict(list)
    in_furniture: dict[_Group, list[_Window]] = defaultdict(list)
    section = _section(report, hits[0].start)
    last = 0
    for first, hit in enumerate(hits):
        if hit.start >= section.end:
            section = _section(report, hit.start)
        limit = min(hit.start + WIDTH, max(section.end, hit.end))
        last = max(last, first + 1)
        while last < len(hits) and hits[last].end <= limit:
            last += 1
        marks = min(counts[min(last, first + _MANY)] - counts[first], _MANY)
        group = _Group(section.slug, *(alike or _best_grades(masks[first:last])))
        found = in_furniture if _in_furniture(report, hit.start) else windows
        found[group].append(_Window(marks, -hit.start, first, last))
    return windows or in_furniture


def _masks(hits: Sequence[HitSpan]) -> list[tuple[int, int, int]]:
    """What stands in each hit: one bit for each key, by grade; the best grade of each key only."""
    bits: dict[int, int] = {}
    made: dict[tuple[Mark, ...], tuple[int, int, int]] = {}
    for hit in hits:
        if hit.marks not in made:
            by_grade = [0, 0, 0]
            for mark in hit.marks:
                by_grade[mark.grade] |= bits.setdefault(mark.key, 1 << len(bits))
            made[hit.marks] = _best_grades([(by_grade[WHOLE], by_grade[WORD], by_grade[FRAGMENT])])
    return [made[hit.marks] for hit in hits]


def _best_grades(masks: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """All that masks hold, each key under its best grade only."""
    whole = word = fragment = 0
    for of_hit in masks:
        whole |= of_hit[0]
        word |= of_hit[1]
        fragment |= of_hit[2]
    return whole, word & ~whole, fragment & ~(whole | word)


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
