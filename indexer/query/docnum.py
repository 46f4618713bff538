"""Document numbers in a query: 淮政办秘〔2018〕108号 in any bracket form, a lost closing bracket included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.query.tree import DocumentNumberIs

if TYPE_CHECKING:
    from indexer.analysis import Analysis

__all__ = ["document_number_leaf"]

# On folded text: every bracket is [ or (.
_SHAPE = re.compile(
    r"(?P<prefix>[\u3400-\u9fff]{1,20})[\[(](?P<year>(?:19|20)[0-9]{2})[\])]? ?第?(?P<number>[0-9]{1,4})号"
)


def document_number_leaf(text: str, analysis: Analysis) -> DocumentNumberIs | None:
    """The leaf for a text that is one document number and nothing else; None for any other text."""
    reading = analysis.normalise(text)[0].text.strip()
    match = _SHAPE.fullmatch(reading)
    if match is None:
        return None
    return DocumentNumberIs(analysis.canon(match["prefix"]), int(match["year"]), int(match["number"]))
