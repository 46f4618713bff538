"""Exports as lists of citations: BibTeX, and GB/T 7714 as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.export.citation import bibtex, citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.export.writer import Export

__all__ = ["write_bibtex", "write_citations"]


def write_bibtex(export: Export) -> Iterator[str]:
    """A comment that tells search and generation, then one entry for each report."""
    listing = export.listing
    yield f"@comment{{{export.search_url} ; {listing.generation} ; {listing.total_reports} reports}}\n"
    for listed in listing.reports:
        report = listed.report
        yield "\n" + bibtex(report, export.report_url(report), export.today, listing.generation)


def write_citations(export: Export) -> Iterator[str]:
    """Two lines that tell search and generation, then one numbered line for each report."""
    listing = export.listing
    yield f"检索：{export.search_url}\n"
    yield f"共 {listing.total_reports} 份；索引代次 {listing.generation}；导出日期 {export.today.isoformat()}\n\n"
    for number, listed in enumerate(listing.reports, 1):
        yield f"[{number}] {citation(listed.report, export.report_url(listed.report), export.today)}\n"
