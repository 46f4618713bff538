"""How much of their text two reports have in common, and what that makes them to each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from indexer.analysis import Shingles, resemblance, shingles
from indexer.model import Relation, Script

if TYPE_CHECKING:
    from indexer.backends.base import Index

__all__ = ["NEAR_COPY", "SIMILAR", "ComparedText", "compared_text", "likeness"]

NEAR_COPY = 0.8
"""Share of common text from which one report is the other's copy with changes. A report of 3,000 characters that was
taken over with 40 changed numbers stays above; of the real reports at hand no two come near."""

SIMILAR = 0.3
"""Share from which two texts are called similar: above what the law's own wording gives (.20), at what one office's
reports of two years have in common."""

_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])|[〇零一二三四五六七八九]{4}(?=年)")


class ComparedText(msgspec.Struct, frozen=True):
    """A report's text, ready to be compared.

    Attributes:
        canonical: Canonical text of the main reading.
        shingles: Shingles of the text in mainland wording.
        script: Script of the report.
    """

    canonical: str
    shingles: Shingles
    script: Script


def compared_text(index: Index, number: int) -> ComparedText:
    """Read a report's text; about a millisecond."""
    text = index.text(number)
    return ComparedText(text.main, shingles(text.second or text.main), index.stored(number).report.script)


def likeness(one: ComparedText, other: ComparedText) -> tuple[float, Relation | None]:
    """The share of common text, and what the texts are to each other; None when they are not alike."""
    if one.canonical == other.canonical:
        return 1.0, Relation.COPY if one.script is other.script else Relation.MIRROR
    share = resemblance(one.shingles, other.shingles)
    if share >= NEAR_COPY and one.script is not other.script:
        return share, Relation.MIRROR
    if _YEARS.sub("", one.canonical) == _YEARS.sub("", other.canonical):
        return share, Relation.SAME_BUT_YEARS
    if share >= NEAR_COPY:
        return share, Relation.NEAR_COPY
    return share, Relation.SIMILAR_TEXT if share >= SIMILAR else None
