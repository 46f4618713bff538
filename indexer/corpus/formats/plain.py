"""Plain text."""

from __future__ import annotations

from indexer.corpus.formats.base import Content, Extracted, Format, Unreadable
from indexer.corpus.formats.encoding import decode

__all__ = ["PLAIN"]


def _extract(content: Content) -> Extracted:
    decoded = decode(content.data)
    if not decoded.text.strip():
        raise Unreadable("holds only white space", "remove it or fetch it again")
    return Extracted(text=decoded.text, format="text", encoding=decoded.encoding, warnings=decoded.warnings)


PLAIN = Format(name="text", matches=lambda _: True, extract=_extract)
