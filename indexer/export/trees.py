"""Exports with the structure of the API's answers: JSON and JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from indexer.export.citation import citation
from indexer.model import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.export.writer import Export
    from indexer.model import ListedReport

__all__ = ["write_json", "write_json_lines"]


def write_json_lines(export: Export) -> Iterator[str]:
    """One object for each report: the result as in the API, and what else is known; search and generation in each."""
    tail = {"search": export.search_url, "generation": export.listing.generation}
    for listed in export.listing.reports:
        yield _text(_record(export, listed) | tail) + "\n"


def write_json(export: Export) -> Iterator[str]:
    """One object: search, generation and totals, then every report as in JSON Lines."""
    listing = export.listing
    head = {
        "search": export.search_url,
        "generation": listing.generation,
        "request": listing.request,
        "notices": listing.notices,
        "total_reports": listing.total_reports,
        "total_occurrences": listing.total_occurrences,
    }
    yield _text(head)[:-1] + ',"results":['
    separator = "\n"
    for listed in listing.reports:
        yield separator + _text(_record(export, listed))
        separator = ",\n"
    yield "\n]}\n"


def _record(export: Export, listed: ListedReport) -> dict[str, object]:
    report = listed.report
    result: dict[str, object] = msgspec.to_builtins(listed.result)
    return result | {
        "published": report.published.value,
        "source": report.source,
        "sha256": report.sha256,
        "entered": listed.entered,
        "changed": listed.changed,
        "citation": citation(report, export.report_url(report), export.today),
    }


def _text(value: object) -> str:
    return to_json(value).decode()
