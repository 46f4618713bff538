"""The canonical text of one report, cut out of the text of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.backends.arrays import within
from indexer.backends.stored import Alternative, Passage, StoredDocumentNumber, StoredText
from indexer.code_points import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.arrays import IntArray
    from indexer.backends.base import Text

__all__ = ["stored_text"]


def stored_text(texts: Text, report: int, first_row: int) -> StoredText:
    """The canonical text of a report with what is known of it.

    Args:
        texts: All texts.
        report: Number of the report.
        first_row: Number of its first row.
    """
    layout = texts.layout
    start, end, second, second_end = layout.reports[report].tolist()
    return StoredText(
        main=text_of(texts.canonical_between(start, end)),
        second=text_of(texts.canonical_between(second, second_end)) if second_end else "",
        alternatives=tuple(
            Alternative(first - second, last - second, main - start, main_end - start)
            for first, last, main, main_end in _rows(layout.alternatives, second, second_end)
        ),
        passages=tuple(
            Passage(row - first_row, first - start, last - start)
            for first, last, row in _rows(layout.passages, start, end)
        ),
        furniture=tuple((first - start, last - start) for first, last in _rows(layout.furniture, start, end)),
        document_numbers=tuple(
            StoredDocumentNumber(first - start, last - start, layout.prefixes[prefix], year, number)
            for first, last, year, number, prefix in _rows(layout.numbers, start, end)
        ),
    )


def _rows(table: IntArray, start: int, end: int) -> Iterator[list[int]]:
    """The rows of a table whose ranges begin inside a text, or at its end, where a border stands."""
    yield from table[within(table[:, 0], start, end)].tolist()
