"""Where the passages that a result shows begin and end: at ends of sentences, and never inside a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from indexer.search.results.windows import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.model import Report
    from indexer.search.hits.hits import Hits
    from indexer.search.results.windows import Window

__all__ = ["Fragment", "fragments", "opening"]

_WRAP = r"\n(?<=[^\n]{25}[\u4e00-\u9fff，、“《（]\n)(?= *[\u4e00-\u9fff，。、；：”》）])"
"""A line break inside a sentence: behind a line as long as the 28 characters that GB/T 9704 has on a page, less those
that may not begin or end one, with Chinese on both sides and no indent of a paragraph, which is ideographic."""

_SENTENCE_END = re.compile(rf"[。！？；!?;]|(?!{_WRAP})\n")
_PARAGRAPH = rf"\S(?:[^\n]|{_WRAP})*"  # compiled where it is used: most searches show hits
_UNBREAKABLE = re.compile(r"[0-9０-９][0-9０-９.,:%％．，]*(?:[ \u3000]?[\u4e00-\u9fff])?|[A-Za-z]+")
"""A number with its unit, or a Latin word: never cut (1232条 must not become 1232, nor 1232 条)."""

_MAY_GO_ON = re.compile(r"[0-9０-９.,:%％．，A-Za-z \u3000]")
"""What such a thing may have before its last character."""


class Fragment(msgspec.Struct, frozen=True):
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


def fragments(report: Report, hits: Hits, chosen: Sequence[Window]) -> list[Fragment]:
    """The passages that show a report's hits, in text order.

    None overlaps another or takes in a part of another hit, and none leaves the section in which its first hit begins,
    but where a hit does.

    Args:
        report: The report.
        hits: Its hits.
        chosen: What they are to show, in text order.
    """
    found: list[Fragment] = []
    for window in chosen:
        first, last = int(hits.starts[window.first]), int(hits.ends[window.last - 1])
        section = report.sections[int(hits.sections[window.first])]
        shown = found[-1].end if found else 0
        before = int(hits.ends[window.first - 1]) if window.first else 0
        behind = int(hits.starts[window.last]) if window.last < len(hits) else len(report.text)
        floor, ceiling = max(section.start, shown, before), min(max(section.end, last), behind)
        found.append(Fragment(*_grown(report, first, last, floor, ceiling), window.first, window.last))
    return found


def _grown(report: Report, first: int, last: int, floor: int, ceiling: int) -> tuple[int, int]:
    """Grow a range to sentence ends on both sides, no further than to a floor and a ceiling."""
    start = _left(report.text, first, max(WIDTH - (last - first), 0), floor)
    end = _right(report.text, last, max(start + WIDTH, last), ceiling)
    return _trimmed(report, start, end, first, last)


def _in_furniture(report: Report, offset: int) -> bool:
    return any(span.start <= offset < span.end for span in report.furniture)


def opening(report: Report) -> Fragment:
    """The passage to show of a report when nothing is searched for: its first sentences.

    That is the first paragraph of running text outside furniture; headings and the title have no full stop inside.
    """
    start = _first_sentence(report)
    end = _right(report.text, start, start + WIDTH, report.section_at(start).end)
    return Fragment(*_trimmed(report, start, end, start, start), 0, 0)


def _first_sentence(report: Report) -> int:
    for paragraph in re.finditer(_PARAGRAPH, report.text):
        if "。" in paragraph[0] and not _in_furniture(report, paragraph.start()):
            return paragraph.start()
    return 0


def _left(text: str, first: int, slack: int, floor: int) -> int:
    """The nearest sentence start before the first mark, within two thirds of the slack; else a third of it back."""
    earliest = max(first - 2 * slack // 3, floor)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, earliest, first)]
    if ends:
        return ends[-1]
    return max(_whole_from(text, earliest if earliest == floor else first - slack // 3, first), floor)


def _right(text: str, last: int, limit: int, ceiling: int) -> int:
    """The last sentence end that fits after the last mark, if it is not too near; else the limit."""
    limit = min(limit, ceiling)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, min(last, limit), limit)]
    if ends and ends[-1] >= last + (limit - last) // 2:
        return ends[-1]
    return min(_whole_upto(text, limit, last), ceiling)


def _whole_from(text: str, start: int, mark: int) -> int:
    """Move a beginning behind the number or word that it cuts; before it, where the mark goes on with it."""
    low, high = _unbreakable(text, start)
    return high if high <= mark else low


def _whole_upto(text: str, end: int, mark: int) -> int:
    """Move an end before the number or word that it cuts; behind it, where the mark begins it."""
    low, high = _unbreakable(text, end)
    return low if low >= mark else high


def _unbreakable(text: str, cut: int) -> tuple[int, int]:
    """The range of the number with its unit or the Latin word that is cut at an offset; empty where none is."""
    if not _MAY_GO_ON.match(text, cut - 1):
        return cut, cut
    for match in _UNBREAKABLE.finditer(text, max(cut - WIDTH, 0), min(cut + WIDTH, len(text))):
        if match.start() < cut < match.end():
            return match.span()
    return cut, cut


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
