"""Hostile text and abuse (S1, S3, S6): through every input and through indexed reports, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from hostile import NAMES, PAYLOADS, write_hostile_reports
from pybtex.database import parse_string

from indexer.build import build_index
from indexer.export import FORMATS
from indexer.search import open_searcher
from indexer.settings import Settings, WebSettings
from webapp import create_app
from webapp.security import SECURITY_HEADERS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

KEYS = [
    ["q"],
    ["region", "-region", "year", "section", "docnum", "sort", "scope", "year_from", "other", "<b>"],
    ["page"],
]
DANGEROUS = {"script", "iframe", "base", "math", "object", "embed", "foreignobject"}


class Markup(HTMLParser):
    """What a browser would run or load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note elements and attributes that no page of ours has."""
        values = {name: value or "" for name, value in attrs}
        if tag in DANGEROUS and not values.get("src", "").startswith("/static/"):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in values if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "formaction"):
            address = values.get(name, "/")
            if not address.startswith(("/", "#")) or address.startswith("//"):
                self.found.append(f"{tag} {name}={address}")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An index of reports whose names, titles, headings and text attack."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = write_hostile_reports(folder / "corpus")
    settings = Settings(index_dir=folder / "index", web=WebSettings(rate_limit=0))
    build_index([corpus], settings)
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    """The pages over them."""
    return create_app(open_searcher(settings), settings).test_client()


def test_there_are_forty() -> None:
    """The list is as long as was asked for."""
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("keys", KEYS)
def test_through_every_key(client: FlaskClient, keys: list[str]) -> None:
    """No payload in any parameter makes markup, in a page, in JSON or in a feed; every answer has all headers."""
    for payload in PAYLOADS:
        query = "&".join(f"{quote(key)}={quote(payload, safe='')}" for key in keys)
        page = client.get(f"/search?{query}", follow_redirects=True)
        assert page.status_code in {200, 400}
        assert Markup(page.text).found == [], (keys, payload)
        assert "<script>alert" not in page.text
        api = client.get(f"/api/v1/search?{query}")
        assert api.status_code in {200, 400}
        assert (api.mimetype, json.loads(api.data) is not None) == ("application/json", True)
        for response in (page, api):
            assert {name: response.headers[name] for name in SECURITY_HEADERS} == dict(SECURITY_HEADERS)


@pytest.mark.parametrize(
    "path",
    [
        "/doc/{}",
        "/doc/{}/raw",
        "/v/{}",
        "/l/{}",
        "/v/{}.csv",
        "/facet/{}",
        "/{}",
        "/api/v1/report/{}",
        "/links?since={}",
    ],
)
def test_through_every_path(client: FlaskClient, path: str) -> None:
    """No payload in any path makes markup."""
    for payload in PAYLOADS:
        response = client.get(path.format(quote(payload, safe="")))
        assert response.status_code in {200, 308, 400, 404}  # 200: one of the reports is called so
        if response.mimetype == "text/html":
            assert Markup(response.text).found == [], payload


def test_through_indexed_text_on_pages(client: FlaskClient) -> None:
    """Reports that attack are shown word for word: in results, passages, facts, outline and text."""
    api = client.get(f"/api/v1/search?q={quote('依申请公开')}&size=50").json
    assert api["total_reports"] == len(NAMES)
    pages = [
        f"/search?q={quote('依申请公开')}&size=50",
        "/",
        *(result["url"].split("#")[0] for result in api["results"]),
    ]
    for path in pages:
        response = client.get(path)
        assert response.status_code == 200
        assert Markup(response.text).found == [], path
        assert "<script>alert" not in response.text
        assert not re.search(r"\b49\b", response.text)


@pytest.mark.parametrize("ending", [*FORMATS, "atom"])
def test_through_indexed_text_in_files(client: FlaskClient, ending: str) -> None:
    """Every file of them is whole, is read by another program, and runs in no spreadsheet."""
    response = client.get(f"/search.{ending}?q={quote('依申请公开')}")
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    match ending:
        case "csv":
            rows = list(csv.reader(io.StringIO(response.text, newline="")))
            assert len(rows) == len(NAMES) + 1
            assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))] == []
        case "jsonl":
            assert len([json.loads(line) for line in response.text.splitlines()]) == len(NAMES)
        case "json":
            assert len(response.json["results"]) == len(NAMES)
        case "bib":
            assert len(parse_string(response.text, "bibtex").entries) == len(NAMES)
        case "atom":
            root = ET.fromstring(response.data)  # noqa: S314 - our own document
            names = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert not names & DANGEROUS
        case _:
            assert len(re.findall(r"^\[\d+\] ", response.text, re.MULTILINE)) == len(NAMES)


def test_through_saved_links(client: FlaskClient) -> None:
    """Titles, notes and queries of links make no markup, in the list, in its feed or as TOML."""
    for number, payload in enumerate(PAYLOADS):
        form = {
            "name": f"n{number}",
            "title": payload,
            "note": payload,
            "author": payload[:99],
            "query": f"q={quote(payload, safe='')}",
        }
        made = client.post("/links", data=form, headers={"Origin": "http://localhost"})
        assert made.status_code == (400 if "\u202e" in payload else 303), payload
    listed = client.get("/links")
    assert Markup(listed.text).found == []
    titles = {link["title"] for link in tomllib.loads(client.get("/links.toml").text)["link"]}
    assert titles == {" ".join(payload.split()) for payload in PAYLOADS if "\u202e" not in payload}
    assert ET.fromstring(client.get("/v/n0.atom").data) is not None  # noqa: S314 - our own document


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search?q=" + "x" * 500, 200),
        ("/search?q=" + "x" * 501, 400),
        ("/search?page=1000000000", 400),
        ("/search?page=0", 400),
        ("/search?page=-1", 400),
        ("/search?page=x", 400),
        ("/search?" + "&".join("a=1" for _ in range(1000)), 400),
        ("/search?q=%00", 400),
        ("/search?q=%FF", 400),
        ("/search?q=%ED%A0%80", 400),
        ("/doc/..%2F..%2Fetc%2Fpasswd", 404),
        ("/doc/..%2F..%2Fetc%2Fpasswd/raw", 404),
        ("/doc/%00/raw", 404),
        ("/v/..%2F..%2Fetc%2Fpasswd", 404),
        ("/l/..%2F..%2Fetc%2Fpasswd.csv", 404),
        ("/static/..%2F..%2Fapp.py", 404),
        ("/search?q=" + "%E5" * 3000, 414),
    ],
)
def test_abuse(client: FlaskClient, path: str, status: int) -> None:
    """What no page of ours asks for is refused as documented, with all headers and no cookie."""
    response = client.get(path)
    assert response.status_code == status
    assert {name: response.headers[name] for name in SECURITY_HEADERS} == dict(SECURITY_HEADERS)
    assert "Set-Cookie" not in response.headers
