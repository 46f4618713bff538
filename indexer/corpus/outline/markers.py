"""Where a heading may begin: every place with a number in one of the forms that headings have.

GB/T 9704-2012, 党政机关公文格式, §7.3.3, gives the numbers of the levels as 一、 （一） 1. （1）; work summaries add
一是, 二是, and reports that follow a fixed outline end in 附表. Word processors set numbers in one character as well:
㈠ for （一）, ⑴ for （1）, ⒈ for 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from indexer.corpus.numerals import ENCLOSED, ordinal
from indexer.corpus.outline.pieces import LONG
from indexer.corpus.outline.tables import STATUTORY_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.corpus.outline.pieces import Piece

__all__ = ["CN", "MAIN_KINDS", "RANKS", "Mark", "marks"]

CN = "一二三四五六七八九十"
"""Body of a regular-expression class: characters of a heading's number."""

RANKS = {
    "part": 0,
    "cn_comma": 1,
    "annex": 1,
    "bare": 1,
    "cn_paren": 2,
    "arabic": 3,
    "arabic_paren": 4,
    "yi_shi": 5,
}
"""A heading lies below the nearest open one of a lower rank, so that the kind alone does not fix the level."""

MAIN_KINDS = frozenset({"part", "cn_comma", "annex"})
"""Kinds whose headings part a report; the numbers of all others begin anew below them."""

_TITLE_ALONE = rf"(?![{CN}是年月日个次项条件季份])[\u3400-\u9fff][\u3400-\u9fff 、]{{1,24}}"
"""What a line says behind a number that has only a blank after it: 一 概 述, but not 一 季度."""

_KINDS = (
    rf"第(?P<part>[{CN}]{{1,3}})部分[、: ]?",
    rf"第?(?P<cn_comma>[{CN}]{{1,3}})(?: ?(?:、|\.(?![0-9]))| {{1,4}}(?={_TITLE_ALONE}\Z))",
    rf"(?:\( ?)?(?P<cn_paren>[{CN}]{{1,3}}) ?\)[、.]?",
    r"(?P<arabic>[0-9]{1,2}) ?(?:、|\.(?! ?[0-9]))",
    r"\( ?(?P<arabic_paren>[0-9]{1,2}) ?\)[、.]?",
    r"(?P<cn_paren_enclosed>[㈠-㈩])[、.]?",
    r"(?P<arabic_enclosed>[⒈-⒛])[、.]?",
    r"(?P<arabic_paren_enclosed>[⑴-⒇])[、.]?",
    rf"附(?:[件表录] ?(?P<annex>[0-9]{{1,2}}|[{CN}]{{1,2}})?)? ?:",
)
_MARK = re.compile(rf"(?:{'|'.join(_KINDS)}) {{0,4}}")
_INSIDE = re.compile(
    rf"(?<![第0-9.{CN}])"
    rf"(?:第?[{CN}]{{1,3}}[、)部.]|\((?:[{CN}]{{1,3}}|[0-9]{{1,2}})\)|[0-9]{{1,2}}[、.](?![0-9])"
    rf"|附[件表录]? ?[0-9{CN}]{{0,2}} ?:|[{ENCLOSED}])"
)
_FIRST = re.compile(f"[第附(0-9{CN}{ENCLOSED}]")


class Mark(msgspec.Struct, frozen=True, order=True):
    """A place where a heading may begin.

    Attributes:
        start: Offset of the number.
        title: Offset of what follows it, blanks left out.
        kind: A key of `RANKS`.
        number: The number; 0 where there is none.
        limit: Offset at which the heading has ended at the latest: the end of its piece.
        inside: Whether it stands inside a piece and not at its beginning.
    """

    start: int
    title: int
    kind: str
    number: int
    limit: int
    inside: bool


def marks(plain: str, pieces: Sequence[Piece]) -> list[Mark]:
    """Find every mark, in order; none twice. Those of 一是 have rules of their own."""
    found = {mark.start: mark for mark in _statutory(plain)}
    for piece in pieces:
        if _FIRST.match(plain, piece.start) and (mark := _mark(plain, piece.start, piece.end, inside=False)):
            found[mark.start] = mark
            if mark.kind == "cn_paren" and piece.end - piece.start <= LONG:
                found.update((other.start, other) for other in _siblings(plain, mark))
        if piece.end - piece.start > LONG:
            for match in _INSIDE.finditer(plain, piece.start + 1, piece.end):
                if mark := _mark(plain, match.start(), piece.end, inside=True):
                    found[mark.start] = mark
    return sorted(found.values())


def _siblings(plain: str, first: Mark) -> Iterator[Mark]:
    """The marks behind a full stop that go on with the number at the beginning of a short piece: (二) after (一)."""
    number = first.number
    for match in _INSIDE.finditer(plain, first.title, first.limit):
        mark = _mark(plain, match.start(), first.limit, inside=True)
        if mark and mark.kind == first.kind and mark.number == number + 1 and plain[mark.start - 1] == "。":
            number = mark.number
            yield mark


def _mark(plain: str, start: int, limit: int, *, inside: bool) -> Mark | None:
    match = _MARK.match(plain, start, limit)
    if match is None:
        return None
    kind = match.lastgroup or "annex"
    number = ordinal(match[match.lastgroup]) if match.lastgroup else 0
    kind = kind.removesuffix("_enclosed")
    return None if number is None else Mark(start, match.end(), kind, number, limit, inside)


def _statutory(plain: str) -> Iterator[Mark]:
    """Titles of the six parts count wherever they stand, also behind the digits of a table."""
    for match in STATUTORY_TITLE.finditer(plain):
        if mark := _mark(plain, match.start(), match.end(), inside=True):
            yield mark
