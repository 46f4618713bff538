"""The columns of the table that an export is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indexer.export.plain import one_line
from indexer.model import ListedReport

__all__ = ["COLUMNS", "Column"]

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Its header.
        meaning: What it holds.
        cell: Gives the cell of a report; None is an empty cell.
    """

    name: str
    meaning: str
    cell: Callable[[ListedReport], Cell]


def _region_code(listed: ListedReport) -> Cell:
    return listed.result.region.code if listed.result.region else None


def _region(listed: ListedReport) -> Cell:
    return "/".join(listed.result.region.path) if listed.result.region else None


def _published(listed: ListedReport) -> Cell:
    day = listed.report.published.value
    return day.isoformat() if day else None


def _sections(listed: ListedReport) -> Cell:
    return "; ".join(f"{part.section} {part.hits}" for part in listed.result.by_section)


def _passages(listed: ListedReport) -> Cell:
    return " … ".join(one_line(passage.text) for passage in listed.result.passages)


COLUMNS = (
    Column("rank", "place in the order of the results, from 1", lambda listed: listed.result.rank),
    Column("id", "id of the report", lambda listed: listed.result.id),
    Column("title", "title", lambda listed: listed.result.title),
    Column("title_composed", "1 where the title was made up", lambda listed: int(listed.result.title_composed)),
    Column("region_code", "code of the region (GB/T 2260) in the report year; empty: unknown", _region_code),
    Column("region", "province, prefecture, county", _region),
    Column("year", "year reported on; empty: unknown", lambda listed: listed.result.year),
    Column("office", "issuing body; empty: unknown", lambda listed: listed.result.office),
    Column("published", "day of publication; empty: unknown", _published),
    Column("script", "Hans or Hant", lambda listed: listed.result.script),
    Column("tier", "1 whole query, 2 all words, 3 fragments, 0 no query", lambda listed: listed.result.tier),
    Column("hits", "hits of the query", lambda listed: listed.result.occurrences),
    Column("hits_by_section", "section slugs, each with its hits", _sections),
    Column("passages", "passages round the first hits", _passages),
    Column("url", "report page with the hits marked", lambda listed: listed.result.url),
    Column("source", "file in the collection", lambda listed: listed.report.source),
    Column("sha256", "hash of the file", lambda listed: listed.report.sha256),
    Column("entered", "when the report came into the index", lambda listed: listed.entered.isoformat()),
    Column("changed", "when the file last changed", lambda listed: listed.changed.isoformat()),
)  # fmt: skip
"""In the order of the file."""
