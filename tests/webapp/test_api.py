"""The API and the probes."""

import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from html_pages import parse
from made_searcher import MadeSearcher

from indexer.errors import IndexNotFound
from indexer.model import Notice, SearchRequest, SearchResponse
from webapp import create_app

Q = quote("主动公开")


def test_answer(client: FlaskClient) -> None:
    """The API gives the whole response: totals, results, facets, as the page has them."""
    body = json.loads(client.get(f"/api/v1/search?q={Q}").data)
    page = parse(client.get(f"/search?q={Q}").text)
    assert body["total_reports"] == 3
    assert body["canonical_url"] == f"/search?q={Q}"
    titles = [heading.text for heading in page.all("h2") if heading.attributes.get("id", "").startswith("r-")]
    assert [result["title"] for result in body["results"]] == titles
    assert body["facets"]["region"][0]["count"] == 1


def test_machines_are_not_redirected(client: FlaskClient, searcher: MadeSearcher) -> None:
    """A URL that is not canonical is answered where it is, with the canonical one inside."""
    response = client.get(f"/api/v1/search?year=2015&q={Q}")
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert json.loads(response.data)["canonical_url"] == f"/search?q={Q}&year=2015"
    assert searcher.asked[-1].q == "主动公开"


@pytest.mark.parametrize(
    ("url", "status", "code"),
    [
        ("/api/v1/search?q=" + "x" * 501, 400, "query_too_long"),
        ("/api/v1/search?page=0", 400, "page_invalid"),
        ("/api/v1/search?page=201", 400, "page_too_deep"),
        ("/api/v1/search?page=7", 404, "page_out_of_range"),
        ("/api/v1/search?q=%FF", 400, "bad_encoding"),
        (f"/api/v1/search?region={quote('朝阳')}", 400, "ambiguous_region"),
        ("/api/v1/nothing", 404, "not_found"),
    ],
)
def test_one_shape_of_failure(client: FlaskClient, url: str, status: int, code: str) -> None:
    """Every failure has the same four fields, never more or less."""
    response = client.get(url)
    error = json.loads(response.data)["error"]
    assert (response.status_code, response.mimetype) == (status, "application/json")
    assert list(error) == ["code", "message", "column", "hint"]
    assert error["code"] == code
    assert error["column"] == (500 if code == "query_too_long" else None)


def test_fault_of_the_query_text() -> None:
    """What a page tells as a notice is a failure with its column for a program."""

    class Noticing(MadeSearcher):
        def search(self, request: SearchRequest, notices: tuple[Notice, ...] = ()) -> SearchResponse:
            return super().search(request, (*notices, Notice("unclosed_quote", "引号没有闭合", 6)))

    client = create_app(Noticing()).test_client()
    error = json.loads(client.get("/api/v1/search?q=x").data)["error"]
    assert (error["code"], error["column"], error["message"]) == ("unclosed_quote", 6, "引号没有闭合。")
    assert "引号没有闭合" in parse(client.get("/search?q=x").text).one("p", class_="notice").text


def test_probes(client: FlaskClient) -> None:
    """The process is alive whatever the index does; it is ready when there is one."""

    class Empty(MadeSearcher):
        def summary(self) -> None:
            raise IndexNotFound("no index in index/; run: nianbao index PATH")

    empty = create_app(Empty()).test_client()
    assert (client.get("/healthz").status_code, empty.get("/healthz").status_code) == (200, 200)
    assert json.loads(client.get("/readyz").data) == {"status": "ready", "generation": "g-1", "reports": 4}
    assert empty.get("/readyz").status_code == 503
    assert "run: nianbao index PATH" in empty.get("/").text
