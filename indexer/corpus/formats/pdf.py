"""PDF: the text layer, wrapped lines joined, tables as rows, without page numbers and running heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indexer.corpus.formats.base import Content, Extracted, Format, Unreadable
from indexer.corpus.formats.encoding import cleaned
from indexer.corpus.formats.extras import parser_module
from indexer.corpus.formats.lines import CELL_BORDER
from indexer.corpus.formats.pdf_lines import lines_of, paragraphs, rejoined, without_margins
from indexer.corpus.formats.pdf_page import Line, PageContent, read_page
from indexer.corpus.formats.pdf_tables import Table, tables_of
from indexer.model import Damage, DamageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.formats.pdf_page import Glyph

__all__ = ["PDF"]

_SIGNATURE = b"%PDF-"
_WITHIN = 1024  # bytes from the top in which readers accept the signature
_OCR = "give it a text layer by OCR (ocrmypdf -l chi_sim) and index the result"
_ANEW = "fetch it again, or print it to PDF anew"


def _matches(content: Content) -> bool:
    head = content.data[:_WITHIN]
    at = head.find(_SIGNATURE)
    return at == 0 or (at > 0 and content.suffix == ".pdf")


def _extract(content: Content) -> Extracted:
    pdfium = parser_module("pypdfium2", "a PDF document")
    try:
        document = pdfium.PdfDocument(content.data)
    except pdfium.PdfiumError as error:
        raise _refusal(error, pdfium.raw) from error
    with document:
        pages = [_page(document, number, pdfium) for number in range(len(document))]
    pictures = sum(page.is_picture for page in pages)
    text = cleaned(_text(pages), "").text
    if not text.strip():
        if pictures:
            raise Unreadable(f"is a scanned PDF: {pictures} pages of pictures without a text layer", _OCR)
        raise Unreadable("is a PDF without a text", _ANEW)
    warnings = (Damage(DamageKind.PAGES_WITHOUT_TEXT, pictures),) if pictures else ()
    return Extracted(text=text, format="pdf", warnings=warnings)


def _refusal(error: Any, raw: Any) -> Unreadable:  # noqa: ANN401 - the parser has no types
    if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
        return Unreadable("is an encrypted PDF that asks for a password", "save it without the password and index that")
    return Unreadable("is a damaged PDF, perhaps cut off", _ANEW)


def _page(document: Any, number: int, pdfium: Any) -> PageContent:  # noqa: ANN401 - see above
    try:
        return read_page(document[number], pdfium.raw)
    except pdfium.PdfiumError as error:
        raise Unreadable(f"is a damaged PDF: page {number + 1} cannot be read", _ANEW) from error


def _text(pages: list[PageContent]) -> str:
    """The text of all pages, a line for each paragraph and each row of a table."""
    split = [_split(page) for page in pages]
    kept = without_margins([[line for line in page if isinstance(line, Line)] for page in split])
    flow = [
        [element for element in page if not isinstance(element, Line) or element in lines]
        for page, lines in zip(split, kept, strict=True)
    ]
    return "\n".join(paragraphs(flow))


def _split(page: PageContent) -> list[Line | str]:
    """Lines and rows of a page, in its order; a table stands where its first character does."""
    tables = tables_of(page.rules)
    inside: list[dict[int, list[Glyph]]] = [{} for _ in tables]
    flow: list[Line | str] = []
    run: list[Glyph] = []
    order: list[int | list[Glyph]] = []
    for glyph in page.glyphs:
        placed = _place(glyph, tables)
        if placed is None:
            if not run:
                order.append(run)
            run.append(glyph)
            continue
        table, cell = placed
        if not inside[table]:
            order.append(table)
            run = []
        inside[table].setdefault(cell, []).append(glyph)
    for item in order:
        flow.extend(_rows(tables[item], inside[item]) if isinstance(item, int) else lines_of(item))
    return flow


def _place(glyph: Glyph, tables: list[Table]) -> tuple[int, int] | None:
    for number, table in enumerate(tables):
        cell = table.cell_at(*glyph.ink)
        if cell is not None:
            return number, cell
    return None


def _rows(table: Table, inside: dict[int, list[Glyph]]) -> Iterator[str]:
    """The rows of a table as lines; a table of one cell is a frame around text."""
    for row in table.rows():
        cells = [rejoined([line.text for line in lines_of(inside.get(cell, []))]) for cell in row]
        if any(cells):
            yield CELL_BORDER.join(cells).strip(" |")


PDF = Format(name="pdf", matches=_matches, extract=_extract, isolated=True)
