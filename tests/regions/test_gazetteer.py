"""Questions about places: codes valid in a year, paths, lineage, names."""

from __future__ import annotations

import pytest

from indexer.regions import gazetteer


def codes(name: str, year: int | None = None) -> set[str]:
    """The codes that a name may mean."""
    return {region.code for region in gazetteer().find(name, year)}


def path(code: str, year: int | None = None) -> list[str]:
    """The names of a path."""
    return [region.name for region in gazetteer().path(code, year)]


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("福州市鼓楼区", 2019, {"350102"}),
        ("鼓楼区", 2019, {"320106", "320302", "350102", "410204"}),
        ("襄樊市", 2009, {"420600"}),
        ("恩施土家族苗族自治州", 2015, {"422800"}),
        ("巢湖市居巢区", 2010, {"341402"}),
        ("会同县", 2016, {"431225"}),
        ("盘锦市大洼县", 2014, {"211121"}),
        ("重庆市江北区", 2023, {"500105"}),  # not 330205, the district of 宁波
        ("上海市黄浦区", 2023, {"310101"}),
    ],
)
def test_names_of_titles(name: str, year: int, expected: set[str]) -> None:
    """The place of each test title is found under the code of its year; only an ambiguous name gives several."""
    assert expected == codes(name, year)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("恩施州", {"422800"}),
        ("前郭县", {"220721"}),
        ("呼市", {"150100"}),
        ("管城区", {"410104"}),
        ("玉溪元江县", {"530428"}),
        ("沈阳", {"210100"}),
        ("伊春", {"230700", "230702"}),
        ("恩施", {"422800", "422801"}),
        ("吉林", {"220000", "220200"}),
        ("广西", {"450000"}),
        ("沛县", {"320322"}),
        ("沛", set()),  # one character is no name
    ],
)
def test_short_names(name: str, expected: set[str]) -> None:
    """Aliases and stems mean every unit that is called so."""
    assert expected == codes(name)


@pytest.mark.parametrize(
    "name",
    [
        "辽宁省/沈阳市/和平区",
        "辽宁省 沈阳市 和平区",
        "辽宁省›沈阳市›和平区",
        "沈阳市和平区",
        "沈阳和平区",
        "辽宁和平区",
    ],
)
def test_paths_as_names(name: str) -> None:
    """A path tells one of several places of a name, with or without separators, levels and suffixes."""
    assert {"210102"} == codes(name)


@pytest.mark.parametrize("name", ["", "/", "火星市", "市辖区", "沈阳市鼓楼区", "和平区沈阳市", "和平区" * 2000])
def test_names_of_nothing(name: str) -> None:
    """What is no place, or a path that does not exist, finds nothing, however long it is."""
    assert codes(name) == set()


def test_year_of_a_name() -> None:
    """A name counts in the years of its unit and in the year beside them, because a report is written a year later."""
    assert [{"230702"}] * 2 == [codes("伊春区", 2016), codes("伊春区", 2019)]
    assert codes("伊春区", 2021) == set()
    assert codes("伊美区", 2016) == set()
    assert codes("江北区", 2026) == {"330205"}


def test_get() -> None:
    """A code gives the unit of a year, else that of the year beside it; without a year the newest one."""

    def name(code: str, year: int | None = None) -> str | None:
        region = gazetteer().get(code, year)
        return region.name if region else None

    assert [name("420600", 2009), name("420600", 2010), name("420600")] == ["襄樊市", "襄阳市", "襄阳市"]
    assert [name("230702"), name("230702", 2019), name("230702", 2020)] == ["伊春区", "伊春区", None]
    assert name("999999") is None


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("230702", 2016, ["黑龙江省", "伊春市", "伊春区"]),
        ("310101", 2023, ["上海市", "黄浦区"]),
        ("500105", 2023, ["重庆市", "江北区"]),
        ("429004", 2020, ["湖北省", "仙桃市"]),
        ("419001", 2020, ["河南省", "济源市"]),
        ("469005", 2020, ["海南省", "文昌市"]),
        ("659001", 2020, ["新疆维吾尔自治区", "石河子市"]),
        ("420602", 2009, ["湖北省", "襄樊市", "襄城区"]),
        ("420602", 2012, ["湖北省", "襄阳市", "襄城区"]),
        ("341402", 2011, ["安徽省", "巢湖市", "居巢区"]),  # the year beside the last one
        ("210100", None, ["辽宁省", "沈阳市"]),
        ("210000", None, ["辽宁省"]),
        ("230717", 2010, []),  # there was none yet
        ("999999", None, []),
    ],
)
def test_path(code: str, year: int | None, expected: list[str]) -> None:
    """A path has the names of its year and no place-holder for a level that does not exist."""
    assert expected == path(code, year)


def test_parent() -> None:
    """The parent is the next level that exists; a province and an unknown code have none."""
    above = [gazetteer().parent(code) for code in ("230702", "310101", "429004", "210100", "210000", "999999")]

    assert [region.name if region else None for region in above] == ["伊春市", "上海市", "湖北省", "辽宁省", None, None]


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("230702", 2016, {"230717"}),  # 伊春区 became 伊美区 in 2019 (国函〔2019〕63号)
        ("230702", 2018, {"230717"}),
        ("230702", 2019, {"230717"}),
        ("211121", 2014, {"211104"}),  # 大洼县 became 大洼区
        ("420600", 2009, {"420600"}),  # 襄樊市 was renamed and kept its code
        ("110103", 2009, {"110101"}),  # 崇文区 was merged into 东城区
        ("110228", 2014, {"110118"}),  # 密云县 became 密云区
        ("310108", 2014, {"310106"}),  # 闸北区 was merged into 静安区
        ("371200", 2017, {"370100"}),  # 莱芜市 became part of 济南市
        ("341400", 2010, {"340100", "340200", "340500"}),  # 巢湖市 was divided
        ("522201", 2010, {"520602"}),  # the city of 铜仁 became 碧江区, not the prefecture that took its name
        ("441421", 2012, {"441403"}),  # 梅县 became 梅县区
        ("130223", 2017, {"130284"}),  # 滦县 became 滦州市
        ("500105", 2020, {"500157"}),  # 江北区 became part of 两江新区 in 2025
        ("460321", 2010, set()),  # no such code
        ("210100", 2015, {"210100"}),
    ],
)
def test_today(code: str, year: int, expected: set[str]) -> None:
    """A unit that ended leads over any number of steps to the units of today; one that has not is its own."""
    assert expected == {region.code for region in gazetteer().today(code, year)}


def test_predecessors() -> None:
    """Asking for a place of today can include what it was before, but not what only gave it a part."""
    assert [region.name for region in gazetteer().predecessors("230717")] == ["伊春区", "美溪区"]
    assert {region.name for region in gazetteer().predecessors("500157")} == {"江北区", "渝北区"}
    assert "341400" not in {region.code for region in gazetteer().predecessors("340100")}
    assert gazetteer().predecessors("999999") == ()
