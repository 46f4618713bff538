"""How much a page weighs, and that it is not sent twice."""

import gzip
import http.client
from urllib.parse import urlsplit

import pytest
from page_states import STATES
from playwright.sync_api import Page

MOST_BYTES = 60_000  # of a page with everything it loads, compressed
MOST_SCRIPT = 10_000  # not compressed


@pytest.mark.parametrize("state", ["home", "results", "report-hits", "help", "facet"])
def test_weight(page: Page, live_server: str, state: str) -> None:
    """A page with its styles, script and pictures is small."""
    parts = {}
    page.on("response", lambda response: parts.update({response.url: response.body()}))
    page.goto(live_server + STATES[state].path, wait_until="networkidle")
    assert len(parts) >= 3
    assert sum(len(gzip.compress(body)) for body in parts.values()) < MOST_BYTES
    assert sum(len(body) for url, body in parts.items() if ".js" in url) < MOST_SCRIPT


@pytest.mark.parametrize("state", ["home", "results", "report", "help"])
def test_second_visit(live_server: str, state: str) -> None:
    """A page that has not changed is not sent again."""
    address = urlsplit(live_server)
    connection = http.client.HTTPConnection(address.hostname or "", address.port)
    connection.request("GET", STATES[state].path)
    first = connection.getresponse()
    first.read()
    connection.request("GET", STATES[state].path, headers={"If-None-Match": first.headers["ETag"]})
    second = connection.getresponse()
    assert (second.status, second.read()) == (304, b"")
    connection.close()
