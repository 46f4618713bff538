"""Text of reports made fit for formats that know no escapes."""

from __future__ import annotations

import unicodedata

__all__ = ["one_line"]

_KEPT_FORMAT_CHARACTERS = frozenset("\u200c\u200d")
"""Joiners: they shape letters and turn nothing round."""


def one_line(text: str) -> str:
    """Collapse blanks and line ends, and drop what is no character for people: controls, halves, direction marks."""
    return "".join(character for character in " ".join(text.split()) if not _is_hidden(character))


def _is_hidden(character: str) -> bool:
    category = unicodedata.category(character)
    return category in {"Cc", "Cs", "Cn"} or (category == "Cf" and character not in _KEPT_FORMAT_CHARACTERS)
