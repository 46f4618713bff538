"""What the pages tell crawlers, browsers and programs about themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
import schemathesis
from html_pages import parse
from hypothesis import HealthCheck, settings
from made_reports import made_report
from made_searcher import MadeSearcher
from plain_reports import plain_searcher
from schemathesis import checks
from schemathesis.config import SchemathesisConfig

from indexer.settings import Settings, WebSettings
from webapp import create_app, discovery

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
Q = quote("主动公开")


def addresses(client: FlaskClient, path: str) -> list[str | None]:
    """The addresses of a sitemap."""
    return [element.text for element in ET.fromstring(client.get(path).data).iter(f"{SITEMAP}loc")]  # noqa: S314 - our own document


def test_sitemap(client: FlaskClient) -> None:
    """Every report once, and nothing else; each can be opened."""
    found = addresses(client, "/sitemap.xml")
    assert len(found) == len(set(found)) == 4
    assert {client.get(address).status_code for address in found if address} == {200}
    assert client.get("/sitemap-2.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_sitemap_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """More reports than one sitemap may hold are in several, none twice."""
    monkeypatch.setattr(discovery, "MOST_URLS", 2)
    client = create_app(MadeSearcher(*(made_report(f"r{n}", "年报") for n in range(5)))).test_client()
    parts = [(address or "").removeprefix("http://localhost") for address in addresses(client, "/sitemap.xml")]
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    assert [address for part in parts for address in addresses(client, part)] == [
        f"http://localhost/doc/r{n}" for n in range(5)
    ]


def test_robots(client: FlaskClient) -> None:
    """Searches and lists of facets are left alone; the sitemap is named."""
    lines = client.get("/robots.txt").text.splitlines()
    assert {"User-agent: *", "Disallow: /search", "Disallow: /facet", "Disallow: /api/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"


def test_opensearch(client: FlaskClient) -> None:
    """Browsers are told where to search, in a file that they accept."""
    root = ET.fromstring(client.get("/opensearch.xml").data)  # noqa: S314 - our own document
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert 0 < len(root.findtext(f"{space}ShortName", "")) <= 16
    templates = {url.get("type"): url.get("template") for url in root.iter(f"{space}Url")}
    assert templates["text/html"] == "http://localhost/search?q={searchTerms}"
    page = parse(client.get("/").text)
    assert page.one("link", rel="search").attributes["href"] == "/opensearch.xml"


@pytest.mark.parametrize(
    ("url", "listed"),
    [("/", True), ("/doc/a-2015", True), (f"/doc/a-2015?q={Q}", False), (f"/search?q={Q}", False), ("/links", False)],
)
def test_what_search_engines_may_list(client: FlaskClient, url: str, listed: bool) -> None:  # noqa: FBT001 - a column of the table
    """Reports by themselves and the home page; nothing that has a query."""
    robots = [meta.attributes["content"] for meta in parse(client.get(url).text).all("meta", name="robots")]
    assert robots == ([] if listed else ["noindex"])


def test_links_to_searches_are_not_followed(client: FlaskClient) -> None:
    """Every link from a results page to another search says nofollow."""
    page = parse(client.get(f"/search?q={Q}&region=210000").text)
    searches = [link for link in page.all("a") if link.attributes["href"].startswith(("/search", "/facet"))]
    assert len(searches) > 5
    assert [link.attributes["href"] for link in searches if "nofollow" not in link.attributes.get("rel", "")] == []


def test_other_sites_may_read_only_when_asked() -> None:
    """CORS is off; switched on it concerns what is made for programs, and never forms."""
    closed = create_app(plain_searcher(), Settings()).test_client()
    opened = create_app(plain_searcher(), Settings(web=WebSettings(open_api=True))).test_client()
    header = "Access-Control-Allow-Origin"
    for url in ("/api/v1/search?q=x", "/search.csv", "/search.atom", "/openapi.json"):
        assert header not in closed.get(url).headers
        assert opened.get(url).headers[header] == "*"
    assert header not in opened.get("/search?q=x").headers
    assert header not in opened.post("/links/short", data={}).headers


application = create_app(plain_searcher(), Settings(web=WebSettings(rate_limit=0)))
api = schemathesis.openapi.from_wsgi("/openapi.json", application, config=SchemathesisConfig())


@api.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_is_as_described(case: schemathesis.Case) -> None:
    """Whatever is sent, status, type and every field of the answer are those of /openapi.json.

    Two checks do not fit: values that nobody knows are answered with a notice by design, and a schema
    cannot tell a query with a fault, which is refused, from one without.
    """
    case.call_and_validate(excluded_checks=[checks.negative_data_rejection, checks.positive_data_acceptance])


def test_every_route_of_the_api_is_described(client: FlaskClient) -> None:
    """No route below /api/ is missing in the description, and no key of the grammar."""
    described = client.get("/openapi.json").json
    routes = {rule.rule.replace("<", "{").replace(">", "}") for rule in application.url_map.iter_rules()}
    assert {route for route in routes if route.startswith("/api/")} == set(described["paths"])
    keys = {parameter["name"] for parameter in described["paths"]["/api/v1/search"]["get"]["parameters"]}
    grammar = {"q", "scope", "mode", "region", "-region", "year", "section", "docnum", "sort", "page", "size", "cursor"}
    assert keys == grammar


def test_settings_are_documented(checkout: Path) -> None:
    """Every variable of the environment that settings.py reads is in docs/settings.md."""
    source = (checkout / "indexer" / "settings.py").read_text("utf-8")
    described = (checkout / "docs" / "settings.md").read_text("utf-8")
    names = set(re.findall(r"NIANBAO_[A-Z_]+", source))
    assert {name for name in names if f"`{name}`" not in described} == set()
