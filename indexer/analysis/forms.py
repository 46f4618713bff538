"""What a piece of a query looks for."""

from __future__ import annotations

import msgspec

__all__ = ["Form"]


class Form(msgspec.Struct, frozen=True):
    """One wording of a piece of a query: most pieces have one, one in Taiwan wording or with marks on letters has two.

    Attributes:
        text: The piece as read; never empty.
        needle: Its canonical form.
        segments: The distinct terms to look for, in order; empty when it holds no word, as kana and punctuation.
        single: Whether `text` is one term, so that the indexed word is the exact match.
    """

    text: str
    needle: str
    segments: tuple[str, ...]
    single: bool
