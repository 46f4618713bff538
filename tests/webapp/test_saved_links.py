"""Saved links on the pages: where they lead, who may make them, what the list tells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from html_pages import parse
from saving import LINK, OWN, Q, client_with, shorten

from indexer.settings import LinkCreation

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture
def saving(tmp_path: Path) -> FlaskClient:
    """A client of pages that keep links."""
    return client_with(tmp_path)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        (f"q={quote('依申请公开')}&region=210000", "7c4wyrpos5"),
        (f"q={quote('行政复议')}&year=2018&section=remedies", "2akxrloohv"),
        ("region=210000&region=230000&year=2015..2018", "rhcnzutflp"),
        (f"q={quote(chr(34))}{quote('三公')}{quote(chr(34))}%20-{quote('微信')}&sort=year-asc", "v4uyyaatgr"),
    ],
)
def test_short_links_of_the_specification(saving: FlaskClient, query: str, name: str) -> None:
    """The button makes the short link that the search has everywhere, and it leads back to the search."""
    assert saving.get(f"/l/{name}").status_code == 404
    made = shorten(saving, query)
    led = saving.get(f"/l/{name.upper()}")
    assert (made.status_code, made.headers["Location"]) == (303, f"/search?{query}#share")
    assert (led.status_code, led.headers["Location"]) == (302, f"/search?{query}")


def test_the_panel_shows_the_short_link(saving: FlaskClient) -> None:
    """Before, a button makes it; afterwards the link is shown, also to who asks with the old entity tag."""
    before = saving.get(f"/search?q={Q}")
    assert parse(before.text).one("form", action="/links/short")
    assert json.loads(saving.get(f"/api/v1/search?q={Q}").data)["short_url"] is None
    shorten(saving, f"q={Q}")
    after = saving.get(f"/search?q={Q}", headers={"If-None-Match": before.headers["ETag"]})
    page = parse(after.text)
    (short,) = [field.attributes["value"] for field in page.all("input", id="short")]
    assert short.startswith("http://localhost/l/")
    assert page.all("form", action="/links/short") == []
    assert short.endswith(json.loads(saving.get(f"/api/v1/search?q={Q}").data)["short_url"])


def test_permalink(saving: FlaskClient) -> None:
    """The permalink is the whole canonical URL, without page and size."""
    page = parse(saving.get(f"/search?q={Q}&size=10").text)
    assert page.one("input", id="permalink").attributes["value"] == f"http://localhost/search?q={Q}"


def test_home_points_to_named_links(saving: FlaskClient) -> None:
    """The home page leads to named links, at once and not when its tag changes for another reason."""
    before = saving.get("/")
    saved = saving.post("/links", data={"query": "q=a", "name": "ab-c", "title": "甲<乙>"}, headers=OWN)
    assert saved.status_code == 303
    after = saving.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert parse(after.text).one("a", href="/v/ab-c").text == "甲<乙>"


def test_named_links(saving: FlaskClient) -> None:
    """A saved search is listed with what it finds, and its name leads to it."""
    made = saving.post("/links", data=LINK, headers=OWN)
    assert (made.status_code, made.headers["Location"]) == (303, "/links#open")
    led = saving.get("/v/open")
    assert (led.status_code, led.headers["Location"]) == (302, f"/search?q={Q}")
    row = parse(saving.get("/links?since=2026-01-02").text).one("tr", id="open").text.split()
    assert ["主动公开的报告", "一", "二", "3", "份", "2", "份"] == [
        word for word in row if not word.startswith(("某", "最", "2026", "/v/", "Atom"))
    ]


@pytest.mark.parametrize(("since", "new"), [("2026-01-01", "3 份"), ("2026-01-04", "1 份"), ("2026-01-05", "无")])
def test_what_is_new(saving: FlaskClient, since: str, new: str) -> None:
    """New are the reports that entered on the day or later."""
    saving.post("/links", data=LINK, headers=OWN)
    cells = [cell.text for cell in parse(saving.get(f"/links?since={since}").text).all("td")]
    assert cells[0] == "3 份"
    assert cells[1].startswith(new)


def test_links_with_new_reports_come_first(saving: FlaskClient) -> None:
    """The list is grouped by what a person who comes back looks for."""
    for name, query in [("a", "q=没有这句话"), ("b", f"q={Q}")]:
        saving.post("/links", data=LINK | {"name": name, "query": query}, headers=OWN)

    def rows(since: str) -> list[str]:
        page = parse(saving.get(f"/links?since={since}").text)
        return [row.attributes.get("id") or row.text for row in page.all("tr")[1:]]

    assert rows("2026-01-01") == ["有新增", "b", "没有新增", "a"]
    assert rows("2026-01-05") == ["没有新增", "a", "b"]


def test_a_taken_name(saving: FlaskClient) -> None:
    """A name is given once; nobody can point it elsewhere from a page."""
    saving.post("/links", data=LINK, headers=OWN)
    again = saving.post("/links", data=LINK | {"query": "q=x"}, headers=OWN)
    assert again.status_code == 409
    assert saving.get("/v/open").headers["Location"] == f"/search?q={Q}"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Referer": "http://localhost/search"},
    ],
)
@pytest.mark.parametrize("path", ["/links", "/links/short"])
def test_posts_from_elsewhere(saving: FlaskClient, path: str, headers: dict[str, str]) -> None:
    """A post that no page of ours sent is refused and keeps nothing."""
    assert saving.post(path, data=LINK, headers=headers).status_code == 403
    assert "还没有保存的链接" in saving.get("/links").text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_posts_from_our_own_pages(saving: FlaskClient, headers: dict[str, str]) -> None:
    """Either header of a browser is enough."""
    assert saving.post("/links/short", data=LINK, headers=headers).status_code == 303


def test_posts_of_other_kinds(saving: FlaskClient) -> None:
    """A body that is no form, or too long, is refused."""
    assert saving.post("/links/short", json=LINK, headers=OWN).status_code == 415
    assert saving.post("/links/short", data={"query": "q=" + "x" * 20_000}, headers=OWN).status_code == 413


@pytest.mark.parametrize(
    ("creation", "short", "named"),
    [(LinkCreation.ALL, 303, 303), (LinkCreation.SHORT, 303, 403), (LinkCreation.OFF, 403, 403)],
)
def test_creation_can_be_switched_off(tmp_path: Path, creation: LinkCreation, short: int, named: int) -> None:
    """What is switched off is refused and not offered; reading goes on."""
    client = client_with(tmp_path, link_creation=creation)
    page = parse(client.get(f"/search?q={Q}").text)
    assert bool(page.all("form", action="/links/short")) == (short == 303)
    assert bool(page.all("form", action="/links", method="post")) == (named == 303)
    assert shorten(client, f"q={Q}").status_code == short
    assert client.post("/links", data=LINK, headers=OWN).status_code == named
    assert client.get("/links").status_code == 200


@pytest.mark.parametrize("path", ["/l/aaaaaaaaaa", "/v/nobody", "/v/nobody.csv", "/l/x.atom"])
def test_unknown_links(saving: FlaskClient, path: str) -> None:
    """404; a page shows the way to the list, a program gets the one shape of failures."""
    response = saving.get(path)
    assert response.status_code == 404
    if "." in path:
        assert json.loads(response.data)["error"]["code"] == "unknown_link"
    else:
        assert 'href="/links"' in response.text


@pytest.mark.parametrize(
    "path", ["/l/..%2F..%2Fetc%2Fpasswd", "/v/%2e%2e%2flinks", "/v/..", "/l/%00", "/v/" + "a" * 999]
)
def test_names_that_are_none(saving: FlaskClient, path: str) -> None:
    """A name is looked up and nothing else; what cannot be one is unknown."""
    assert saving.get(path).status_code == 404


def test_a_broken_file_keeps_nobody_from_searching(saving: FlaskClient, tmp_path: Path) -> None:
    """Searches go on without short links; the list says what is wrong without telling paths."""
    (tmp_path / "links").write_bytes(b"not a database" * 100)
    assert saving.get(f"/search?q={Q}").status_code == 200
    assert saving.get(f"/api/v1/search?q={Q}").status_code == 200
    answer = saving.get("/links")
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text


def test_toml(saving: FlaskClient) -> None:
    """The list can be taken along as a file."""
    saving.post("/links", data=LINK, headers=OWN)
    response = saving.get("/links.toml")
    assert response.mimetype == "application/toml"
    assert 'query = "q=主动公开"' in response.text


def test_bad_day(saving: FlaskClient) -> None:
    """A day that is none is named."""
    assert saving.get("/links?since=yesterday").status_code == 400
