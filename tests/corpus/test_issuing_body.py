"""Who issues a report and where it belongs: names of organs, short names of places, and signs that must agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import report_of

from indexer.corpus.issuer.organs import is_organ, kind_of
from indexer.corpus.issuer.placing import place_in_name
from indexer.corpus.issuer.self_reference import speaks_of
from indexer.model import BodyKind
from indexer.regions import gazetteer

CITIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "corpora" / "cities_2024"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("江苏省无锡质量技术监督局", "无锡市"),
        ("上海海关", "上海市"),
        ("国家税务总局宁波市税务局", "宁波市"),
        ("中国人民银行西安分行", "西安市"),
        ("苏州工业园区管理委员会", "苏州市"),
        ("昆山经济技术开发区管委会", "昆山市"),
        ("福州市鼓楼区人民政府", "鼓楼区"),
        ("上海浦东新区市场监督管理局", "浦东新区"),
        ("湖北省公安厅", "湖北省"),  # 公安 is a county of Hubei
        ("广西壮族自治区自然资源厅", "广西壮族自治区"),  # 资源 is a county of Guangxi
        ("宁波市公安局鄞州分局", "鄞州区"),
        ("上海市公安局徐汇分局", "徐汇区"),
        ("天津市河西公安分局", "河西区"),
        ("沈阳市生态环境局和平分局", "和平区"),
        ("沈阳市公安局高新分局", "沈阳市"),
        ("苏州市吴江区自然资源和规划局盛泽分局", "吴江区"),
        ("南京路街道办事处", None),
        ("朝阳镇人民政府", None),
        ("鼓楼区人民政府", None),
        ("公安局", None),
        ("商务部", None),
        ("国家海洋局东海分局", None),
        ("黄河水利委员会", None),
        ("海南出入境检验检疫局", None),  # the province or the prefecture of that name
    ],
)
def test_place_in_the_name_of_an_organ(name: str, place: str | None) -> None:
    """Full names are places; short ones only where official names are formed with them; doubtful ones are none."""
    found = place_in_name(name, 2016)

    assert place == (found and found.name)


@pytest.mark.parametrize(
    ("text", "body", "region"),
    [
        (
            "由江干区审批服务管理办公室（公共资源交易管理委员会办公室）编制。可与区审管办综合科联系。",
            "江干区审批服务管理办公室（公共资源交易管理委员会办公室）",
            "330104",
        ),
        ("2009年，张义镇人民政府信息公开工作严格按照规定开展。我镇属凉州区。", "张义镇人民政府", "620602"),
        (
            "现公布青溪镇人民政府办公室2009年政府信息公开工作年度报告。联系地址：中山市青溪镇德政路3号。",
            "青溪镇人民政府办公室",
            "442000",
        ),
        ("2018年，昌都市政府高度重视政府信息公开工作。", "昌都市人民政府", "540300"),
        (
            "杭州市余杭区司法局（区行政复议局）根据《浙江省政府信息公开暂行办法》等规定编制本报告。",
            "杭州市余杭区司法局（区行政复议局）",
            "330110",
        ),
        ("根据2023年眉山市司法局信息公开工作实际编制而成。", "眉山市司法局", "511400"),
        ("由兴安盟畜牧局（以下简称盟畜牧局）编制。2012年，盟畜牧局公开信息9条。", "兴安盟畜牧局", "152200"),
        ("2012年，统计局队（以下简称统计局队）公开信息9条。", None, None),
        ("本报告按照《浙江省政府信息公开暂行办法》编制。", None, None),
        ("现编制2016至2017学年青山学院信息公开工作年度报告。", "青山学院", None),
        ("地址：南京市建邺区江东街8号\n本报告按照规定编制。2020年，我局公开信息。", None, None),
    ],
)
def test_issuer_of_a_text_without_a_title(text: str, body: str | None, region: str | None) -> None:
    """The words that name the issuer tell; an address above the text is that of the site."""
    report = report_of(f"{text}\n一、概述\n按照要求开展工作。\n")

    assert (report.body.value and report.body.value.name) == (body and body.replace("（", "(").replace("）", ")"))
    assert (report.region.value and report.region.value.code) == region


def test_other_places_tell_which_is_meant() -> None:
    """A name of several places means the one whose prefecture the text names."""
    known = {gazetteer().find("福州市")[0].code}
    found = place_in_name("鼓楼区人民政府", 2016, known)

    assert found is not None
    assert "350102" == found.code


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("沈阳市人民政府", BodyKind.GOVERNMENT),
        ("沈阳市人民政府办公厅", BodyKind.GOVERNMENT_OFFICE),
        ("宿迁市政府办公室", BodyKind.GOVERNMENT_OFFICE),
        ("国家税务总局", BodyKind.DEPARTMENT),
        ("上海海关", BodyKind.DEPARTMENT),
        ("审计署驻沈阳特派员办事处", BodyKind.DEPARTMENT),
        ("市残疾人联合会", BodyKind.DEPARTMENT),
        ("中共常德市委机构编制委员会办公室", BodyKind.PARTY_ORGAN),
        ("河包镇", BodyKind.TOWNSHIP),
        ("曲阜市鲁城街道办事处", BodyKind.TOWNSHIP),
        ("重庆高新技术产业开发区管理委员会", BodyKind.ZONE),
        ("平潭综合实验区", BodyKind.ZONE),
        ("青山县发展和改革委员会", BodyKind.DEPARTMENT),
    ],
)
def test_kind(name: str, kind: BodyKind) -> None:
    """The kind of an organ is told from its name."""
    assert is_organ(name)
    assert kind is kind_of(name)


@pytest.mark.parametrize("words", ["我局", "各部门", "本机关", "有关单位", "12月31日我局", "全市", "中华人民共和国"])
def test_no_organ(words: str) -> None:
    """Words for an organ are not its name."""
    assert not is_organ(words)


def test_how_a_text_speaks_of_itself() -> None:
    """A county speaks of the province as well, and an organ of its county; the lowest level is its own."""
    county = speaks_of("全县工作居全省前列。我县成立小组。全市第一，全县通报。全省推广。")
    bureau = speaks_of("我局成立小组。我局公开。全市通报。本局受理。")

    assert ("县", False) == (county.place, county.organ)
    assert bureau.organ


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("现将青山县2015年政府信息公开工作情况报告如下。我县全县公开。我县受理。", None),
        ("本报告由怀宁县审计局编制。省政府、市政府文件均已公开。", "怀宁县审计局"),
        ("2016年，河北省科学技术厅坚持公开。省政府要求省政府办公厅。我厅公开。我厅受理。", "河北省科学技术厅"),
        ("我局公开信息。我局落实省政府文件。河北省人民政府规定。我局受理。", None),
        ("由安徽省人民政府办公厅编制。我省全省公开。全省受理。我省推进。", "安徽省人民政府"),
    ],
)
def test_body_without_a_title(text: str, body: str | None) -> None:
    """The body is who announces or compiles the report; a government that is only mentioned is not."""
    found = report_of(text).body.value

    assert body == (found and found.name)


def test_organ_of_the_whole_country_has_no_region() -> None:
    """A ministry's report names many places and belongs to none; the evidence says why it is unknown."""
    report = report_of("商务部2015年政府信息公开工作年度报告\n北京市、上海市、北京市朝阳区都很好。地址：北京市东城区。")

    assert report.region.value is None
    assert ["national_organ"] == [evidence.rule for evidence in report.region.evidence]


@pytest.mark.data
def test_work_reports_of_cities() -> None:
    """Another genre, without titles: the region is that of the file's name or unknown, never another.

    Two files hold the report of another place than their name says: 恩施 that of the city in the prefecture, 黄山 that
    of the district in the city.
    """
    if not CITIES.is_dir():
        pytest.skip(f"no work reports at {CITIES}")
    expected = {"恩施": {"422801"}, "黄山": {"341003"}}
    wrong, right = {}, 0
    for path in sorted(CITIES.glob("*.txt")):
        region = report_of(path.read_text("utf-8")).region.value
        meant = expected.get(path.stem) or {unit.code for unit in gazetteer().find(path.stem, 2023)}
        right += region is not None and region.code in meant
        if region is not None and region.code not in meant:
            wrong[path.stem] = region.name

    assert {} == wrong
    assert right >= 90
