"""What must be understood of the five seeds: facts written down by hand by readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.analysis import default_analysis
from indexer.corpus import Corpus
from indexer.model import BodyKind, Scope, Script

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.model import Report

# Offset, level and slug of every heading; further slugs that a reader may also defend.
HEADINGS = {
    "000": """
        324 1 proactive|340 2 proactive|1004 2 proactive|1386 1 proactive|1400 2 proactive|1887 2 platform
        2178 1 requests|2504 1 response other|2957 1 support overview|2967 2 support|3219 2 support
        3453 2 support|3731 1 problems|3913 2 problems|4038 2 problems|4170 2 problems""",
    "001": """
        76 1 overview|224 2 overview proactive support|251 3 support|546 3 support|1196 3 platform|1490 3 proactive
        1874 3 proactive|2499 3 proactive|3148 3 response|3659 3 response|4317 3 requests|4767 3 remedies|4849 3 support
        5377 2 overview support other|5403 3 platform|5786 3 support proactive overview|6394 3 support|6767 3 support
        7089 3 other platform|7535 3 support|7794 3 response platform|7978 3 platform proactive|8182 1 problems
        8327 2 problems|8508 2 problems|8712 2 problems|8900 2 problems""",
    "002": """
        360 1 overview|365 2 support|637 2 support|842 2 overview support|1330 1 proactive|1686 1 requests
        1783 1 response|1934 1 remedies|1990 1 fees|2075 1 other|2086 2 response|2328 2 platform
        2695 2 other|2921 2 other platform|3130 1 problems""",
    "003": """
        165 1 overview proactive|175 2 proactive|435 2 requests|866 1 overview|878 2 support|1085 2 support
        1295 2 proactive support|1499 2 platform|1512 3 platform|1880 3 platform|2068 3 platform response support
        2162 3 platform|2256 3 platform|2335 2 support|2349 3 support|2435 3 support|2544 1 problems|2632 2 problems
        2719 2 problems|2807 2 problems|2912 2 problems""",
    "004": """
        176 1 overview|642 1 proactive|1671 1 requests|1794 1 fees|1835 1 remedies|1897 1 support|2249 1 problems
        2398 1 problems""",
}
FACTS = {
    "000": ("市政府办公厅2015年度政府信息公开工作报告", 2015, "2016-03-31", ["210000", "210100"], Script.HANS),
    "001": ("淮北市人民政府2018年度政府信息公开年度报告", 2018, "2019-02-15", ["340000", "340600"], Script.HANS),
    "002": (
        "2018年度中共常德市委机构编制委员会办公室政府信息公开工作年度报告",
        2018,
        None,
        ["430000", "430700"],
        Script.HANS,
    ),
    "003": ("盤錦市2008年度政府信息公開工作報告", 2008, None, ["210000", "211100"], Script.HANT),
    "004": ("伊春市伊春区2016年政府信息公开工作年度报告", 2016, None, ["230000", "230700", "230702"], Script.HANS),
}
BODIES = {
    "000": ("沈阳市人民政府办公厅", BodyKind.GOVERNMENT_OFFICE, Scope.OWN_BODY),
    "001": ("淮北市人民政府", BodyKind.GOVERNMENT, Scope.GOVERNMENT_WIDE),
    "002": ("中共常德市委机构编制委员会办公室", BodyKind.PARTY_ORGAN, Scope.OWN_BODY),
    "003": ("盘锦市人民政府", BodyKind.GOVERNMENT, Scope.GOVERNMENT_WIDE),
    "004": ("伊春市伊春区人民政府", BodyKind.GOVERNMENT, Scope.GOVERNMENT_WIDE),
}
NUMBERS = {"000": (5, 0), "001": (11, 10), "002": (2, 0), "003": (0, 0), "004": (0, 0)}
"""Document numbers of each seed, and how many of them lost their closing bracket."""


@pytest.fixture(scope="module")
def reports(seeds_dir: Path) -> dict[str, Report]:
    """The seeds by the first three digits of their ids."""
    return {report.id[:3]: report for report in Corpus([seeds_dir], default_analysis().simplify).reports()}


@pytest.mark.parametrize("seed", HEADINGS)
def test_outline(reports: dict[str, Report], seed: str) -> None:
    """Every heading is found at its place and level with a slug that a reader gives it, and nothing else is one."""
    expected = {}
    for line in HEADINGS[seed].replace("\n", "|").split("|"):
        if line.strip():
            start, level, *slugs = line.split()
            expected[int(start)] = (int(level), slugs)
    found = {section.start: section for section in reports[seed].sections if section.level}

    assert sorted(expected) == sorted(found)
    for start, (level, slugs) in expected.items():
        assert level == found[start].level, found[start]
        assert found[start].slug in slugs, found[start]


@pytest.mark.parametrize("seed", FACTS)
def test_facts(reports: dict[str, Report], seed: str) -> None:
    """Title, year, day of publication, region and script are those of the report; what is not stated is unknown."""
    title, year, published, region, script = FACTS[seed]
    report = reports[seed]

    assert title == report.title
    assert (seed == "004") is report.title_composed
    assert year == report.year.value
    assert published == (report.published.value and report.published.value.isoformat())
    assert report.region.value is not None
    assert region == [place.code for place in report.region.value.path]
    assert script is report.script


@pytest.mark.parametrize("seed", BODIES)
def test_bodies(reports: dict[str, Report], seed: str) -> None:
    """The issuing body has its full name, its kind, and the scope it reports on."""
    body = reports[seed].body.value

    assert body is not None
    assert BODIES[seed] == (body.name, body.kind, body.scope)


def test_region_today(reports: dict[str, Report]) -> None:
    """The region of the report's time leads to the one of today."""
    region = reports["004"].region.value

    assert region is not None
    assert ["伊美区"] == [place.name for place in region.today]


@pytest.mark.parametrize("seed", NUMBERS)
def test_document_numbers(reports: dict[str, Report], seed: str) -> None:
    """Every document number is found, and those that lost a bracket are marked; their normal form has it back."""
    numbers = reports[seed].document_numbers
    whole, damaged = NUMBERS[seed]

    assert whole == len(numbers)
    assert damaged == sum(number.damaged for number in numbers)
    for number in numbers:
        assert number.text == reports[seed].text[number.start : number.end]
    if seed == "001":
        assert "淮政办秘〔2018〕108号" in {number.normal for number in numbers}


@pytest.mark.parametrize("seed", FACTS)
def test_every_value_shows_its_words(reports: dict[str, Report], seed: str) -> None:
    """A derived value quotes the words it was derived from, and they stand where it says."""
    report = reports[seed]
    for fact in (report.title_fact, report.body, report.region, report.year, report.published, report.index_number):
        assert (fact.value is None) or fact.evidence
        for evidence in fact.evidence:
            assert evidence.quote == report.text[evidence.start : evidence.end]


def test_index_number(reports: dict[str, Report]) -> None:
    """The number of the page's table is read; a day of signing beside it is no day of publication."""
    assert "736037/2019-00003" == reports["002"].index_number.value
    assert reports["002"].published.value is None


@pytest.mark.parametrize("seed", FACTS)
def test_furniture(reports: dict[str, Report], seed: str) -> None:
    """Lines of the page are recognised, and no heading nor running text is taken for one."""
    report = reports[seed]
    lines = [report.text[span.start : span.end] for span in report.furniture]
    expected = {"000": "打印", "001": "扫描二维码", "002": "关闭窗口", "003": "聯絡我們", "004": None}[seed]

    assert (expected is None) == (not lines)
    assert expected is None or any(expected in line for line in lines)
    for section in report.sections:
        assert not any(span.start <= section.start < span.end for span in report.furniture) or section.level == 0
