"""Hostile text, in queries and in reports, is shown and never executed."""

from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from html_pages import Element, Page, parse

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "{{ 7*7 }}",
    "{% raw %}",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "]]><!--",
    "\u202e\u0007<b>",
]


class Markup(HTMLParser):
    """The names of all elements and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes them."""
        self.names |= {tag, *(f"@{name}" for name, _ in attrs)}


def foreign_scripts(page: Page) -> list[Element]:
    """Scripts other than the one of the layout, which has no text of its own."""
    return [
        script
        for script in page.all("script")
        if script.text or not script.attributes.get("src", "").startswith("/static/js/pages.js?v=")
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("key", ["q", "region", "section", "docnum", "year", "sort", "page", "other"])
def test_parameters(client: FlaskClient, key: str, payload: str) -> None:
    """A value makes no element and no attribute that the page does not have without it."""
    response = client.get(f"/search?{key}={quote(payload)}", follow_redirects=True)
    page = parse(response.text)
    assert response.status_code in {200, 400}
    assert foreign_scripts(page) == []
    assert not Markup(response.text).names & {"@onerror", "@onload", "@onmouseover", "@x"}
    assert "49" not in page.one("main").text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_query_is_shown_as_typed(client: FlaskClient, payload: str) -> None:
    """The box and the headline show what was typed, character for character."""
    page = parse(client.get(f"/search?q={quote(payload, safe='')}").text)
    assert page.one("input", id="q").attributes["value"] == payload
    assert page.one("h1").text == f"{payload}的检索结果"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_report_ids(client: FlaskClient, payload: str) -> None:
    """An id nobody knows is quoted in the answer and in nothing else."""
    response = client.get(f"/doc/{quote(payload, safe='')}")
    page = parse(response.text)
    assert response.status_code == 404
    assert foreign_scripts(page) == []


def test_hostile_report(client: FlaskClient) -> None:
    """A report that attacks is shown word for word: title, heading, text, evidence; its id is quoted in links."""
    found = client.get(f"/search?q={quote('主动公开')}")
    link = "/doc/%3Cb%3E%22x%22"
    assert link in found.text
    page = parse(client.get(link).text)
    assert page.one("h1").text == '<script>alert(1)</script>&lt;b&gt; "年报" \' ]]>'
    assert "主动公开<svg onload=alert(1)>与{{ 7*7 }}{% raw %}&amp;。" in page.one("article").text
    assert "一、主动公开<img src=x onerror=alert(1)>" in [heading.text for heading in page.all("h2")]
    assert foreign_scripts(page) == []
    assert "@onerror" not in Markup(found.text).names


def test_null_and_lone_bytes(client: FlaskClient) -> None:
    """A null character, and bytes that are no UTF-8, are refused."""
    assert client.get("/search?q=%00").status_code == 400
    assert client.get("/search?q=%ED%A0%80").status_code == 400
    assert client.get("/doc/%FF").status_code == 404


def test_many_parameters(client: FlaskClient) -> None:
    """A thousand parameters are refused, in words."""
    response = client.get("/search?" + "&".join(f"k{n}=1" for n in range(1000)))
    assert response.status_code == 400
