"""Suggestions for the search box of the pages and of browsers."""

import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from made_searcher import MadeSearcher

from indexer.analysis import default_analysis
from webapp import create_app


def test_form(client: FlaskClient, searcher: MadeSearcher) -> None:
    """OpenSearch Suggestions: what was typed, then texts, notes and addresses side by side."""
    title = searcher.reports[0].title
    response = client.get(f"/suggest?q={quote(title[:3])}")
    typed, texts, notes, addresses = json.loads(response.data)

    assert "application/x-suggestions+json" == response.mimetype
    assert title[:3] == typed
    assert title in texts
    assert len(texts) == len(notes) == len(addresses)
    assert {"1 份"} == set(notes)
    assert 200 == client.get(addresses[0]).status_code


def test_loaded_before_anybody_asks(searcher: MadeSearcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first who types does not wait for tables."""
    loaded: list[bool] = []
    monkeypatch.setattr(default_analysis(), "load", lambda: loaded.append(True))
    create_app(searcher)

    assert [True] == loaded


def test_nothing_typed(client: FlaskClient) -> None:
    """Without a word there is nothing to suggest, which is no failure."""
    for url in ("/suggest", "/suggest?q=", "/suggest?q=%E7%81%AB%E6%98%9F"):
        assert [[], [], []] == json.loads(client.get(url).data)[1:]


def test_asked_again(client: FlaskClient) -> None:
    """A browser keeps the answer for a while, and is told when it is still good."""
    first = client.get("/suggest?q=x")

    assert "max-age=300" == first.headers["Cache-Control"]
    assert 304 == client.get("/suggest?q=x", headers={"If-None-Match": first.headers["ETag"]}).status_code


def test_failure(client: FlaskClient) -> None:
    """A query that is too long or no text is a failure for a program."""
    for query, code in (("x" * 501, "query_too_long"), ("%FF", "bad_encoding")):
        response = client.get(f"/suggest?q={query}")
        assert 400 == response.status_code
        assert code == json.loads(response.data)["error"]["code"]


def test_below_another_path(searcher: MadeSearcher) -> None:
    """Behind a proxy that mounts the pages below a path the addresses have that path."""
    title = searcher.reports[0].title
    client = create_app(searcher).test_client()
    response = client.get(f"/suggest?q={quote(title)}", environ_overrides={"SCRIPT_NAME": "/annual"})

    assert json.loads(response.data)[3][0].startswith("/annual/search?q=")
