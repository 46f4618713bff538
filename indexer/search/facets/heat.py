"""The table of region by year: two columns counted against each other in one pass."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.model import UNKNOWN, HeatRow, HeatTable
from indexer.regions import region_name
from indexer.search.region_paths import region_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from indexer.backends.base import IntArray
    from indexer.search.region_paths import RegionPaths

__all__ = ["HeatCounter"]

_NOWHERE = HeatTable("", (), ())


class _Parts(NamedTuple):
    """The regions of one level, and in which cell of a table of them by year each report stands.

    Attributes:
        codes: Their codes, ascending; 0 for what has no region of this level.
        cells: For each report the row of its region times the number of years, plus the column of its year.
    """

    codes: IntArray
    cells: IntArray

    @classmethod
    def of(cls, region: IntArray, path_of: npt.NDArray[np.intp], year_of: npt.NDArray[np.intp]) -> _Parts:
        """Those of a level.

        Args:
            region: Code of the region of each path.
            path_of: The path of each report.
            year_of: Column of the year of each.
        """
        codes, part_of = np.unique(region, return_inverse=True)
        cells = part_of.take(path_of) * (year_of.max(initial=0) + 1) + year_of
        return cls(codes, cells.astype(np.int32))


class HeatCounter:
    """Makes the tables of one index.

    Args:
        regions: Those of its reports.
        year: Year of each report, as `Columns.year`.
    """

    def __init__(self, regions: RegionPaths, year: IntArray) -> None:
        self._regions = regions
        self._name = cache(region_name)
        self._years, year_of = np.unique(year, return_inverse=True)
        province, prefecture, county = regions.paths.T
        below_province = np.where(prefecture, prefecture, county)  # a municipality has counties and no prefectures
        levels = (province, below_province, county, 0 * county)
        self._parts = [_Parts.of(level, regions.of_reports, year_of) for level in levels]

    def table(self, reports: IntArray, chosen: Sequence[str]) -> HeatTable:
        """Count reports by region and year.

        The rows are provinces. Under a region filter they are the parts of the smallest region that all the reports
        lie in.

        Args:
            reports: Report numbers, in any order, each once.
            chosen: Values of the request's region filter.
        """
        if not len(reports):
            return _NOWHERE
        paths = self._regions.of_some(reports) if chosen else self._regions.paths[:0]
        above = _shared(paths) if chosen else []
        codes, counts = self._counts(reports, len(above))
        years = np.flatnonzero(counts.any(axis=0))
        years = np.roll(years, -1) if self._years[years[0]] == 0 else years
        rows = self._rows(codes, counts[:, years], above, _choices(paths, chosen))
        return HeatTable(
            region=_code(next((code for code in reversed(above) if code), 0)),
            years=tuple(self._years[years].tolist()),
            rows=tuple(sorted(rows, key=lambda row: row.value == UNKNOWN)),
        )

    def _counts(self, reports: IntArray, depth: int) -> tuple[list[int], IntArray]:
        """Codes one level below `depth`, 0 for the level itself or unknown, and their reports by year."""
        parts, width = self._parts[depth], len(self._years)
        found = np.bincount(parts.cells[reports], minlength=len(parts.codes) * width)
        counts = found.reshape(-1, width).astype(np.int32)
        held = np.flatnonzero(counts.any(axis=1))
        return parts.codes[held].tolist(), counts[held]

    def _rows(
        self, codes: list[int], counts: IntArray, above: list[int], choices: dict[str, set[int]]
    ) -> Iterator[HeatRow]:
        if any(int(value) in above for value in choices):
            choices = {}  # whoever chose the whole chose no part
        for code, row in zip(codes, counts.tolist(), strict=True):
            if code:
                value = _code(code)
                regions = tuple([chosen for chosen, found in choices.items() if code in found]) if choices else ()
                yield HeatRow(value, self._name(value), tuple(row), regions or (value,))
            elif above:
                own = _code(next(part for part in reversed(above) if part))
                yield HeatRow(own, self._name(own), tuple(row), (own,), tuple(_code(part) for part in codes if part))
            else:
                yield HeatRow(UNKNOWN, self._name(UNKNOWN), tuple(row), (UNKNOWN,))


def _shared(paths: IntArray) -> list[int]:
    """The codes from the province down that all paths have in common; 0 where they all lack a level."""
    shared: list[int] = []
    for level in paths.T:
        if (level != level[0]).any():
            break
        shared.append(int(level[0]))
    while shared and not shared[-1]:
        shared.pop()
    return shared


def _choices(paths: IntArray, chosen: Sequence[str]) -> dict[str, set[int]]:
    """For each chosen region, the codes that stand in the paths of its reports."""
    return {
        value: set(paths[(paths == number).any(axis=1)].ravel().tolist()) for value, number in region_numbers(chosen)
    }


def _code(number: int) -> str:
    return f"{number:06d}" if number else ""
