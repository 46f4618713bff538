"""Numbers written in Han characters, as headings and old datelines have them."""

from __future__ import annotations

import re
from unicodedata import numeric

__all__ = ["DIGITS_HAN", "ENCLOSED", "ordinal", "year_of"]

_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

DIGITS_HAN = "".join(_DIGITS)
"""Body of a regular-expression class: digits of a year such as 二○一二, whose zero is typed in three ways."""

ENCLOSED = "㈠-㈩⑴-⒇⒈-⒛"
"""Body of a regular-expression class: numbers that word processors set in one character, ㈠ for （一）."""

_TENS = re.compile(r"([二三四五六七八九]?)十([一二三四五六七八九]?)")
_ENCLOSED = re.compile(f"[{ENCLOSED}]")
_YEAR_LENGTH = 4


def ordinal(text: str) -> int | None:
    """Read a number below one hundred, such as 12, 十二, 二十 or ㈠; None when it is none."""
    if _ENCLOSED.fullmatch(text):
        return int(numeric(text))
    if text.isascii() and text.isdigit():
        return int(text)
    if tens := _TENS.fullmatch(text):
        return 10 * (_DIGITS[tens[1]] if tens[1] else 1) + (_DIGITS[tens[2]] if tens[2] else 0)
    return _DIGITS.get(text)


def year_of(text: str) -> int | None:
    """Read four digits, Arabic or Han, as a year; None when it is none."""
    if len(text) != _YEAR_LENGTH:
        return None
    digits = [int(character) if character in "0123456789" else _DIGITS.get(character) for character in text]
    if None in digits:
        return None
    return int("".join(map(str, digits)))
