"""What stands on its own: lines, joined where a PDF wrapped them, split where a page ran them together."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from indexer.corpus.numerals import ENCLOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.corpus.source_text import SourceText

__all__ = ["LONG", "Piece", "lines", "pieces"]

LONG = 300
"""Characters from which a line may hold several paragraphs: a page whose line breaks were lost is one line of
thousands, a paragraph of a seed has 600 at most and its headings at its beginning."""

_LINE = re.compile(r"[^ \t\f|#*\n][^\n]*")
_EDGES = " \t\f|#*"  # pipes of tables and marks of Markdown
_INDENT = re.compile(r"  +")  # what is left of the border of two paragraphs
_BEGINS_ANEW = re.compile(
    r"[ \t\f|]|第?[一二三四五六七八九十]{1,3}[、.是部]"
    rf"|\([一二三四五六七八九十0-9]|[0-9]{{1,2}}[、.](?![0-9])|[{ENCLOSED}]|附|[-—]|\n|\Z"
)

_NUMBER = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:、|\.|部分)|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[、.]")
_OPEN_HEADING = re.compile(rf"(?:{_NUMBER.pattern})[^。;:]{{4,40}}")
_REST = re.compile(r"[^,。;:0-9]{2,24}(?:情况|措施|事项|打算|问题|意见)")
_LONGEST_HEADING = 60

_SAMPLE = 400  # lines from which the width of a page is taken
# half-width columns: a page of A4 in the size that GB/T 9704 asks for holds 28 Han characters
_WIDTHS = range(40, 111)
_FULL = 5  # columns that a full line may lack, because some marks may not begin a line and some not end it
_SHARE = 0.3  # of the longer lines are full in a wrapped text; where authors end the lines few are equally long
_FEWEST = 10


class Piece(NamedTuple):
    """A range of the text without the blanks and pipes that frame it; never empty."""

    start: int
    end: int


def lines(plain: str) -> Iterator[Piece]:
    """Yield the lines that hold something, in order."""
    for match in _LINE.finditer(plain):
        yield Piece(match.start(), match.start() + len(match[0].rstrip(_EDGES)))


def pieces(source: SourceText) -> Iterator[Piece]:
    """Yield the pieces of a text, in order; about 10 MB/s."""
    plain = source.plain
    width = _width(source.text)
    for piece in _with_whole_headings(plain, _joined(source, width) if width else lines(plain)):
        if piece.end - piece.start <= LONG:
            yield piece
        else:
            yield from _split(plain, piece)


def _with_whole_headings(plain: str, parts: Iterable[Piece]) -> Iterator[Piece]:
    """Put the halves of headings together that a line end parts: behind the number, or before 及改进情况."""
    before: Piece | None = None
    for part in parts:
        if before and part.end - before.start <= _LONGEST_HEADING and _is_one_heading(plain, before, part):
            before = Piece(before.start, part.end)
            continue
        if before:
            yield before
        before = part
    if before:
        yield before


def _is_one_heading(plain: str, before: Piece, after: Piece) -> bool:
    if _NUMBER.fullmatch(plain, *before):
        return "。" not in plain[after.start : after.end] and not _NUMBER.match(plain, *after)
    return bool(_OPEN_HEADING.fullmatch(plain, *before) and _REST.fullmatch(plain, *after)) and (
        plain[before.end - 1] in "、," or plain[after.start] in "及和与"
    )


def _split(plain: str, piece: Piece) -> Iterator[Piece]:
    start = piece.start
    for indent in _INDENT.finditer(plain, *piece):
        if start < indent.start():
            yield Piece(start, indent.start())
        start = indent.end()
    yield Piece(start, piece.end)


def _joined(source: SourceText, width: int) -> Iterator[Piece]:
    """Put lines together that are full and go on in the next line."""
    plain = source.plain
    start: int | None = None
    end = 0
    for line in lines(plain):
        start, end = (line.start if start is None else start), line.end
        full = _columns(source.text[line.start : line.end]) >= width - _FULL
        if not (full and plain[end : end + 1] == "\n") or _BEGINS_ANEW.match(plain, end + 1):
            yield Piece(start, end)
            start = None
    if start is not None:
        yield Piece(start, end)


def _width(text: str) -> int:
    """Columns of the page that wrapped the text; 0 when its lines end where their author ended them."""
    sample = [line.rstrip() for line in text[: _SAMPLE * _WIDTHS[-1]].split("\n", _SAMPLE)[:_SAMPLE]]
    if max(map(len, sample)) > _WIDTHS[-1]:
        return 0
    counts = Counter(filter(_WIDTHS.__contains__, map(_columns, sample)))
    if not counts:
        return 0
    width = max(counts, key=lambda width: (sum(counts[width - lack] for lack in range(_FULL)), width))
    full = sum(counts[width - lack] for lack in range(_FULL))
    return width if full >= max(_FEWEST, _SHARE * counts.total()) else 0


def _columns(line: str) -> int:
    """Half-width columns that a line takes on paper: GB 18030 has one byte for each."""
    return len(line.encode("gb18030", "replace"))
