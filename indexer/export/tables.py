"""Exports as a table: CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from indexer.export.columns import COLUMNS
from indexer.export.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.export.columns import Cell
    from indexer.export.writer import Export

__all__ = ["write_csv"]

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet take a cell for a formula, in either width (OWASP, CSV injection)."""


def write_csv(export: Export) -> Iterator[str]:
    """One line for each report after a line of headers; the last two columns tell search and generation."""
    listing = export.listing
    tail = (export.search_url, listing.generation)
    yield _line([*(column.name for column in COLUMNS), "search", "generation"])
    for listed in listing.reports:
        yield _line([*(column.cell(listed) for column in COLUMNS), *tail])


def _line(cells: Sequence[Cell]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_safe(cell) for cell in cells])
    return line.getvalue()


def _safe(cell: Cell) -> Cell:
    """Text that a spreadsheet shows and does not run: an apostrophe before what looks like a formula."""
    if not isinstance(cell, str):
        return cell
    text = one_line(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
