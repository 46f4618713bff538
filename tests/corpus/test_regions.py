"""Places: codes valid in a year, lineage, names in texts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.corpus.regions import Level, build, gazetteer
from indexer.corpus.regions.mentions import GENERIC
from indexer.corpus.regions.names import ethnic_short_name, stem
from indexer.corpus.regions.table import OPEN, read_table

ROWS = read_table()[0]
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def codes(name: str, year: int | None = None) -> set[str]:
    """The codes that a name may mean."""
    return {region.code for region in gazetteer().find(name, year)}


def names(code: str, year: int | None = None) -> list[str]:
    """The names of a path."""
    return [region.name for region in gazetteer().path(code, year)]


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("福州市鼓楼区", 2019, {"350102"}),
        ("鼓楼区", 2019, {"320106", "320302", "350102", "410204"}),
        ("襄樊市", 2009, {"420600"}),
        ("恩施土家族苗族自治州", 2015, {"422800"}),
        ("恩施州", 2015, {"422800"}),
        ("巢湖市居巢区", 2010, {"341402"}),
        ("会同县", 2016, {"431225"}),
        ("盘锦市大洼县", 2014, {"211121"}),
        ("重庆市江北区", 2023, {"500105"}),
        ("上海市黄浦区", 2023, {"310101"}),
        ("辽宁省/沈阳市", None, {"210100"}),
        ("沈阳", None, {"210100"}),
        ("火星市", None, set()),
        ("", None, set()),
    ],
)
def test_find(name: str, year: int | None, expected: set[str]) -> None:
    """A name gives every unit it may mean about that year, and a path narrows it (DOMAIN §6.4)."""
    assert expected == codes(name, year)


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("230702", 2016, ["黑龙江省", "伊春市", "伊春区"]),
        ("310101", 2023, ["上海市", "黄浦区"]),
        ("429004", 2020, ["湖北省", "仙桃市"]),
        ("420600", 2009, ["湖北省", "襄樊市"]),
        ("420600", 2012, ["湖北省", "襄阳市"]),
        ("999999", None, []),
    ],
)
def test_path(code: str, year: int | None, expected: list[str]) -> None:
    """A path has the names of its year and no place-holder for a level that does not exist."""
    assert expected == names(code, year)


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("230702", 2016, {"230717"}),  # 伊春区 became 伊美区 in 2019 (国函〔2019〕63号)
        ("211121", 2014, {"211104"}),  # 大洼县 became 大洼区
        ("420600", 2009, {"420600"}),  # 襄樊市 was renamed
        ("110103", 2009, {"110101"}),  # 崇文区 merged into 东城区
        ("310108", 2014, {"310106"}),  # 闸北区 merged into 静安区
        ("371200", 2017, {"370100"}),  # 莱芜市 became part of 济南市
        ("500105", 2020, {"500157"}),  # 江北区 became part of 两江新区
        ("210100", 2015, {"210100"}),
    ],
)
def test_lineage(code: str, year: int, expected: set[str]) -> None:
    """A unit that ended leads to what it became."""
    assert expected == {region.code for region in gazetteer().today(code, year)}


def test_predecessors() -> None:
    """Asking for a place of today can include what it was before, but not what only gave it a part."""
    assert "230702" in {region.code for region in gazetteer().predecessors("230717")}
    assert "341400" not in {region.code for region in gazetteer().predecessors("340100")}


def test_table_is_sound() -> None:
    """No place-holders; years run forward; spans of one code do not overlap; successors exist; parents exist."""
    spans: dict[str, int] = {}
    known = {region.code for region in ROWS}
    for region in ROWS:
        assert region.name not in PLACEHOLDERS
        assert region.valid_from <= region.valid_to
        assert region.valid_from > spans.get(region.code, -1)
        assert set(region.successors) <= known
        assert region.code[:2] + "0000" in known
        spans[region.code] = region.valid_to


def test_ended_units_have_lineage() -> None:
    """Every unit that ended since 2008 leads somewhere (DOMAIN §6.2: rules where they are exact, else by hand)."""
    ended = [region for region in ROWS if region.valid_to != OPEN]

    assert [(region.code, region.name) for region in ended if not gazetteer().today(region.code, region.valid_to)] == []


def test_shared_names() -> None:
    """29 names of counties were shared by 66 units in 2024, the last year of the outside data (DOMAIN §6.3)."""
    counted = Counter(r.name for r in ROWS if r.valid_from <= 2024 <= r.valid_to and r.level is Level.COUNTY)
    shared = {name: count for name, count in counted.items() if count > 1}

    assert shared["鼓楼区"] == 4
    assert (len(shared), sum(shared.values())) == (29, 66)


def test_names_are_shortened() -> None:
    """Stems and short names of autonomous units follow the usage; no stem has one character."""
    assert stem("沈阳市") == "沈阳"
    assert stem("沛县") == "沛县"
    assert stem("清新区") == "清新"
    assert ethnic_short_name("恩施土家族苗族自治州") == "恩施州"
    assert "玉溪市" not in {ethnic_short_name(region.name) for region in ROWS}
    assert all(len(stem(region.name)) > 1 for region in ROWS)


def test_mentions() -> None:
    """Full names are found, the longest at each place; generic names only behind the place they lie in."""
    found = [
        mention.name
        for mention in gazetteer().iter_mentions("盘锦市大洼县会同有关部门,大同市城区与淮北市城区,公共资源")
    ]

    assert found == ["盘锦市", "大洼县", "大同市", "城区", "淮北市"]


PIECES = st.sampled_from(
    ["沈阳市", "和平区", "大洼县", "伊春区", "伊春市", "恩施州", "政府", "市", "县", "会同", "的", "鼓楼区"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_mentions_against_a_slow_scan(text: str) -> None:
    """The scanner finds what trying every name at every place finds."""
    expected, place = [], 0
    every = {name for region in ROWS for name in (region.name, *region.aliases)}
    while place < len(text):
        here = [name for name in every if text.startswith(name, place) and name not in GENERIC]
        longest = max(here, key=len, default="")
        if longest:
            expected.append((place, longest))
        place += max(len(longest), 1)

    assert expected == [(mention.start, mention.name) for mention in gazetteer().iter_mentions(text)]


def test_table_is_reproducible() -> None:
    """The committed table is what its sources give, byte for byte."""
    assert build.build() == build._TABLE.read_text("utf-8")
