"""What every response carries, whatever it is."""

import pytest
from flask.testing import FlaskClient
from html_pages import parse
from made_searcher import MadeSearcher
from werkzeug.exceptions import default_exceptions

from indexer.errors import BackendError, IndexNotFound, SearchTimeout
from webapp import create_app
from webapp.problems import problem_of

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}

PAGES = [
    ("/", 200),
    ("/help", 200),
    ("/search", 200),
    ("/search?q=%E4%B8%BB%E5%8A%A8%E5%85%AC%E5%BC%80", 200),
    ("/search?q=nothing", 200),
    ("/search?region=%E6%9C%9D%E9%98%B3", 200),
    ("/search?page=2", 404),
    ("/search?page=x", 400),
    ("/search?q=" + "a" * 501, 400),
    ("/search?q=%FF", 400),
    ("/doc/a-2015", 200),
    ("/doc/a-2015?q=%E5%85%AC%E5%BC%80", 200),
    ("/doc/nobody", 404),
    ("/nothing/here", 404),
    ("/" + "x" * 9000, 414),
]

OTHERS = [
    ("/search?q=a+b", 301),
    ("/healthz", 200),
    ("/readyz", 200),
    ("/robots.txt", 200),
    ("/api/v1/search?q=x", 200),
    ("/api/v1/search?page=x", 400),
    ("/api/nothing", 404),
    ("/static/logo.svg", 200),
    ("/static/nothing.css", 404),
    ("/static/../app.py", 404),
]


@pytest.mark.parametrize(("url", "status"), PAGES + OTHERS)
def test_headers(client: FlaskClient, url: str, status: int) -> None:
    """Every response has exactly these security headers, sets no cookie and does not name the server."""
    response = client.get(url, buffered=True)
    assert response.status_code == status
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert not {"set-cookie", "server", "x-powered-by"} & {name.lower() for name, _ in response.headers}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_only_get(client: FlaskClient, method: str) -> None:
    """Nothing can be written: other methods are answered with 405, the methods that are allowed, and all headers."""
    response = client.open("/search", method=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("wanted", ["bytes=9-1", "bytes=9999999-", "bytes=0-0,2-3", "bytes=a-b"])
def test_ranges_that_no_file_has(client: FlaskClient, wanted: str) -> None:
    """A part that a static file does not have is the client's fault, and the answer says how long the file is."""
    url = "/static/css/base.css"
    whole = client.get(url, buffered=True)
    response = client.get(url, headers={"Range": wanted}, buffered=True)
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(whole.data)}"
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_faults_of_clients_stay_theirs() -> None:
    """A status between 400 and 499 is never told as a fault of ours, whether it has a text of its own or not."""
    for error in default_exceptions.values():
        status = error.code or 0
        assert problem_of(error()).status == (status if status < 500 or status == 503 else 500)


@pytest.mark.parametrize(
    ("error", "status"),
    [(IndexNotFound("no index"), 503), (SearchTimeout(2), 504), (BackendError("broken"), 500)],
)
@pytest.mark.parametrize("url", ["/", "/search", "/doc/a", "/api/v1/search", "/readyz"])
def test_headers_of_failures(error: Exception, status: int, url: str) -> None:
    """A failing core changes nothing about the headers; a missing index says when to come back."""
    response = failing_client(error).get(url)
    assert response.status_code == status
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers.get("Retry-After") == ("60" if status == 503 else None)


def failing_client(error: Exception) -> FlaskClient:
    """A client of pages whose core raises this."""

    class Failing(MadeSearcher):
        def search(self, *_: object) -> None:
            raise error

        report = summary = search

    return create_app(Failing()).test_client()


@pytest.mark.parametrize(("url", "status"), PAGES)
def test_nothing_inline(client: FlaskClient, url: str, status: int) -> None:
    """No page has a script, a style or a handler in its markup, nor a URL that leaves the site."""
    response = client.get(url)
    page = parse(response.text)
    assert response.status_code == status
    assert [script.text for script in page.all("script")] == [""]
    assert page.all("style") == []
    for element in page.elements:
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]
        for name in ("href", "src", "action"):
            assert element.attributes.get(name, "/").startswith(("/", "#")), element
            assert not element.attributes.get(name, "").startswith("//")


def test_unexpected_failure_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A bug becomes a page that tells nothing of it; the log has it."""
    response = failing_client(RuntimeError("secret at /srv/x")).get("/")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "secret" in caplog.text


@pytest.mark.parametrize("url", ["/", "/help", "/search?q=x", "/doc/a-2015", "/api/v1/search?q=x"])
def test_entity_tag(client: FlaskClient, searcher: MadeSearcher, url: str) -> None:
    """A second request with the tag is answered 304 without a body, until the generation changes."""
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")
    assert {name: again.headers[name] for name in HEADERS} == HEADERS
    searcher.generation = "g-2"
    later = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200


def test_entity_tags_differ_by_url(client: FlaskClient) -> None:
    """Two URLs never share a tag."""
    tags = [client.get(url).headers["ETag"] for url in ("/search?q=x", "/search?q=y", "/search")]
    assert len(set(tags)) == 3


def test_static_files_are_kept(client: FlaskClient) -> None:
    """Files linked from a page carry a digest of their content and may be kept for a year."""
    links = parse(client.get("/").text).all("link", rel="stylesheet")
    assert links
    for link in links:
        response = client.get(link.attributes["href"], buffered=True)
        assert "?v=" in link.attributes["href"]
        assert response.status_code == 200
        assert "max-age=31536000" in response.headers["Cache-Control"]
