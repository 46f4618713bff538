"""The classes of characters that the text layer tells apart, written once as bodies of a regular-expression class."""

from __future__ import annotations

__all__ = [
    "BLANKS",
    "CLASSES",
    "DIGIT",
    "HAN",
    "HAN_RANGES",
    "INVISIBLE",
    "LATIN",
    "LINE_ENDS",
    "NUMBER_SIGNS",
    "WORD_SIGNS",
]

HAN_RANGES = ((0x3007, 0x3007), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
"""Han characters: 〇, the unified ideographs of all planes with extensions A to H, and the compatibility block."""

HAN = "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES)
"""The same as a class."""

DIGIT = "0-9"
"""Digits. Folding leaves no other form of them that belongs to a number."""

LATIN = "a-zß-öø-ɏ"
"""Letters of Latin words after folding, hence lower case."""

NUMBER_SIGNS = ".,:%"
"""Signs inside and after a number. Every one is a literal in a class."""

WORD_SIGNS = "+#"
"""Signs after a Latin word, as in C++ and C#."""

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Characters that show nothing: soft hyphen, zero-width and direction marks, byte order mark, variation selectors."""

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029"
"""Characters that end a line; a form feed also ends a page of extracted PDF text."""

BLANKS = " \t\x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""All other white space."""

CLASSES = (HAN, DIGIT, LATIN, NUMBER_SIGNS, WORD_SIGNS, INVISIBLE, LINE_ENDS, BLANKS)
"""All of them, for the fingerprint."""
