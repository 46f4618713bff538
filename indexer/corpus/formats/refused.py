"""Formats that are not read, by the bytes that they begin with, each with what to do instead."""

from __future__ import annotations

from typing import NoReturn

from indexer.corpus.formats.base import Content, Format, Unreadable

__all__ = ["REFUSED"]

_AS_DOCX = "open it in Word, WPS or LibreOffice, save it as DOCX and index that"
_AS_TEXT = "save its text as a .txt file and index that"
_UNPACK = "unpack it and index the files in it"

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "an old Office document (DOC, XLS, WPS) or an encrypted one", _AS_DOCX),
    (b"<?xml", "an XML document", _AS_TEXT),
    (b"{\\rtf", "an RTF document", _AS_DOCX),
    (b"MIME-Version:", "a saved web archive (MHT)", "open it in a browser and save it as HTML"),
    (b"From: <Saved by", "a saved web archive (MHT)", "open it in a browser and save it as HTML"),
    (b"PK\x05\x06", "an empty ZIP archive", "remove it"),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "a picture", _AS_TEXT),
    (b"\xff\xd8\xff", "a picture", _AS_TEXT),
    (b"GIF8", "a picture", _AS_TEXT),
    (b"II*\x00", "a picture", _AS_TEXT),
    (b"MM\x00*", "a picture", _AS_TEXT),
    (b"SQLite format 3\x00", "an SQLite database", "export its reports as JSON Lines and index that"),
)

_ZIP = b"PK\x03\x04"
_ZIPPED = (
    (b"xl/workbook.xml", "an Excel workbook (XLSX)", "export its reports as JSON Lines and index that"),
    (b"ppt/presentation.xml", "a PowerPoint presentation (PPTX)", _AS_TEXT),
    (b"OFD.xml", "an OFD document", "open it in its reader, print it to PDF and index that"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (ODT, ODS)", _AS_DOCX),
    (b"application/epub+zip", "an EPUB book", _AS_TEXT),
    (b"", "a ZIP archive", _UNPACK),
)
"""What a name inside of an archive tells of it; the last one fits all."""


def _found(content: Content) -> tuple[str, str] | None:
    if not content.data.strip():
        return "is empty", "remove it or fetch it again"
    for signature, kind, advice in _SIGNATURES:
        if content.data.startswith(signature):
            return f"is {kind}, which is not read", advice
    if content.data.startswith(_ZIP):
        kind, advice = next((kind, advice) for name, kind, advice in _ZIPPED if name in content.data)
        return f"is {kind}, which is not read", advice
    return None


def _refuse(content: Content) -> NoReturn:
    found = _found(content)
    if found is None:
        raise ValueError("only content that matches is refused")
    raise Unreadable(*found)


REFUSED = Format(name="refused", matches=lambda content: _found(content) is not None, extract=_refuse)
