"""Reports that attack, in a real browser: nothing of them runs, asks another server or sets a cookie."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from hostile import PAYLOADS, write_hostile_reports
from local_app import HOST, served
from playwright.sync_api import Dialog, Page
from screens import NewPage

from indexer.build import build_index
from indexer.search import open_searcher
from indexer.settings import Settings, WebSettings
from webapp import create_app

Q = quote("依申请公开")
FORM_PAYLOADS = [payload for payload in PAYLOADS if "\u202e" not in payload]
"""Names may not turn the direction of writing."""


@dataclass
class Watch:
    """What a page did that it must not do.

    Attributes:
        address: Of our own server.
        ran: What scripts of payloads said; each of them opens a dialog.
        said: Console messages, reports of the policy among them, and errors of scripts.
        strangers: Requests that left our own server.
    """

    address: str
    ran: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Watch a page from now on."""
        page.on("dialog", self._dialog)
        page.on("console", lambda message: self._say(message.text))
        page.on("pageerror", lambda error: self._say(str(error)))
        page.on("request", lambda request: self._request(request.url))

    def _dialog(self, dialog: Dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def _say(self, text: str) -> None:
        if "the server responded with a status of 40" not in text:  # said of every page of an error
            self.said.append(text)

    def _request(self, url: str) -> None:
        if not url.startswith(f"{self.address}/"):
            self.strangers.append(url)


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pages over reports and saved links that attack."""
    folder = tmp_path_factory.mktemp("hostile_server")
    settings = Settings(index_dir=folder / "index", web=WebSettings(rate_limit=0))
    build_index([write_hostile_reports(folder / "corpus")], settings)
    app = create_app(open_searcher(settings), settings)
    for number, payload in enumerate(FORM_PAYLOADS):
        form = {"name": f"n{number}", "title": payload, "note": payload, "author": payload[:99], "query": f"q={Q}"}
        assert app.test_client().post("/links", data=form, headers={"Origin": "http://localhost"}).status_code == 303
    with served(app) as port:
        yield f"http://{HOST}:{port}"


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["policy", "no policy"])
def test_nothing_runs(new_page: NewPage, hostile_server: str, *, bypass_csp: bool) -> None:
    """On every kind of page, with the policy, which then has nothing to report, and with escaping alone."""
    page = new_page(bypass_csp=bypass_csp)
    watch = Watch(hostile_server)
    watch.over(page)
    page.goto(f"{hostile_server}/search?q={Q}&size=50")
    assert "<script>alert(1)</script>" in page.locator("main").inner_text()
    reports = page.locator("h2 a").evaluate_all("links => links.map(link => link.href.replace(/#.*/, ''))")
    assert len(reports) == 6
    errors = [f"/{quote(payload, safe='')}" for payload in PAYLOADS[:3]]
    for address in [
        *reports,
        *(f"{hostile_server}{path}" for path in ("/", "/links", "/help", f"/facet/region?q={Q}", "/search.atom")),
        *(f"{hostile_server}{path}" for path in errors),
        *(f"{hostile_server}/search?q={quote(payload, safe='')}" for payload in PAYLOADS[::9]),
    ]:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        page.mouse.move(400, 300)
    assert (watch.ran, watch.said, watch.strangers) == ([], [], [])
    assert page.context.cookies() == []


def test_suggestions_do_not_run(new_page: NewPage, hostile_server: str) -> None:
    """What the script of the pages puts under the search box is text, even where no policy helps."""
    page = new_page(bypass_csp=True)
    watch = Watch(hostile_server)
    watch.over(page)
    page.route("**/suggest?*", lambda route: route.fulfill(json=["依", FORM_PAYLOADS[:6], FORM_PAYLOADS[:6], [""] * 6]))
    page.goto(hostile_server)
    page.locator("#q").press_sequentially("依")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").count() == 6
    assert (watch.ran, watch.said, watch.strangers) == ([], [], [])


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["policy", "no policy"])
def test_an_attack_would_be_seen(new_page: NewPage, hostile_server: str, *, bypass_csp: bool) -> None:
    """Negative control: a payload that gets into the page as markup is reported by the policy, and runs without it."""
    page = new_page(bypass_csp=bypass_csp)
    watch = Watch(hostile_server)
    watch.over(page)
    page.goto(hostile_server)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=/favicon.ico? onerror=alert(1)>')")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=http://evil.example/x.png>')")
    page.wait_for_timeout(300)
    assert watch.ran == (["1"] if bypass_csp else [])
    assert any("Content Security Policy" in text for text in watch.said) is not bypass_csp
    assert watch.strangers == [
        "http://evil.example/x.png"
    ]  # noticed when it is asked for, whether or not it is blocked
