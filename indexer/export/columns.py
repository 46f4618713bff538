"""The columns of the table that an export is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indexer.export.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.model import ListedReport

__all__ = ["COLUMNS", "Column"]

Cell = str | int | None


class Column(NamedTuple):
    """One column; docs/exports.md says what each holds.

    Attributes:
        name: Its header.
        cell: Gives the cell of a report; None is an empty cell.
    """

    name: str
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
    Column("rank", lambda listed: listed.result.rank),
    Column("id", lambda listed: listed.result.id),
    Column("title", lambda listed: listed.result.title),
    Column("title_composed", lambda listed: int(listed.result.title_composed)),
    Column("region_code", _region_code),
    Column("region", _region),
    Column("year", lambda listed: listed.result.year),
    Column("office", lambda listed: listed.result.office),
    Column("published", _published),
    Column("script", lambda listed: listed.result.script),
    Column("tier", lambda listed: listed.result.tier),
    Column("hits", lambda listed: listed.result.occurrences),
    Column("hits_by_section", _sections),
    Column("passages", _passages),
    Column("url", lambda listed: listed.result.url),
    Column("source", lambda listed: listed.report.source),
    Column("sha256", lambda listed: listed.report.sha256),
    Column("entered", lambda listed: listed.entered.isoformat()),
    Column("changed", lambda listed: listed.changed.isoformat()),
)
"""In the order of the file."""
