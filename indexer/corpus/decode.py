"""What text do these bytes hold? Decided by the bytes, never by the name of the file."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MAX_BYTES", "Decoded", "decode"]

MAX_BYTES = 20 * 1024 * 1024
"""Largest file read. The longest report known has 0.2 MB; a larger file is a dump of many and must be split."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX and the like)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)
_AS_TEXT = "save its text as a .txt file and index that"
_HAN = re.compile(r"[\u4e00-\u9fa5]")
_STRANGE = re.compile(r"[\ue000-\uf8ff\u0080-\u009f\x00-\x08\x0e-\x1f]")
_SAMPLE = 20_000
_LEAST_HAN = 0.2
"""Share of Han characters from which bytes that are not UTF-8 pass as GB18030: reports have more than half of them in
it, while Latin text in another encoding has next to none and binary data decodes to private and control characters."""
_MOST_STRANGE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""A decoded text.

    Attributes:
        text: With ``\n`` line ends and without a byte order mark.
        encoding: ``utf-8``, ``utf-16-le``, ``utf-16-be`` or ``gb18030``.
    """

    text: str
    encoding: str


def decode(data: bytes, path: Path) -> Decoded:
    """Decode the bytes of a file.

    Args:
        data: All of them.
        path: For messages.

    Raises:
        UnreadableFile: They are no text, or none in an encoding that is read.
    """
    _refuse_other_formats(data, path)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding, path), encoding, path)
    if b"\x00" in data:
        raise UnreadableFile(path, "holds NUL bytes and is no text", _AS_TEXT)
    try:
        return _checked(data.decode("utf-8"), "utf-8", path)
    except UnicodeDecodeError:
        text = _strict(data, "gb18030", path)
    if not _plausible(text[:_SAMPLE]):
        raise UnreadableFile(path, "is neither UTF-8 nor GB18030 text", "convert it to UTF-8")
    return _checked(text, "gb18030", path)


def _plausible(sample: str) -> bool:
    han, strange = len(_HAN.findall(sample)), len(_STRANGE.findall(sample))
    return han >= _LEAST_HAN * len(sample) and strange <= _MOST_STRANGE * len(sample)


def _refuse_other_formats(data: bytes, path: Path) -> None:
    if not data.strip():
        raise UnreadableFile(path, "is empty", "remove it or fetch it again")
    for signature, kind in _FORMATS:
        if data.startswith(signature):
            raise UnreadableFile(path, f"is {kind}, which is not read", _AS_TEXT)
    if _HTML.match(data[:1024]):
        raise UnreadableFile(path, "is a web page, which is not read", _AS_TEXT)


def _strict(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            path, f"is not valid {encoding} at byte {error.start} and not valid UTF-8", "convert it to UTF-8"
        ) from error


def _checked(text: str, encoding: str, path: Path) -> Decoded:
    if "\x00" in text:
        raise UnreadableFile(path, "holds NUL characters and is no text", _AS_TEXT)
    if not text.strip():
        raise UnreadableFile(path, "holds only white space", "remove it or fetch it again")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"), encoding)
