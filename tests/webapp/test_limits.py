"""How many requests one client may send."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_reports import plain_searcher

from indexer.settings import Settings, WebSettings
from webapp import create_app
from webapp.limits import EXPENSIVE, Buckets

if TYPE_CHECKING:
    from flask.testing import FlaskClient

PER_MINUTE = 1  # eight searches at once, and then one a minute, so that a slow machine changes nothing


def limited_client(per_minute: int = PER_MINUTE, **web: object) -> FlaskClient:
    """A client of pages that count."""
    settings = Settings(web=WebSettings(rate_limit=per_minute, **web))  # type: ignore[arg-type]  # names are the class's
    return create_app(plain_searcher(), settings).test_client()


def statuses(client: FlaskClient, url: str, times: int, **more: object) -> list[int]:
    """The statuses of the same request made again and again."""
    return [client.get(url, **more).status_code for _ in range(times)]


@pytest.mark.parametrize(
    ("url", "within"),
    [
        ("/search?q=x", 8),
        ("/api/v1/search?q=x", 8),
        ("/search?region=210000&year=2015", 8),
        ("/search?region=210000&section=requests&year=2015", 1),
        ("/search.csv", 1),
        ("/search.atom", 1),
        ("/links", 1),
    ],
)
def test_burst(url: str, within: int) -> None:
    """So many requests are answered at once; the next is refused, and told when to come back."""
    client = limited_client()
    assert 429 not in statuses(client, url, within)
    refused = [client.get(url) for _ in range(3)][-1]
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60 * EXPENSIVE
    if url.startswith("/api/"):
        assert refused.json["error"]["code"] == "too_many_requests"


def test_reports_are_not_counted() -> None:
    """Pages of reports, help, static files and probes are answered to a client that searched too much."""
    client = limited_client()
    statuses(client, "/search?q=x", 10)
    for url in ("/doc/a-2015", "/", "/help", "/static/logo.svg", "/healthz", "/readyz", "/robots.txt", "/sitemap.xml"):
        assert client.get(url, buffered=True).status_code == 200


def test_forms_are_counted() -> None:
    """Making links is expensive, also when it is refused."""
    client = limited_client()
    tried = [client.post("/links/short", data={"query": "q=x"}).status_code for _ in range(3)]
    assert tried == [403, 429, 429]


def test_clients_are_told_apart_by_what_a_trusted_proxy_says() -> None:
    """The last address that a trusted proxy added counts; what anybody else says does not."""
    client = limited_client(trusted_proxies=("127.0.0.1",))
    for forged in range(10):
        headers = {"X-Forwarded-For": f"10.0.0.{forged}, 203.0.113.7"}
        last = client.get("/search?q=x", headers=headers).status_code
    assert last == 429
    assert client.get("/search?q=x", headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 200

    plain = limited_client()
    for forged in range(10):
        last = plain.get("/search?q=x", headers={"X-Forwarded-For": f"10.0.0.{forged}"}).status_code
    assert last == 429


def test_one_customer_of_ipv6_is_one_client() -> None:
    """All addresses of a network of 64 bits share a bucket."""
    client = limited_client()
    answers = [
        client.get("/search?q=x", environ_base={"REMOTE_ADDR": f"2001:db8::{number:x}"}).status_code
        for number in range(10)
    ]
    assert 429 in answers
    assert client.get("/search?q=x", environ_base={"REMOTE_ADDR": "2001:db8:0:1::1"}).status_code == 200


def test_no_limit() -> None:
    """0 switches it off."""
    assert 429 not in statuses(limited_client(0), "/links", 20)


def test_memory_is_bounded() -> None:
    """Clients without number take no memory without number."""
    buckets = Buckets(PER_MINUTE)
    for number in range(30_000):
        buckets.take(str(number), 1)
    assert len(buckets) == 10_000


@given(st.lists(st.tuples(st.floats(0, 100), st.sampled_from([0.25, 1, EXPENSIVE])), max_size=60))
def test_against_the_definition(requests: list[tuple[float, float]]) -> None:
    """In no stretch of time does a client get more than the bucket holds and what flows into it; waiting helps."""
    now = 0.0
    buckets = Buckets(60, lambda: now)
    given_out: list[tuple[float, float]] = []
    for pause, cost in requests:
        now += pause
        wait = buckets.take("a", cost)
        if wait == 0:
            given_out.append((now, cost))
        else:
            now += wait
            assert buckets.take("a", cost) == 0
            given_out.append((now, cost))
    for place, (start, _) in enumerate(given_out):
        total = 0.0
        for time, cost in given_out[place:]:
            total += cost
            assert total <= 30 + (time - start) * 1 + 1e-6
