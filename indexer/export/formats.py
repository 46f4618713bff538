"""The formats, and how one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.export.tables import write_csv
from indexer.export.texts import write_bibtex, write_citations
from indexer.export.trees import write_json, write_json_lines
from indexer.export.writer import Export

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from indexer.model import ListedReport, Listing

__all__ = ["FORMATS", "Export", "Format", "export"]


class Format(msgspec.Struct, frozen=True):
    """A format of exports.

    Attributes:
        name: Ending of a file and of a URL, such as ``csv``.
        label: For a person.
        media_type: Its media type, with the character set where that must be told.
        write: Gives the pieces of the file.
        has_notices: Whether the file tells how the search was read.
    """

    name: str
    label: str
    media_type: str
    write: Callable[[Export], Iterator[str]]
    has_notices: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        form.name: form
        for form in (
            Format("csv", "CSV", "text/csv; charset=utf-8", write_csv),
            Format("jsonl", "JSON Lines", "application/x-ndjson", write_json_lines),
            Format("json", "JSON", "application/json", write_json, has_notices=True),
            Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", write_bibtex),
            Format("txt", "GB/T 7714", "text/plain; charset=utf-8", write_citations),
        )
    }
)
"""By name."""


def export(listing: Listing, form: Format, base_url: str, today: dt.date, *, bom: bool = False) -> Iterator[bytes]:
    """Write a listing as a file, UTF-8, piece by piece.

    Args:
        listing: The results; it can be written once.
        form: One of `FORMATS`.
        base_url: Stands before every path; empty leaves paths as they are.
        today: The day on which the reports were looked up, for citations.
        bom: Whether the file begins with a byte order mark, which spreadsheets ask for.
    """
    if bom:
        yield "\ufeff".encode()
    absolute = replace(listing, reports=_absolute(listing.reports, base_url))
    for piece in form.write(Export(absolute, base_url, today)):
        yield piece.encode("utf-8", "replace")


def _absolute(reports: Iterable[ListedReport], base_url: str) -> Iterator[ListedReport]:
    """The same reports with whole URLs."""
    for listed in reports:
        result = listed.result
        yield replace(
            listed,
            result=replace(
                result,
                url=base_url + result.url,
                by_section=tuple(replace(part, url=base_url + part.url) for part in result.by_section),
                passages=tuple(replace(passage, url=base_url + passage.url) for passage in result.passages),
            ),
        )
