"""Names of places in running text."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.regions import gazetteer
from indexer.regions.guarded import COMMON_WORDS, RUNS
from indexer.regions.names import stem
from indexer.regions.table import LAST_YEAR, read_table

ROWS = read_table()[0]
SCANNED = {name for region in ROWS for name in (region.name, *region.aliases) if name == region.name or len(name) > 2}


def names(text: str) -> list[str]:
    """The names that are found, from left to right."""
    return [mention.name for mention in gazetteer().iter_mentions(text)]


def meant(text: str, year: int) -> list[set[str]]:
    """For each mention the codes that it may mean in a year."""
    return [
        {region.code for region in mention.candidates if region.valid_about(year)}
        for mention in gazetteer().iter_mentions(text)
    ]


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("福州市鼓楼区人民政府2019年", 2019, [{"350100"}, {"320106", "320302", "350102", "410204"}]),
        ("鼓楼区2019年", 2019, [{"320106", "320302", "350102", "410204"}]),
        ("襄樊市2009年度", 2009, [{"420600"}]),
        ("恩施土家族苗族自治州2015年", 2015, [{"422800"}]),
        ("恩施州2015年", 2015, [{"422800"}]),
        ("巢湖市居巢区2010年", 2010, [{"341400", "340181"}, {"341402"}]),  # a county of the next year has the name, too
        ("会同县2016年", 2016, [{"431225"}]),
        ("盘锦市大洼县2014年度", 2014, [{"211100"}, {"211121"}]),
        ("重庆市江北区2023年", 2023, [{"500000"}, {"500105", "330205"}]),
        ("上海市黄浦区人民政府2023年", 2023, [{"310000"}, {"310101"}]),
        ("现将伊春区2016年政府信息公开工作报告如下", 2016, [{"230702"}]),
    ],
)
def test_titles(title: str, year: int, expected: list[set[str]]) -> None:
    """Every full name of a title is found with all that it may mean; weighing them is not the scanner's matter."""
    assert expected == meant(title, year)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("淮北市城区水污分流", ["淮北市"]),
        ("大同市城区与大同城区,新的城区", ["大同市", "城区", "城区"]),
        ("贵阳市新城区", ["贵阳市"]),
        ("济南市市中区,济南市中区,其他市中区", ["济南市", "市中区", "济南市中区"]),
        ("老城区和古城区的雨污分流,广西区域合作", []),
        ("革命老区和解放区,焦作市解放区", ["焦作市", "解放区"]),
    ],
)
def test_common_words(text: str, expected: list[str]) -> None:
    """A name that any place may have counts only directly behind the place right above it."""
    assert expected == names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各部门和县级以上人民政府、单位和县政府", []),
        ("市、和县(市、区)", []),
        ("和县2016年,现将和县2016年,2016年和县,安徽省和县,马鞍山和县", ["和县"] * 3 + ["安徽省", "和县", "和县"]),
        ("全国示范县,千年古县,适应城市发展,新增城市绿地,沿海城市", []),
        ("会同县级有关部门,怀化市会同县政府", ["怀化市", "会同县"]),
        ("15.7万山区群众下山,铜仁万山区", ["万山区"]),
        ("财政和县级财政", []),
        ("南昌都市圈,西藏自治区昌都市,昌都市2019年", ["西藏自治区", "昌都市", "昌都市"]),
    ],
)
def test_names_across_words(text: str, expected: list[str]) -> None:
    """A name that stands across two words counts behind a place above it, or where a name can begin and end."""
    assert expected == names(text)


@pytest.mark.parametrize(
    "text",
    [
        "会同有关部门",
        "公共资源",
        "中华人民共和国",
        "社会公安工作",
        "拆迁安置",
        "市场监管与合作市场",
        "南湖区域,渝北区域",
    ],
)
def test_stems_do_not_count(text: str) -> None:
    """Only full names are names; stems, and suffixes that begin another word, are not."""
    assert names(text) == []


def test_two_characters_of_an_alias() -> None:
    """呼市 is found when somebody asks for it, but stands in other words of a text."""
    assert names("称呼市民,前郭县") == ["前郭县"]


def test_offsets() -> None:
    """Offsets count code points, end exclusive, also behind characters outside the basic plane."""
    text = "𠮷林省的沈阳市和平区"

    assert [(4, 7, "沈阳市"), (7, 10, "和平区")] == [(m.start, m.end, m.name) for m in gazetteer().iter_mentions(text)]
    assert [text[m.start : m.end] for m in gazetteer().iter_mentions(text)] == names(text)


def test_guarded_names_are_names() -> None:
    """Every name that is treated as a word is one of the table."""
    assert (COMMON_WORDS | RUNS) - SCANNED == set()


PIECES = st.sampled_from(
    [
        *(
            "沈阳市",
            "和平区",
            "大洼县",
            "伊春区",
            "伊春市",
            "恩施州",
            "鼓楼区",
            "合作市",
            "城区",
            "和县",
            "会同县",
            "万山区",
        ),
        *("安徽省", "马鞍山", "湖南省", "湖南", "怀化市", "贵州", "铜仁市", "大同市", "大同", "江西省", "江西"),
        *("政府", "市", "县", "区", "域", "场", "级", "会同", "的", "、", "(", "2018年", "2018", "15", "现将", "\n"),
    ]
)
LEADS = ("2018年", "2018", "现将")
"""Of the pieces those after which a name begins."""


@cache
def names_above(name: str) -> set[str]:
    """How the places may be called that a name of the table can stand behind."""
    found = set()
    for region in ROWS:
        if name not in (region.name, *region.aliases):
            continue
        last = min(region.valid_to, LAST_YEAR)
        prefixes = (region.code[:4] + "00", region.code[:2] + "0000")
        above = [
            upper for code in prefixes for upper in ROWS if upper.code == code != region.code and upper.valid_in(last)
        ]
        for upper in above[:1] if name in COMMON_WORDS else above:
            found |= {upper.name, stem(upper.name), *upper.aliases}
    return found


def counts(text: str, start: int, name: str) -> bool:
    """Whether a name counts where it stands; a slow reading of the rules for names that are words."""
    if not (name in COMMON_WORDS or name in RUNS or len(name) == 2):
        return True
    before, after = text[:start], text[start + len(name) :]
    if before.endswith(tuple(names_above(name))):
        return True
    begins = before == "" or before[-1] in "、(\n" or before.endswith(LEADS)
    return name not in COMMON_WORDS and begins and not after.startswith(tuple("级域市区城("))


@given(st.lists(PIECES, max_size=12).map("".join))
def test_mentions_against_a_slow_scan(text: str) -> None:
    """The scanner finds what trying every name at every place finds."""
    expected, place = [], 0
    while place < len(text):
        here = [
            name
            for name in SCANNED
            if name[0] == text[place]
            and text.startswith(name, place)
            and text[place + len(name) : place + len(name) + 1] != {"区": "域", "市": "场"}.get(name[-1])
        ]
        longest = max(here, key=len, default="")
        if longest and counts(text, place, longest):
            expected.append((place, longest))
            place += len(longest)
        else:
            place += 1

    assert expected == [(mention.start, mention.name) for mention in gazetteer().iter_mentions(text)]
