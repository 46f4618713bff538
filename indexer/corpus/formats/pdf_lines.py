"""Lines of a page, and paragraphs: lines that the page wrapped are joined, page numbers and running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from indexer.corpus.formats.pdf_margins import margins_of
from indexer.corpus.formats.pdf_page import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.corpus.formats.pdf_margins import Margins
    from indexer.corpus.formats.pdf_page import Box, Glyph

__all__ = ["lines_of", "paragraphs", "rejoined", "text_of", "without_margins"]

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f“”‘’…—]")
_PAGE_NUMBER = re.compile(
    r"(?:第?\s*[0-9]{1,4}\s*页?|[-—–·•~\s]*[0-9]{1,4}[-—–·•~\s]*|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
    r"|第\s*[0-9]{1,4}\s*页\s*[,，/]?\s*共\s*[0-9]{1,4}\s*页)"
)
_NUMBER = re.compile(r"[0-9]+")
_SAME_LINE = 0.5  # share of the lower of two boxes that lies beside the other one
_GAP = 0.9  # of the height of a line: a column of the page begins; autospace and justifying stay below
_LATIN_GAP = 0.15  # of the height: a blank between Latin words
_SIZE = 0.85  # of the height of a line without Chinese characters
_FULL = 1.6  # sizes by which a wrapped line may be shorter than the longest: a mark may not begin the next one
_NARROW = 0.5  # sizes that a digit or Latin letter is wide
_NARROW_WORD = re.compile(r"[0-9A-Za-z.,%:/-]{1,40}")
_SENTENCE_ENDS = frozenset("。；：！？;:!?")
_NARROWEST = 12  # sizes that a full line has at least, also in columns
_INDENT = 0.6  # sizes from which a line is indented
_LEADING = 1.45  # times the usual distance of lines from which a paragraph has ended
_OTHER_SIZE = 0.2  # share by which the size in a paragraph may vary
_MIN_PAGES = 3  # with one running head


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Put glyphs into lines, in their order; what the page writes piece by piece beside each other is one line."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _beside(runs[-1][-1].box, glyph.box):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [line for line in map(_line, runs) if line.text]


def _beside(one: Box, other: Box) -> bool:
    """Whether a glyph stands in the line of the one before it."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common >= _SAME_LINE * min(one.bottom - one.top, other.bottom - other.top) and other.right > one.left


def _line(run: list[Glyph]) -> Line:
    shown = [glyph for glyph in run if not glyph.text.isspace()] or run
    boxes = [glyph.box for glyph in shown]
    top, bottom = median(box.top for box in boxes), median(box.bottom for box in boxes)
    widths = [glyph.box.right - glyph.box.left for glyph in shown if _WIDE.match(glyph.text)]
    return Line(
        text_of(run),
        min(box.left for box in boxes),
        max(box.right for box in boxes),
        top,
        bottom,
        median(widths) if widths else _SIZE * (bottom - top),
    )


def text_of(run: Sequence[Glyph]) -> str:
    """The characters of a line, with a blank where the page has one or leaves the room of one."""
    pieces: list[str] = []
    # of the line and not of the glyph: some fonts state of 一 only the stroke
    height = max(median(glyph.box.bottom - glyph.box.top for glyph in run), 1.0) if run else 1.0
    for number, glyph in enumerate(run):
        if number:
            before = run[number - 1]
            gap = glyph.box.left - before.box.right
            is_wide = _WIDE.match(glyph.text) or _WIDE.match(before.text)
            if gap > (_GAP if is_wide else _LATIN_GAP) * height:
                pieces.append(" ")
        pieces.append(" " if glyph.text.isspace() else glyph.text)
    return re.sub(" {2,}", " ", "".join(pieces)).strip(" ")


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out page numbers and running heads: what stands first or last on its page and is one or recurs there."""
    edges = [_edges(page) for page in pages]
    recurring = Counter(key for page in edges for key in {_key(line) for line in page})
    enough = max(_MIN_PAGES, len(pages) // 2)
    kept = []
    for page, outer in zip(pages, edges, strict=True):
        gone = [line for line in outer if _PAGE_NUMBER.fullmatch(line.text) or recurring[_key(line)] >= enough]
        kept.append([line for line in page if line not in gone])
    return kept


def _edges(page: Sequence[Line]) -> list[Line]:
    """The uppermost and the lowest line."""
    if not page:
        return []
    return [min(page, key=lambda line: line.top), max(page, key=lambda line: line.bottom)]


def _key(line: Line) -> tuple[str, int]:
    """What is the same for a running head on every page: its words, and its place to ten points."""
    return _NUMBER.sub("0", line.text), round(line.top / 10)


def paragraphs(pages: Sequence[Sequence[Line | str]]) -> list[str]:
    """Join the lines that go on in the next line, over the ends of pages too; finished rows stand for themselves."""
    done: list[list[str]] = []
    before: tuple[Line, Margins] | None = None
    for page in pages:
        around = margins_of([element for element in page if isinstance(element, Line)])
        for element in page:
            if isinstance(element, str):
                done.append([element])
                before = None
                continue
            margins = around(element)
            if before is not None and _goes_on(*before, element, margins):
                done[-1].append(element.text)
            else:
                done.append([element.text])
            before = element, margins
    return [rejoined(parts) for parts in done]


def rejoined(lines: Sequence[str]) -> str:
    """Lines that the page wrapped as one; a blank was there only between words that have blanks around them."""
    text = ""
    for line in lines:
        glue = "" if not text or _WIDE.match(text[-1]) or _WIDE.match(line[0]) else " "
        text += glue + line
    return text


def _carried(line: Line, after: Line) -> float:
    """Sizes that a line is shorter because a number or Latin word was carried over whole to the next one."""
    word = _NARROW_WORD.match(after.text)
    return _NARROW * len(word[0]) if word and line.text[-1] not in _SENTENCE_ENDS else 0.0


def _goes_on(line: Line, margins: Margins, after: Line, margins_after: Margins) -> bool:
    """Whether a line is full and the next one is not indented, of the same size and right below it or on a new page."""
    size = line.size
    return (
        line.right - line.left >= _NARROWEST * size
        and line.right >= margins.right - (_FULL + _carried(line, after)) * size
        and after.left <= margins_after.left + _INDENT * size
        and abs(after.size - size) <= _OTHER_SIZE * size
        and (after.top < line.top or after.top - line.top <= _LEADING * margins.step)
    )
