"""Which characters make numbers and Latin words, by Unicode alone: an oracle that knows nothing of the program."""

from __future__ import annotations

import unicodedata
from functools import cache

INVISIBLE = frozenset({"Cf", "Mn"})
"""Categories of characters that show nothing by themselves."""


@cache
def kind(character: str) -> str:
    """``digit`` and ``latin`` for characters that make numbers and Latin words, whatever their width; else nothing."""
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1 or unicodedata.category(character) == "No":
        return ""
    if plain in "0123456789":
        return "digit"
    return "latin" if plain.isalpha() and unicodedata.name(plain, "").startswith("LATIN") else ""
