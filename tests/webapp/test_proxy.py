"""Behind another server: every address is right below a prefix, and only trusted proxies are believed."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from html_pages import parse
from plain_reports import plain_searcher
from prometheus_client.parser import text_string_to_metric_families

from indexer.errors import SettingsError
from indexer.settings import Settings, WebSettings
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

Q = quote("主动公开")
PAGES = ["/", "/help", f"/search?q={Q}", "/search?q=nothing", f"/search?q={Q}&region=430000", "/doc/a-2015", "/links"]
PAGES += [f"/doc/a-2015?q={Q}", "/nothing", f"/search?region={quote('朝阳')}", "/facet/region", "/search?page=7"]


def client_of(**web: object) -> FlaskClient:
    """A client of pages with these settings."""
    return create_app(plain_searcher(), Settings(web=WebSettings(**web))).test_client()  # type: ignore[arg-type]  # names are the class's


@pytest.mark.parametrize("stripped", [True, False], ids=["stripped", "kept"])
@pytest.mark.parametrize("path", PAGES)
def test_every_address_stands_below_the_prefix(path: str, *, stripped: bool) -> None:
    """Links, forms, pictures and styles of every page, whether the proxy strips the prefix or not."""
    page = parse(client_of(prefix="/a/b").get(path if stripped else f"/a/b{path}").text)
    addresses = [
        element.attributes[name]
        for element in page.elements
        for name in ("href", "src", "action")
        if name in element.attributes
    ]
    assert len(addresses) > 3
    assert [address for address in addresses if not address.startswith(("/a/b/", "#"))] == []


def test_redirects_feeds_and_files_below_the_prefix() -> None:
    """What leaves a page is right as well: redirects, feed, exports, sitemap, the description of the API."""
    client = client_of(prefix="/a")
    assert client.get("/a/search?q=x&year=").headers["Location"] == "/a/search?q=x"
    assert "http://localhost/a/doc/a-2015" in client.get("/a/search.atom").text
    assert "http://localhost/a/doc/a-2015" in client.get("/a/search.csv").text
    assert "http://localhost/a/doc/a-2015" in client.get("/a/sitemap.xml").text
    assert client.get("/a/openapi.json").json["servers"] == [{"url": "http://localhost/a"}]
    assert "Disallow: /a/search" in client.get("/robots.txt").text


def test_forwarded_headers_of_a_trusted_proxy() -> None:
    """Scheme, host and prefix of a trusted proxy are in every whole URL; those of anybody else are not."""
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "reports.example", "X-Forwarded-Prefix": "/p"}
    trusting = client_of(trusted_proxies=("10.0.0.0/8", "127.0.0.1"))
    assert "https://reports.example/p/doc/a-2015" in trusting.get("/search.csv", headers=headers).text
    assert "http://localhost/doc/a-2015" in client_of().get("/search.csv", headers=headers).text
    stranger = trusting.get("/search.csv", headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert "http://localhost/doc/a-2015" in stranger.text


def test_public_url() -> None:
    """What was set goes before what a request says."""
    client = client_of(public_url="https://reports.example/x")
    assert "https://reports.example/x/doc/a-2015" in client.get("/search.csv", headers={"Host": "evil.example"}).text
    form = client.post("/links/short", data={"query": "region=1"}, headers={"Origin": "https://reports.example"})
    assert form.status_code == 400


@pytest.mark.parametrize(
    "web",
    [
        {"prefix": "a"},
        {"prefix": "/a/"},
        {"prefix": "/a b"},
        {"public_url": "reports.example"},
        {"public_url": "https://reports.example/"},
        {"public_url": "javascript:alert(1)"},
        {"trusted_proxies": ("everybody",)},
    ],
)
def test_settings_that_cannot_be(web: dict[str, object]) -> None:
    """A setting that would break links is refused with the name of its variable."""
    with pytest.raises(SettingsError, match="NIANBAO_"):
        WebSettings(**web)  # type: ignore[arg-type]  # names are the class's


def test_access_log(tmp_path: Path) -> None:
    """A line of JSON for each request, without what was looked for."""
    log = tmp_path / "access.log"
    client = client_of(access_log=str(log), prefix="/a")
    body = client.get("/a/search?q=secret", headers={"User-Agent": "x" * 999}, buffered=True).data
    client.get("/a/doc/%E5%B9%B4", buffered=True)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(line["route"], line["path"], line["status"]) for line in lines] == [
        ("search", "/a/search", 200),
        ("report", "/a/doc/年", 404),
    ]
    assert lines[0]["bytes"] == len(body)
    assert len(lines[0]["agent"]) == 200
    assert "secret" not in log.read_text("utf-8")


def test_access_log_with_queries(tmp_path: Path) -> None:
    """What was looked for is logged when it is asked for; nothing can break a line."""
    log = tmp_path / "access.log"
    client_of(access_log=str(log), log_queries=True).get("/search?q=a%0Ab&x=%1b", buffered=True)
    (line,) = log.read_text("utf-8").splitlines()
    assert json.loads(line)["query"] == "q=a%0Ab&x=%1b"


def test_access_log_that_cannot_be_written(tmp_path: Path) -> None:
    """The file is named before anything is served."""
    with pytest.raises(SettingsError, match="--access-log"):
        client_of(access_log=str(tmp_path / "nowhere" / "x"))


def test_metrics(caplog: pytest.LogCaptureFixture) -> None:
    """Counts by route and status, in the format that Prometheus reads; off unless asked for."""
    assert client_of().get("/metrics").status_code == 404
    client = client_of(metrics=True)
    for url in ("/search?q=x", "/search?q=x", "/search?page=x", "/doc/nobody", "/no/such"):
        client.get(url, buffered=True)
    with caplog.at_level(logging.ERROR):
        families = {family.name: family for family in text_string_to_metric_families(client.get("/metrics").text)}
    counts = {
        (sample.labels["route"], sample.labels["status"]): sample.value
        for sample in families["nianbao_requests"].samples
    }
    assert counts == {("search", "200"): 2, ("search", "400"): 1, ("report", "404"): 1, ("", "404"): 1}
    durations = families["nianbao_request_duration_seconds"].samples
    assert [s.value for s in durations if s.name.endswith("_count") and s.labels["route"] == "search"] == [3]
    assert [s.value for s in durations if s.labels.get("le") == "+Inf" and s.labels["route"] == "search"] == [3]


def test_one_application_below_two_paths() -> None:
    """Where a server mounts the application twice, each page has the addresses of the path it was asked below."""
    client = client_of()
    for mounted in ("/a", "/b", ""):
        page = parse(client.get("/help", environ_overrides={"SCRIPT_NAME": mounted}).text)
        brand = page.one("a", class_="brand")
        assert brand.attributes["href"] == f"{mounted}/"
