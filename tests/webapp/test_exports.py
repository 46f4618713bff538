"""Files of all results, and feeds."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import feedparser
import pytest
from html_pages import parse
from made_reports import made_report
from made_searcher import MadeSearcher
from plain_reports import plain_searcher
from saving import LINK, OWN, client_with, shorten

from indexer.errors import IndexCorrupt
from indexer.export import FORMATS
from indexer.settings import Settings, WebSettings
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

Q = quote("主动公开")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def saving(tmp_path: Path) -> FlaskClient:
    """A client of pages that keep links."""
    return client_with(tmp_path)


@pytest.mark.parametrize("ending", FORMATS)
def test_files(client: FlaskClient, ending: str) -> None:
    """Every format is a file of its type with a name for it, and changes with the generation."""
    response = client.get(f"/search.{ending}?q={Q}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == FORMATS[ending].media_type
    assert response.headers["Content-Disposition"].startswith(f"attachment; filename=nianbao-g-1.{ending}; ")
    assert "Content-Length" not in response.headers
    again = client.get(f"/search.{ending}?q={Q}", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_file_has_what_the_page_has(client: FlaskClient) -> None:
    """All results, whatever page and size are asked for, in the order of the page."""
    page = json.loads(client.get(f"/api/v1/search?q={Q}").data)
    table = list(csv.DictReader(io.StringIO(client.get(f"/search.csv?q={Q}&size=10&page=7").text, newline="")))
    whole = json.loads(client.get(f"/search.json?q={Q}").data)
    assert [row["id"] for row in table] == [result["id"] for result in page["results"]]
    assert [row["hits"] for row in table] == [str(result["occurrences"]) for result in page["results"]]
    assert [result["id"] for result in whole["results"]] == [result["id"] for result in page["results"]]
    assert table[0]["url"] == f"http://localhost/doc/a-2015?q={Q}"


def test_saved_links_have_files(saving: FlaskClient) -> None:
    """A named link and a short link give the files of their search."""
    saving.post("/links", data=LINK, headers=OWN)
    shorten(saving, f"q={Q}")
    short = saving.get(f"/api/v1/search?q={Q}").json["short_url"]
    expected = saving.get(f"/search.csv?q={Q}").data
    assert expected == saving.get("/v/open.csv").data == saving.get(f"{short}.csv").data


def test_byte_order_mark(client: FlaskClient) -> None:
    """For spreadsheets, CSV only; elsewhere the parameter is one that nobody knows."""
    assert client.get("/search.csv?bom=1").data.startswith("\ufeff".encode())
    assert not client.get("/search.csv?bom=0").data.startswith("\ufeff".encode())
    assert client.get("/search.json?bom=1").json["notices"][0]["code"] == "unknown_key"


def test_unreadable_year_has_no_reports(client: FlaskClient) -> None:
    """A file has no place for a notice, so it must not hold the reports of all years."""
    assert len(client.get("/search.csv").text.splitlines()) > 1
    assert len(client.get("/search.csv?year=2015,2016").text.splitlines()) == 1


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("q=" + "x" * 501, "query_too_long"),
        ("q=%FF", "bad_encoding"),
        (f"region={quote('朝阳')}", "ambiguous_region"),
    ],
)
@pytest.mark.parametrize("ending", [*FORMATS, "atom"])
def test_failures(client: FlaskClient, ending: str, query: str, code: str) -> None:
    """Failures come before the first byte of a file, in the one shape of failures."""
    response = client.get(f"/search.{ending}?{query}")
    assert response.status_code == 400
    assert response.json["error"]["code"] == code


@pytest.mark.parametrize("ending", [*FORMATS, "atom"])
@pytest.mark.parametrize("wrong", ["yaer=2015", "-year=2015", "size=25", "mode=some", "sort=date", "q=a"])
def test_a_file_says_what_was_not_read_as_meant(client: FlaskClient, ending: str, wrong: str) -> None:
    """JSON says it as the page does; a file without a place for it is not made, and the answer names the parameter."""
    told = client.get(f"/search.json?q={Q}&{wrong}").json["notices"][0]
    response = client.get(f"/search.{ending}?q={Q}&{wrong}")

    if ending == "json":
        assert response.status_code == 200
    else:
        assert response.status_code == 400
        assert response.json["error"]["code"] == told["code"]
        assert told["text"] in response.json["error"]["message"]


@pytest.mark.parametrize("ending", [*FORMATS, "atom"])
@pytest.mark.parametrize("kept", ["year=20155", "region=%E7%81%AB%E6%98%9F", "section=x", "docnum=x", "utm_source=x"])
def test_what_the_url_of_the_search_says_is_no_fault(client: FlaskClient, ending: str, kept: str) -> None:
    """The page of a search with an unknown value offers files of it, and these lead back to that page."""
    assert client.get(f"/search.{ending}?q={Q}&{kept}").status_code == 200


def test_streamed() -> None:
    """The first bytes are sent before the last report is made."""
    made = []

    class Counting(MadeSearcher):
        def entered(self, report: object) -> dt.datetime:
            made.append(report)
            return super().entered(report)

    reports = [made_report(f"r{number}", "年报") for number in range(20)]
    client = create_app(Counting(*reports), Settings()).test_client()
    response = client.get("/search.jsonl", buffered=False)
    pieces: Iterator[bytes] = response.iter_encoded()
    made.clear()
    assert json.loads(next(pieces))["id"] == "r0"
    assert len(made) <= 2
    response.close()


@pytest.mark.parametrize("ending", FORMATS)
def test_a_damaged_index_is_a_failure(ending: str) -> None:
    """What cannot be read is found before the first byte is sent, as far as it is met with the first report."""

    class Damaged(MadeSearcher):
        def entered(self, _report: object) -> dt.datetime:
            raise IndexCorrupt("steps.bin is not as it was written")

    client = create_app(Damaged(made_report("r", "年报")), Settings(web=WebSettings(exports_at_once=1))).test_client()
    for _ in range(2):  # the place of the first one is free again
        response = client.get(f"/search.{ending}")
        assert (response.status_code, response.json["error"]["code"]) == (503, "no_index")


def feed(client: FlaskClient, path: str) -> ET.Element:
    """A feed as XML."""
    return ET.fromstring(client.get(path).data)  # noqa: S314 - our own document


def test_feed(client: FlaskClient) -> None:
    """The reports that changed last, with their real times, read as other programs read it."""
    response = client.get(f"/search.atom?q={Q}")
    read = feedparser.parse(response.data)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (read.bozo, read.version) == (False, "atom10")
    assert [entry.updated for entry in read.entries] == [f"2026-01-0{day}T12:00:00+08:00" for day in (4, 2, 1)]
    assert read.feed.updated == "2026-01-04T12:00:00+08:00"
    assert read.entries[2].id == "tag:localhost,2026:report:a-2015"
    assert read.entries[2].link == f"http://localhost/doc/a-2015?q={Q}"
    assert response.headers["Last-Modified"] == "Sun, 04 Jan 2026 04:00:00 GMT"


@pytest.mark.parametrize("path", [f"/search.atom?q={Q}", "/search.atom", "/search.atom?q=nothing"])
def test_feed_is_valid(client: FlaskClient, path: str) -> None:
    """What RFC 4287 demands of a feed and of each entry stands there exactly once, and in its form."""
    root = feed(client, path)
    assert root.tag == f"{ATOM}feed"
    for element in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
        assert (element.findtext(f"{ATOM}id") or "").startswith("tag:localhost,2026:")
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
        alternates = element.findall(f"{ATOM}link[@rel='alternate']")
        assert len(alternates) == 1
    assert [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")] == [f"http://localhost{path}"]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)


def test_feed_ids_are_stable() -> None:
    """Neither a rebuild nor another address of the same host changes an id."""
    searcher = plain_searcher()
    web = WebSettings(public_url="https://reports.example/nianbao")
    client = create_app(searcher, Settings(web=web)).test_client()
    before = feed(client, "/search.atom")
    searcher.generation = "g-2"
    after = feed(client, "/search.atom")
    assert [element.text for element in before.iter(f"{ATOM}id")] == [
        element.text for element in after.iter(f"{ATOM}id")
    ]
    assert before.findtext(f"{ATOM}id", "").startswith("tag:reports.example,2026:search:")


def test_feed_of_a_named_link(saving: FlaskClient) -> None:
    """It has the link's title, and an id that outlives its query."""
    saving.post("/links", data=LINK, headers=OWN)
    root = feed(saving, "/v/open.atom")
    assert root.findtext(f"{ATOM}id") == "tag:localhost,2026:link:open"
    assert (root.findtext(f"{ATOM}title") or "").startswith("主动公开的报告 - ")


def test_feed_is_conditional(client: FlaskClient) -> None:
    """A reader that has the feed gets 304, by tag or by time."""
    first = client.get("/search.atom")
    assert client.get("/search.atom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get("/search.atom", headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304


def test_discovery(client: FlaskClient) -> None:
    """The results page tells programs where its feed is."""
    assert f'href="/search.atom?q={Q}"' in client.get(f"/search?q={Q}").text


def test_original(client: FlaskClient, searcher: MadeSearcher) -> None:
    """The file itself is given to be saved; should a browser show it all the same, nothing in it runs."""
    page = parse(client.get("/doc/%3Cb%3E%22x%22").text)
    (link,) = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].endswith("/raw")]
    response = client.get(link)
    assert response.data == searcher.reports[1].text.encode()
    assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%3Cb%3E%22x%22.html"
    assert response.headers["Content-Security-Policy"].endswith("; sandbox")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(link, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.get("/doc/nobody/raw").status_code == 404


def test_citation_on_the_report_page(client: FlaskClient) -> None:
    """The citation that exports have, and the same entry for BibTeX, with the address that lasts."""
    page = parse(client.get(f"/doc/a-2015?q={Q}").text)
    (cited,) = [element.text for element in page.all("p", class_="gbt")]
    assert cited in client.get(f"/search.txt?q={Q}").text
    (entry,) = [element.text for element in page.all("pre")]
    assert entry in client.get(f"/search.bib?q={Q}").text


def test_two_at_once(client: FlaskClient) -> None:
    """A third file is not begun while two are being sent, other pages are; one that ends makes room, read or not."""
    sending = [client.get("/search.csv", buffered=False) for _ in range(2)]
    assert [response.status_code for response in sending] == [200, 200]
    refused = client.get("/search.csv")
    assert (refused.status_code, refused.json["error"]["code"]) == (503, "busy")
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/search").status_code == 200
    for response in sending:
        response.close()
        again = client.get("/search.csv")
        assert (again.status_code, again.data.count(b"\n")) == (200, 5)


def test_answers_without_a_body_make_room(client: FlaskClient) -> None:
    """Neither the head of a file nor one that has not changed counts as being sent for ever."""
    tag = client.get("/search.csv").headers["ETag"]
    for _ in range(3):
        assert client.head("/search.csv").status_code == 200
        assert client.get("/search.csv", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/search.csv").status_code == 200
