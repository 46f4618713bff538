"""DOCX: paragraphs, numbers of lists and rows of tables in the order of the document.

Read by the standard library alone: a reader for writing documents, python-docx, unpacks whatever a ZIP claims to hold
and does not count lists, so that headings would lose their 一、.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from indexer.corpus.formats.base import Content, Extracted, Format, Unreadable
from indexer.corpus.formats.docx_numbers import Numbering, Styles
from indexer.corpus.formats.docx_xml import damaged, parse_part
from indexer.corpus.formats.encoding import cleaned
from indexer.corpus.formats.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DOCX"]

_ZIP = b"PK\x03\x04"
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_SKIPPED = frozenset(["Fallback", "del", "moveFrom", "pPrChange", "rPrChange", "tcPrChange", "sectPr"])
"""Second versions of what stands beside them, and what was deleted."""
_OFF = frozenset(["0", "false", "off"])


def _matches(content: Content) -> bool:
    return content.data.startswith(_ZIP) and _BODY.encode() in content.data


def _extract(content: Content) -> Extracted:
    try:
        archive = ZipFile(io.BytesIO(content.data))
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error
    with archive:
        names = frozenset(archive.namelist())
        numbering, styles = Numbering(), Styles()
        if "word/numbering.xml" in names:
            parse_part(archive, "word/numbering.xml", numbering)
        if "word/styles.xml" in names:
            parse_part(archive, "word/styles.xml", styles)
        body = _Body(numbering, styles)
        for name in (_BODY, *(name for name in _NOTES if name in names)):
            parse_part(archive, name, body)
    text = cleaned(body.lines.text(), "").text
    if not text.strip():
        raise Unreadable("is a DOCX document without a text", "its text may be in pictures; give it one by OCR")
    return Extracted(text=text, format="docx")


class _Body:
    """Takes the elements of the document's text."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self.lines = Lines()
        self._numbering = numbering
        self._styles = styles
        self._skipping = 0  # depth inside of what is skipped
        self._in_text = self._is_hidden = False
        self._style = self._list = ""
        self._level = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipping or tag in _SKIPPED or (tag in {"footnote", "endnote"} and "type" in attributes):
            self._skipping += 1
            return
        value = attributes.get("val", "")
        match tag:
            case "p":
                self.lines.end_line()
                self._style, self._list, self._level = "", "", 0
            case "pStyle":
                self._style = value
            case "ilvl":
                self._level = int(value) if value.isdecimal() and len(value) == 1 else 0
            case "numId":
                self._list = value
            case "r":
                self._is_hidden = False
            case "vanish":
                self._is_hidden = value not in _OFF
            case "t":
                self._in_text = not self._is_hidden
            case _:
                self._layout(tag, value)

    def _layout(self, tag: str, value: str) -> None:
        match tag:
            case "tab":
                self.lines.add(" ")
            case "noBreakHyphen":
                self.lines.add("-")
            case "br" | "cr":
                self.lines.end_line()
            case "tr":
                self.lines.open_row()
            case "tc":
                self.lines.open_cell()
            case "vMerge" if value != "restart":  # goes on from the row above and is empty
                self.lines.drop_cell()

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            return
        match tag:
            case "t":
                self._in_text = False
            case "pPr":
                self._add_number()
            case "p":
                self.lines.end_line()
            case "tr":
                self.lines.close_row()

    def data(self, text: str) -> None:
        """Text of an element."""
        if self._in_text and not self._skipping:
            self.lines.add(text)

    def _add_number(self) -> None:
        """Write the number of the paragraph; a list of its own comes before that of its style, and 0 is none."""
        of_style = self._styles.numbering(self._style)
        number, level = (self._list, self._level) if self._list else of_style or ("", 0)
        self.lines.add(self._numbering.label(number, level))


DOCX = Format(name="docx", matches=_matches, extract=_extract, isolated=True)
