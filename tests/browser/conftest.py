"""The harness of the browser tests: a real Chromium, pages of chosen screens, a server over the seeds."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
from local_app import served
from local_server import HOST, serving
from made_reports import made_report
from made_searcher import MadeSearcher
from playwright.sync_api import Browser, Page, sync_playwright
from screens import SCREENS, NewPage
from visits import VARIANTS, Visit, visit_all
from werkzeug.exceptions import TooManyRequests

from indexer.errors import IndexNotFound
from indexer.settings import Settings
from webapp import create_app

# The same programs as in .ci/run; NIANBAO_CHROMIUM names another.
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",  # the tests also run as root, where the sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # no page of ours may need another host, so that none can be reached
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]

PAGE_TIMEOUT_MS = 10_000
INDEX_LIMIT_S = 120


def pytest_itemcollected(item: pytest.Item) -> None:
    """Marks every test of this folder that drives the browser."""
    if {"browser", "visits"} & set(getattr(item, "fixturenames", ())):
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(unavailable: Callable[[str], NoReturn]) -> Iterator[Browser]:
    """A Chromium of the system, without a window and without a network."""
    candidates = [os.environ.get("NIANBAO_CHROMIUM"), *map(shutil.which, CHROMIUM_NAMES)]
    program = next(filter(None, candidates), None)
    if program is None:
        unavailable("no Chromium: install Debian's `chromium`, or name one in NIANBAO_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """For tests that need several pages, or options such as `bypass_csp=True`; others take `page`."""
    contexts = []

    def open_page(screen: str = "desktop", **context_options: Any) -> Page:  # noqa: ANN401 - Playwright's own options
        context = browser.new_context(**{"locale": "zh-CN", **SCREENS[screen], **context_options})
        context.set_default_timeout(PAGE_TIMEOUT_MS)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> str:
    """The screen of `page`; choose with `@pytest.mark.parametrize("screen", ["phone", "dark"], indirect=True)`."""
    return str(getattr(request, "param", "desktop"))


@pytest.fixture
def page(new_page: NewPage, screen: str) -> Page:
    """An empty page on the chosen screen."""
    return new_page(screen)


@pytest.fixture
def screenshot(page: Page, checkout: Path) -> Callable[[str], Path]:
    """Call it with a name: pictures the whole of `page` as artifacts/screenshots/<name>.png."""

    def take(name: str) -> Path:
        path = checkout / "artifacts" / "screenshots" / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.fixture(scope="session")
def live_server(checkout: Path, seeds_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the program itself, serving an index of the seeds that was built for this run."""
    folder = tmp_path_factory.mktemp("live_server")
    nianbao = [sys.executable, "-m", "indexer", "--index-dir", str(folder / "index")]
    build = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [*nianbao, "index", str(seeds_dir)],
        cwd=checkout,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=INDEX_LIMIT_S,
    )
    if build.returncode != 0:
        pytest.fail(f"indexing the seeds failed:\n{build.stdout}{build.stderr}", pytrace=False)

    def serve_on(port: int) -> list[str]:
        return [*nianbao, "serve", "--host", HOST, "--port", str(port), "--rate-limit", "0"]

    # one client asks for more here than a person does in a minute
    with serving(serve_on, folder / "server.log", checkout, {"NIANBAO_RATE_LIMIT": "0"}) as address:
        yield address


@pytest.fixture(scope="session")
def made_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pages over made reports, with the states that the program over the seeds never shows."""
    reports = [made_report(f"r-{number:02}", "沈阳市年报\n一、主动公开\n主动公开。") for number in range(25)]
    folder = tmp_path_factory.mktemp("made_server")
    app = create_app(MadeSearcher(*reports), Settings(index_dir=folder / "index"))

    @app.route("/too-many")
    def too_many() -> NoReturn:
        raise TooManyRequests

    @app.route("/no-index")
    def no_index() -> NoReturn:
        raise IndexNotFound(folder)

    with served(app) as port:
        yield f"http://{HOST}:{port}"


@pytest.fixture(scope="session")
def visits_on(
    browser: Browser, live_server: str, made_server: str, checkout: Path
) -> Callable[[str], dict[str, dict[str, Visit]]]:
    """Visits every state on a screen, once; with pictures of all visits where NIANBAO_SCREENSHOTS is set."""
    pictures = checkout / "artifacts" / "screenshots" if os.environ.get("NIANBAO_SCREENSHOTS") else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    servers = {False: live_server, True: made_server}
    return cache(lambda screen: visit_all(browser, screen, servers, pictures))


@pytest.fixture(params=VARIANTS)
def visits(request: pytest.FixtureRequest, visits_on: Callable[[str], dict[str, dict[str, Visit]]]) -> dict[str, Visit]:
    """The visits in one variant; tests that ask for it run for each."""
    return visits_on("narrow" if request.param == "narrow" else "desktop")[request.param]
