"""The table of region by year, against a loop over the reports."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from msgspec.structs import replace

from indexer.model import UNKNOWN, SearchRequest, YearRange
from indexer.search.facets.heat import HeatCounter
from indexer.search.region_paths import RegionPaths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import HeatTable
    from indexer.search.searcher import IndexSearcher

# province, prefecture, county: a municipality without prefectures, a county straight under its province, one that moved
PATHS = [
    (110000, 0, 0),
    (110000, 0, 110101),
    (110000, 0, 110105),
    (420000, 0, 0),
    (420000, 0, 429004),
    (420000, 420100, 0),
    (420000, 420100, 420102),
    (420000, 420600, 420621),
    (420000, 420800, 420621),
    (0, 0, 0),
]
YEARS = [0, 2008, 2015, 2016]
CHOICES = ["110000", "110101", "420000", "429004", "420100", "420102", "420621", "430000", UNKNOWN, "nowhere"]

Made = tuple[tuple[int, int, int], int]


def made(path: tuple[int, int, int], year: int) -> Made:
    """A report; no unit lies in two prefectures in one year."""
    moved = path[2] == 420621
    return ((420000, 420600 if year < 2016 else 420800, 420621) if moved else path), year


def cases(seed: int, count: int) -> Iterator[tuple[list[Made], tuple[str, ...]]]:
    """Random reports and region filters."""
    chance = random.Random(seed)
    for _ in range(count):
        reports = [made(chance.choice(PATHS), chance.choice(YEARS)) for _ in range(chance.randrange(12))]
        yield reports, tuple(chance.sample(CHOICES, chance.choice([0, 1, 1, 2, 3])))


def has(report: Made, values: Sequence[str]) -> bool:
    """Whether a report lies in one of the regions."""
    codes = {f"{code:06d}" for code in report[0] if code} or {UNKNOWN}
    return bool(codes & set(values))


def table_of(reports: Sequence[Made], chosen: tuple[str, ...]) -> tuple[HeatTable, list[Made]]:
    """The table over the reports that the filter lets through, and these reports."""
    found = [number for number, report in enumerate(reports) if not chosen or has(report, chosen)]
    regions = RegionPaths.of(np.array([path for path, _ in reports], np.int32).reshape(-1, 3))
    counter = HeatCounter(regions, np.array([year for _, year in reports], np.int32))
    table = counter.table(np.array(found, np.int32), chosen)
    return table, [reports[number] for number in found]


def test_every_report_stands_in_the_cell_that_leads_to_it() -> None:
    """The number in a cell is that of the reports which its narrowing gives, and the numbers add up to all of them."""
    for reports, chosen in cases(seed=1, count=2000):
        table, found = table_of(reports, chosen)
        for row in table.rows:
            for year, count in zip(table.years, row.counts, strict=True):
                inside = [
                    report
                    for report in found
                    if has(report, row.regions) and not has(report, row.not_regions) and report[1] == year
                ]
                assert count in {0, len(inside)}, (reports, chosen, row)
        assert sum(row.total for row in table.rows) == len(found)


def test_only_what_has_something() -> None:
    """No row and no column is empty; years ascend and unknown is last in both directions."""
    for reports, chosen in cases(seed=2, count=500):
        table, _ = table_of(reports, chosen)
        assert all(row.total for row in table.rows)
        assert all(any(column) for column in zip(*(row.counts for row in table.rows), strict=True))
        assert table.years == tuple(sorted(table.years, key=lambda year: year or 9999))
        values = [row.value for row in table.rows]
        assert len(values) == len(set(values))
        assert values == sorted(values, key=lambda value: (value == UNKNOWN, value != table.region, value))


@pytest.mark.parametrize(
    ("chosen", "region", "rows"),
    [
        ((), "", ["110000", "420000", UNKNOWN]),
        (("420000",), "420000", ["420000", "420100", "420600", "420800", "429004"]),
        (("420100",), "420100", ["420100", "420102"]),
        (("420102",), "420102", ["420102"]),
        (("110000",), "110000", ["110000", "110101", "110105"]),
        (("420100", "110000"), "", ["110000", "420000"]),
        (("430000",), "", []),
    ],
)
def test_rows_follow_the_choice(chosen: tuple[str, ...], region: str, rows: list[str]) -> None:
    """Provinces by default; the parts of a province, prefecture or municipality when it alone is chosen."""
    table, _ = table_of([(path, 2015) for path in PATHS], chosen)
    assert (region, rows) == (table.region, [row.value for row in table.rows])


@pytest.mark.parametrize("q", ["", "政务公开", '"三公" -微信'])
@pytest.mark.parametrize("regions", [(), ("210000",), ("210100", "340000"), ("211100",)])
def test_cells_lead_where_they_say(searcher: IndexSearcher, q: str, regions: tuple[str, ...]) -> None:
    """Following a cell or a row of a real answer finds as many reports as it says."""
    request = SearchRequest(q=q, regions=regions, years=(YearRange(2008, 2018),))
    table = searcher.search(request).heat
    for row in table.rows:
        of_row = replace(request, regions=row.regions, not_regions=row.not_regions)
        assert row.total == searcher.search(of_row).total_reports
        for year, count in zip(table.years, row.counts, strict=True):
            cell = replace(of_row, years=(YearRange(year, year),) if year else (), unknown_year=not year)
            assert count == searcher.search(cell).total_reports


def test_summary_has_all_reports(searcher: IndexSearcher) -> None:
    """The home page's table holds the whole corpus."""
    summary = searcher.summary()
    assert sum(row.total for row in summary.heat.rows) == summary.reports == 5
    assert summary.heat.years == (2008, 2015, 2016, 2018)
