"""What an archive holds: its bodies, their years, and the years that a body lacks."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.store import FileEntry

__all__ = ["BodyCoverage", "Coverage", "coverage_of"]


class BodyCoverage(msgspec.Struct, frozen=True):
    """The reports of one body.

    Attributes:
        body: Its name, as in its latest report.
        region: Code of its region in that report; empty when unknown.
        years: Report years that are there, ascending.
        lacking: Years between its first and its last that are not, ascending.
        reports: How many reports it has; more than years where a year has several.
    """

    body: str
    region: str
    years: tuple[int, ...]
    lacking: tuple[int, ...]
    reports: int


class Coverage(msgspec.Struct, frozen=True):
    """What an archive holds.

    Attributes:
        bodies: Every body that is known, by region and name.
        years: Reports of each year, ascending.
        unknown_body: Reports whose body is not known.
        unknown_year: Reports whose year is not known.
    """

    bodies: tuple[BodyCoverage, ...]
    years: dict[int, int]
    unknown_body: int
    unknown_year: int


def coverage_of(entries: Iterable[FileEntry]) -> Coverage:
    """Count the reports of an index by body and year.

    A body that was renamed, or whose region was, is one body.
    """
    entries = tuple(entries)
    by_body: dict[str, list[FileEntry]] = defaultdict(list)
    for entry in entries:
        if entry.body:
            by_body[entry.body_key].append(entry)
    years = Counter(entry.year for entry in entries if entry.year)
    bodies = [_body(found) for found in by_body.values()]
    return Coverage(
        bodies=tuple(sorted(bodies, key=lambda body: (body.region, body.body))),
        years=dict(sorted(years.items())),
        unknown_body=sum(not entry.body for entry in entries),
        unknown_year=sum(not entry.year for entry in entries),
    )


def _body(entries: list[FileEntry]) -> BodyCoverage:
    latest = max(entries, key=lambda entry: (entry.year, entry.report_id))
    years = sorted({entry.year for entry in entries if entry.year})
    span = range(years[0], years[-1]) if years else ()
    lacking = tuple(sorted(set(span).difference(years)))
    return BodyCoverage(latest.body, latest.region, tuple(years), lacking, len(entries))
