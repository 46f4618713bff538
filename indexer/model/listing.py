"""Every result of a search, one after the other, for those who want all of them: exports, feeds, counts of links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from indexer.model.report import Report
from indexer.model.request import SearchRequest
from indexer.model.response import Notice, Result

__all__ = ["CHINA_TIME", "Catalogue", "CatalogueEntry", "ListedReport", "Listing", "Tally", "today_in_china"]

CHINA_TIME = dt.timezone(dt.timedelta(hours=8), "CST")
"""A day begins and ends as in China, whatever the clock of the machine."""


def today_in_china() -> dt.date:
    """The day in China."""
    return dt.datetime.now(CHINA_TIME).date()


class ListedReport(msgspec.Struct, frozen=True):
    """One result with the whole report.

    Attributes:
        result: As the results page shows it.
        report: The report.
        entered: When its id came into the index; with zone.
        changed: When the file last changed as far as the index knows; not before `entered`.
    """

    result: Result
    report: Report
    entered: dt.datetime
    changed: dt.datetime


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """All results of a search, from one generation.

    Attributes:
        request: The request, in canonical form.
        canonical_url: Path and query of the results page.
        generation: Name of the index generation that answers to the end, whatever becomes live meanwhile.
        built: When that generation was made; with zone.
        notices: How the request was read.
        total_reports: How many reports were found.
        total_occurrences: Hits over all of them.
        reports: Made one at a time while they are asked for, so that memory does not grow with their number.
    """

    request: SearchRequest
    canonical_url: str
    generation: str
    built: dt.datetime
    notices: tuple[Notice, ...]
    total_reports: int
    total_occurrences: int
    reports: Iterator[ListedReport]


class Tally(msgspec.Struct, frozen=True):
    """How many reports a search finds, without the reports.

    Attributes:
        generation: Name of the index generation that was asked.
        total: How many.
        new: How many of them entered on or after the day asked about.
        newest: When the last of them entered, with zone; None when there are none.
    """

    generation: str
    total: int
    new: int
    newest: dt.datetime | None


class CatalogueEntry(msgspec.Struct, frozen=True):
    """One report by its id.

    Attributes:
        id: The id.
        changed: When the file last changed as far as the index knows; with zone.
    """

    id: str
    changed: dt.datetime


class Catalogue(msgspec.Struct, frozen=True):
    """Some of the reports, in the order of their ids.

    Attributes:
        generation: Name of the index generation.
        total: How many reports there are.
        entries: Those that were asked for.
    """

    generation: str
    total: int
    entries: tuple[CatalogueEntry, ...]
