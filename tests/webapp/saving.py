"""Pages that keep links, and the forms that make some."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from plain_reports import plain_searcher

from indexer.settings import Settings, WebSettings
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

Q = quote("主动公开")
OWN = {"Origin": "http://localhost"}
LINK = {"name": "open", "title": "主动公开的报告", "note": "一\n二", "author": "某某", "query": f"q={Q}"}


def client_with(folder: Path, **web: object) -> FlaskClient:
    """A client of pages whose links are in this folder."""
    settings = Settings(links_file=folder / "links", web=WebSettings(**web))  # type: ignore[arg-type]  # names are the class's
    return create_app(plain_searcher(), settings).test_client()


def shorten(client: FlaskClient, query: str, **headers: str) -> TestResponse:
    """Send the form of the results page."""
    return client.post("/links/short", data={"query": query}, headers=headers or OWN)
