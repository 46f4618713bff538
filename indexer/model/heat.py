"""A table of region by year over the reports found."""

from __future__ import annotations

import msgspec

__all__ = ["HeatRow", "HeatTable"]


class HeatRow(msgspec.Struct, frozen=True):
    """The reports of one region; dozens are made for every answer, which takes a dataclass several times as long.

    Attributes:
        value: Code of the region, or ``unknown``. The region that the table is about, where the row counts the reports
            of that region itself and of none below it.
        label: Its name.
        counts: Reports in each of `HeatTable.years`, same order; the sum is at least 1.
        regions: Values of a region filter that narrows the search to this row, together with `not_regions`.
        not_regions: Values to exclude on top of what the search excludes already; empty but for a region itself.
    """

    value: str
    label: str
    counts: tuple[int, ...]
    regions: tuple[str, ...]
    not_regions: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Reports of all years."""
        return sum(self.counts)


class HeatTable(msgspec.Struct, frozen=True):
    """How many of the reports found are about which region and year. Every report found stands in exactly one cell.

    Attributes:
        region: Code of the region whose parts are the rows; empty when they are provinces.
        years: Report years with at least one report, ascending; 0 for unknown comes last.
        rows: Regions with at least one report, by code; the region itself first, unknown last.
    """

    region: str
    years: tuple[int, ...]
    rows: tuple[HeatRow, ...]
