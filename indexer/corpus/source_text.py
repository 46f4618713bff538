"""A text in two forms of the same length: as written, and plain enough for rules to be written once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

import msgspec

from indexer.code_points import CharacterMap

__all__ = ["Simplify", "SourceText"]

Simplify = Callable[[str], str]
"""Turns Traditional characters into Simplified ones, one for one, so that offsets stay."""

_BLANKS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CLASSES = (
    (_BLANKS + _INVISIBLE, " "),
    ("〔［【〖﹝", "["),
    ("〕］】〗﹞", "]"),
    ("﹙", "("),
    ("﹚", ")"),
    ("〈", "《"),
    ("〉", "》"),
    ("､﹑", "、"),
    ("｡", "。"),
    ("﹒", "."),
)
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_TO_ASCII = 0xFF01 - ord("!")
_KANGXI_RADICALS = range(0x2F00, 0x2FD6)
"""Some PDF fonts are mapped to radicals: ⼀ for 一. They look the same and would hide every numbered heading."""


def _plain_table() -> dict[int, int]:
    table = {code: code - _TO_ASCII for code in _FULL_WIDTH}
    table.update((code, ord(unicodedata.normalize("NFKC", chr(code)))) for code in _KANGXI_RADICALS)
    for characters, plain in _CLASSES:
        table.update(dict.fromkeys(map(ord, characters), ord(plain)))
    return table


@cache
def _plain() -> CharacterMap:
    return CharacterMap(_plain_table())


class SourceText(msgspec.Struct, frozen=True):
    """The text of a report as its rules see it.

    Attributes:
        text: As written.
        plain: The same in Simplified characters, half width, with one form of brackets and blanks; an offset means the
            same place in both.
    """

    text: str
    plain: str

    @classmethod
    def of(cls, text: str, simplify: Simplify) -> SourceText:
        """Make the plain form; about 100 MB/s besides `simplify`.

        Raises:
            ValueError: `simplify` changed the length.
        """
        plain = simplify(_plain()(text))
        if len(plain) != len(text):
            raise ValueError(f"simplify must keep the length: {len(text)} characters became {len(plain)}")
        return cls(text, plain)
