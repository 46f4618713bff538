"""The page of one report."""

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from html_pages import get, links
from made_reports import made_report

from indexer.cli.text import damage_text
from indexer.model import Damage, DamageKind, Evidence, Fact
from webapp.views.facts import damage_of, facts_of


def test_report(client: FlaskClient) -> None:
    """A report shows its text word for word, its outline with hits, numbered hits and steps between them."""
    page = get(client, f"/doc/a-2015?q={quote('依申请公开')}")
    assert [mark.attributes["id"] for mark in page.all("mark")] == ["hit-1", "hit-2", "hit-3"]
    assert "共 3 处" in page.one("p", role="status").text
    assert {"#hit-1", "#hit-2", "#hit-3"} <= links(page)
    assert [heading.text.strip() for heading in page.all("h2")][:2] == [
        "一、主动公开情况",
        "二、依申请公开第 1 处下一处情况",
    ]
    assert "依据" in page.one("aside").text
    assert "原文缺右括号" in page.one("aside").text
    assert page.one("link", rel="canonical").attributes["href"] == "/doc/a-2015"


def test_report_without_query(client: FlaskClient) -> None:
    """A report alone has no hits, no bar, and may be indexed by search engines."""
    page = get(client, "/doc/a-2015")
    assert page.all("mark") == []
    assert page.all("section", class_="hitbar") == []
    assert page.all("meta", name="robots") == []


def test_only_sections_with_hits(client: FlaskClient) -> None:
    """view=hits leaves out what holds no hit; the outline stays whole and leads to the whole report."""
    q = quote("依申请公开")
    assert f"/doc/a-2015?q={q}&view=hits" in links(get(client, f"/doc/a-2015?q={q}"))
    page = get(client, f"/doc/a-2015?q={q}&view=hits")
    assert [mark.attributes["id"] for mark in page.all("mark")] == ["hit-1", "hit-2", "hit-3"]
    assert "人手不足" not in page.one("article").text
    assert f"/doc/a-2015?q={q}#s-5" in links(page)
    assert f"/doc/a-2015?q={q}" in links(page)


def test_one_kind_of_section(client: FlaskClient) -> None:
    """/s/<slug> shows the sections of one kind under their own canonical URL; steps go between the hits shown."""
    q = quote("公开")
    page = get(client, f"/doc/a-2015/s/requests?q={q}")
    shown = [mark.attributes["id"] for mark in page.all("mark")]
    assert shown
    assert {section.attributes["id"] for section in page.all("section") if "article" in section.path} == {"s-3"}
    assert page.one("link", rel="canonical").attributes["href"] == "/doc/a-2015/s/requests"
    steps = {link.attributes["href"] for link in page.all("a") if {"article", "span"} <= set(link.path)}
    assert steps == {f"#{mark}" for mark in shown}
    assert [link.attributes["href"] for link in page.all("a", aria_current="true")] == [f"#{shown[0]}"]
    assert "没有“收费减免与支出”的章节" in get(client, "/doc/a-2015/s/fees").one("main").text
    assert client.get("/doc/a-2015/s/nothing").status_code == 404


def test_simplified_view(client: FlaskClient) -> None:
    """A Traditional report can be read in Simplified characters; hits and paragraphs keep their numbers."""
    q = quote("主动公开")
    original = get(client, f"/doc/t%202008?q={quote('主動公開')}")
    assert f"/doc/t%202008?q={quote('主動公開')}&view=hans" in links(original)
    turned = get(client, f"/doc/t%202008?q={quote('主動公開')}&view=hans")
    assert [mark.attributes["id"] for mark in turned.all("mark")] == [m.attributes["id"] for m in original.all("mark")]
    assert {mark.text for mark in turned.all("mark")} == {"主动公开"}
    assert turned.one("article").attributes["lang"] == "zh-Hans"
    assert turned.one("p", class_="title").text.strip() == "盘锦市2008年度政府信息公开工作报告"
    assert "view=hans" not in " ".join(links(get(client, f"/doc/a-2015?q={q}")))


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("view=hits&q=a&view=hans", "/doc/a-2015?q=a&view=hans&view=hits"),
        ("view=hans&view=hans", "/doc/a-2015?view=hans"),
        ("q=a&view=hits", None),
        ("view=other", None),
    ],
)
def test_canonical_view(client: FlaskClient, asked: str, canonical: str | None) -> None:
    """The view is part of the one URL; a view that nobody knows is a notice."""
    response = client.get(f"/doc/a-2015?{asked}")
    assert (response.status_code, response.headers.get("Location")) == ((301, canonical) if canonical else (200, None))
    assert ("view" in response.text) or canonical


def test_evidence_leads_to_its_place(client: FlaskClient) -> None:
    """The words that a value was read from link to the paragraph that holds them."""
    page = get(client, "/doc/a-2015")
    evidence = [link for link in page.all("a") if "details" in link.path and "aside" in link.path]
    assert evidence
    ids = {element.attributes.get("id") for element in page.elements}
    assert {link.attributes["href"][1:] for link in evidence} <= ids


def test_related_reports(client: FlaskClient) -> None:
    """Other reports stand beside the text, each with the reason."""
    page = get(client, "/doc/a-2015")
    similar = page.one("nav", id="similar")
    assert "同" in similar.text
    assert links(page) & {"/doc/t%202008", "/doc/u", f"/doc/{quote('<b>')}%22x%22"}


def test_hit_in_furniture_is_seen(client: FlaskClient) -> None:
    """A fold of furniture that holds a hit stands open."""
    fold = get(client, f"/doc/a-2015?q={quote('打印')}").one("details", class_="furniture")
    assert "open" in fold.attributes


def test_furniture_is_folded(client: FlaskClient) -> None:
    """Furniture stands in a closed fold of its own."""
    fold = get(client, "/doc/a-2015").one("details", class_="furniture")
    assert "open" not in fold.attributes
    assert fold.text.split() == ["页眉页脚首页", "打印"]


def test_traditional_text_says_so(client: FlaskClient) -> None:
    """Traditional text carries its language tag, in lists and on its page; the page round it stays Simplified."""
    page = get(client, "/doc/t%202008")
    assert page.one("html").attributes["lang"] == "zh-Hans"
    assert page.one("article").attributes["lang"] == "zh-Hant"
    results = get(client, f"/search?q={quote('主動公開')}")
    assert [text.attributes["lang"] for text in results.all("p", class_="text")] == ["zh-Hant"]


def test_unknown_is_called_unknown(client: FlaskClient) -> None:
    """A report of which nothing is known says so, and is found under 未知."""
    page = get(client, "/doc/u")
    assert "拟题" in page.one("main").text
    assert page.one("dl").text.count("未知") == 4
    found = get(client, "/search?region=unknown&year=unknown")
    assert [result.text.split()[0] for result in found.all("article", class_="result")] == [
        "没有题目的报告，主动公开。"
    ]


def test_damage_is_worded_in_chinese(client: FlaskClient) -> None:
    """What is wrong with a text is said in the language of the page, with its number."""
    assert "文号缺 2 个右括号" in get(client, "/doc/a-2015").one("aside").text


def test_organ_of_the_whole_country() -> None:
    """Where a report belongs to no region, its page says so and not only that the region is unknown."""
    quote = Evidence("title", "商务部", 0, 3, "national_organ")
    report = made_report("x", "商务部年报", region=Fact(evidence=(quote,)))
    region = next(line for line in facts_of(report, lambda offset: f"#{offset}") if line.label == "地区")

    assert ("", "全国性机关，不属于任何地区") == (region.value, region.note)


def test_every_damage_has_words() -> None:
    """No kind of damage is without a text at either door."""
    report = made_report("x", "文", warnings=tuple(Damage(kind, 7) for kind in DamageKind))

    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in damage_of(report))
    assert all(damage_text(damage) for damage in report.warnings)
