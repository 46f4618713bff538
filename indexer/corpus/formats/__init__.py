"""Which text is in these bytes? One module a format, and the table in which they are tried.

The text is a function of the bytes: reading the kept original again gives the same text and the same offsets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from indexer.corpus.formats.base import Content, Extracted, Format, Given, Unreadable
from indexer.corpus.formats.docx import DOCX
from indexer.corpus.formats.html import HTML
from indexer.corpus.formats.isolation import extract_isolated
from indexer.corpus.formats.json_object import JSON_OBJECT
from indexer.corpus.formats.mojibake import mended
from indexer.corpus.formats.pdf import PDF
from indexer.corpus.formats.plain import PLAIN
from indexer.corpus.formats.refused import REFUSED
from indexer.errors import UnreadableFile
from indexer.model import Damage, DamageKind

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "FORMATS",
    "Content",
    "Extracted",
    "Format",
    "Given",
    "Unreadable",
    "extract",
    "format_of",
    "read_content",
]

FORMATS = (PDF, DOCX, HTML, REFUSED, JSON_OBJECT, PLAIN)
"""In the order in which they are tried; the last one matches everything."""


def format_of(content: Content) -> Format:
    """The format of some bytes."""
    return next(candidate for candidate in FORMATS if candidate.matches(content))


def read_content(content: Content) -> Extracted:
    """Read some bytes in the first format that they match.

    Raises:
        Unreadable: They are no text, or in no format that is read.
    """
    found = format_of(content)
    extracted = extract_isolated(found.name, content) if found.isolated else found.extract(content)
    return _mended(extracted)


def _mended(extracted: Extracted) -> Extracted:
    """Undo what an earlier program read in a wrong encoding, as far as it is certain."""
    text = mended(extracted.text)
    counts = {DamageKind.MENDED_MOJIBAKE: text.lines, DamageKind.MOJIBAKE: text.broken}
    damage = tuple(Damage(kind, count) for kind, count in counts.items() if count)
    return replace(extracted, text=text.text, warnings=(*extracted.warnings, *damage)) if damage else extracted


def extract(data: bytes, path: Path) -> Extracted:
    """Read the text of a report.

    Args:
        data: Its bytes.
        path: For messages; its suffix is a hint where the bytes fit several formats.

    Raises:
        UnreadableFile: The bytes are no text, or in no format that is read.
    """
    try:
        return read_content(Content(data, path.suffix.lower()))
    except Unreadable as error:
        raise UnreadableFile(path, error.reason, error.advice) from error
