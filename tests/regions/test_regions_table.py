"""The committed table of regions: is it sound, and does it agree with what was counted elsewhere?

The expected figures of 2008-2024 were counted in yescallop/areacodes (GitHub, commit eed219a), which is no source of
the table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from importlib import resources
from itertools import pairwise

import pytest

from indexer.regions import Level, Region, gazetteer
from indexer.regions.names import short_name, stem
from indexer.regions.table import FIRST_YEAR, LAST_YEAR, OPEN, format_table, parse_table, read_table

ROWS = read_table()[0]
COUNTIES = [region for region in ROWS if region.level is Level.COUNTY]
OF_2024 = [region for region in ROWS if region.valid_in(2024)]
DIRECT = {"11", "12", "31", "50"}  # 北京, 天津, 上海, 重庆
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}

# The outside data begin a new record for each of eight counties of 襄樊市 when the prefecture takes another name,
# although neither their code nor their name changes. This table has one row for each of them.
RENAMED_WITH_THEIR_PREFECTURE = 8


def shared(names: list[str]) -> dict[str, int]:
    """Names that occur more than once."""
    return {name: count for name, count in Counter(names).items() if count > 1}


def test_rows_are_sound() -> None:
    """Codes have six digits and names are Chinese; levels follow from codes; years run forward from the first one."""
    for region in ROWS:
        assert len(region.code) == 6
        assert region.code.isdigit()
        assert all("\u4e00" <= character <= "\u9fff" for character in region.name)
        assert region.name not in PLACEHOLDERS
        assert region.level is Level.of(region.code)
        assert region.valid_from <= region.valid_to
        assert region.valid_to >= FIRST_YEAR


def test_spans_of_a_code_do_not_overlap() -> None:
    """Rows stand by code and year, and a code names at most one unit at a time."""
    keys = [(region.code, region.valid_from) for region in ROWS]

    assert keys == sorted(keys)
    for earlier, later in pairwise(ROWS):
        assert earlier.code != later.code or earlier.valid_to < later.valid_from


def test_every_unit_has_its_parents_in_its_years() -> None:
    """In every year a unit lies in a province and, where its code says so, in a prefecture of that year."""
    spans: defaultdict[str, list[Region]] = defaultdict(list)
    for region in ROWS:
        spans[region.code].append(region)

    for region in ROWS:
        above = {region.code[:2] + "0000"}
        if region.level is Level.COUNTY and region.code[:2] not in DIRECT and region.code[2:4] != "90":
            above.add(region.code[:4] + "00")
        years = range(max(region.valid_from, FIRST_YEAR), min(region.valid_to, LAST_YEAR) + 1)
        orphaned = [
            (region.code, region.name, code, year)
            for code in above
            for year in years
            if not any(upper.valid_in(year) for upper in spans[code])
        ]
        assert orphaned == []


def test_table_is_read_as_it_is_written() -> None:
    """Reading and writing are each other's inverse, and the version is a hash of what is committed."""
    text = (resources.files("indexer.regions") / "data" / "regions.tsv").read_text("utf-8")

    assert text == format_table(parse_table(text))
    assert len(gazetteer().version) == 64


def test_counties_of_2024() -> None:
    """2,846 counties have 2,809 names; 29 of these are shared by 66 units."""
    names = [region.name for region in COUNTIES if region.valid_in(2024)]
    more_than_two = {name: count for name, count in shared(names).items() if count > 2}

    assert (len(names), len(set(names))) == (2846, 2809)
    assert (len(shared(names)), sum(shared(names).values())) == (29, 66)
    assert more_than_two == {"鼓楼区": 4, "市中区": 4, "新华区": 3, "铁西区": 3, "城区": 3, "郊区": 3}


def test_counties_of_2008_to_2024() -> None:
    """3,236 records and 3,088 names, 129 of them in more than one prefecture."""
    records = [region for region in COUNTIES if region.valid_from <= 2024]
    prefectures: defaultdict[str, set[str]] = defaultdict(set)
    for region in records:
        prefectures[region.name].add(region.code[:4])

    assert 3236 - RENAMED_WITH_THEIR_PREFECTURE == len(records)
    assert len(prefectures) == 3088
    assert 129 - RENAMED_WITH_THEIR_PREFECTURE == sum(len(above) > 1 for above in prefectures.values())


def test_units_that_ended() -> None:
    """403 units were gone by 2023, 63 of them in 2014, 56 each in the two years after."""
    gone = Counter(region.valid_to + 1 for region in ROWS if 2009 <= region.valid_to + 1 <= 2023)

    assert 403 - RENAMED_WITH_THEIR_PREFECTURE == sum(gone.values())
    assert [(2014, 63), (2015, 56), (2016, 56)] == sorted(gone.most_common(3))


def test_names_of_two_levels() -> None:
    """Seven names were those of a county and of a prefecture at different times."""
    levels: defaultdict[str, set[Level]] = defaultdict(set)
    for region in ROWS:
        levels[region.name].add(region.level)
    both = {name for name, found in levels.items() if len(found) > 1}

    assert both == {"巢湖市", "儋州市", "毕节市", "铜仁市", "日喀则市", "吐鲁番市", "哈密市"}


def test_stems_of_2024() -> None:
    """3,079 stems, 118 of them ambiguous and 51 of these across levels."""
    units: defaultdict[str, list[Level]] = defaultdict(list)
    for region in OF_2024:
        units[stem(region.name)].append(region.level)
    ambiguous = [levels for levels in units.values() if len(levels) > 1]

    assert (len(units), len(ambiguous)) == (3079, 118)
    assert sum(len(set(levels)) > 1 for levels in ambiguous) == 51
    assert [len(units[name]) for name in ("朝阳", "和平", "通州")] == [4, 3, 2]


def test_every_unit_that_ended_has_lineage() -> None:
    """Rules, hand-kept lines and changes leave no unit of 2008-2026 without a successor that is there today."""
    ended = [region for region in ROWS if region.valid_to != OPEN]

    assert [region for region in ended if not gazetteer().today(region.code, region.valid_to)] == []


def test_aliases_are_nobodys_full_name() -> None:
    """A short name must not make a full name ambiguous."""
    names = {region.name for region in ROWS}

    assert [region for region in ROWS if names & set(region.aliases)] == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("恩施土家族苗族自治州", "恩施州"),
        ("阿克塞哈萨克族自治县", "阿克塞县"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦旗"),
        ("管城回族区", "管城区"),
        ("广西壮族自治区", None),
        ("东乡族自治县", None),
        ("玉溪市", None),
    ],
)
def test_short_name(name: str, short: str | None) -> None:
    """A short name leaves the nationalities out, where something is left."""
    assert short == short_name(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("沈阳市", "沈阳"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("恩施土家族苗族自治州", "恩施"),
        ("大兴安岭地区", "大兴安岭"),
        ("神农架林区", "神农架"),
        ("万柏林区", "万柏林"),
        ("浦东新区", "浦东"),
        ("清新区", "清新"),
        ("沛县", "沛县"),
        ("城区", "城区"),
    ],
)
def test_stem(name: str, expected: str) -> None:
    """A stem leaves the suffix out, and never has only one character."""
    assert expected == stem(name)
