"""What no page may do, whatever it shows: leave the site, break its own policy, scroll sideways, complain."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from page_states import FAILING, STATES
from playwright.sync_api import Page

MOST_BYTES = 60_000  # of a page, compressed
UNFOLD = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.parametrize("state", STATES)
def test_quiet_and_at_home(page: Page, live_server: str, state: str, screenshot: Callable[[str], Path]) -> None:
    """A page loads with the right status, is small, asks only its own server, and writes nothing to the console."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    response = page.goto(live_server + STATES[state])
    assert response is not None
    assert response.status == FAILING.get(state, 200)
    assert [url for url in asked if not url.startswith(live_server)] == []
    assert [text for text in said if f"status of {response.status}" not in text] == []
    assert page.context.cookies() == []
    assert len(gzip.compress(response.body())) < MOST_BYTES
    screenshot(f"{state}-desktop")


@pytest.mark.parametrize("screen", ["narrow", "phone"], indirect=True)
def test_reflow(page: Page, live_server: str, screen: str, screenshot: Callable[[str], Path]) -> None:
    """At 320 pixels nothing makes the page scroll sideways, opened folds included."""
    for state, path in STATES.items():
        page.goto(live_server + path)
        screenshot(f"{state}-{screen}")
        page.evaluate(UNFOLD)
        assert page.evaluate(FITS), f"{state} on {screen}"


def test_policy_holds(page: Page, live_server: str) -> None:
    """Negative control: a script, a style and a handler put into a page are blocked."""
    page.goto(live_server)
    page.evaluate(
        """document.body.insertAdjacentHTML('beforeend',
            '<p id="evil" style="color: red" onclick="window.ran = true">x</p>');
           const script = document.createElement('script');
           script.textContent = 'window.ran = true';
           document.body.append(script);
           document.getElementById('evil').click()"""
    )
    assert page.evaluate("window.ran === undefined")
    assert page.evaluate("getComputedStyle(document.getElementById('evil')).color") != "rgb(255, 0, 0)"


@pytest.mark.parametrize("screen", ["dark", "forced-colors"], indirect=True)
def test_pictures(page: Page, screen: str, live_server: str, screenshot: Callable[[str], Path]) -> None:
    """Pictures of every state are left for people to look at."""
    for state, path in STATES.items():
        page.goto(live_server + path)
        assert screenshot(f"{state}-{screen}").stat().st_size > 0


@pytest.mark.parametrize("state", ["home", "results", "report-hits", "help"])
def test_keyboard(page: Page, live_server: str, state: str) -> None:
    """Tab reaches a skip link first, and every focus can be seen."""
    page.goto(live_server + STATES[state])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.skips') !== null")
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        style = page.evaluate(
            """(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])
               (getComputedStyle(document.activeElement))"""
        )
        assert style[0] == "solid", page.evaluate("document.activeElement.outerHTML")
        assert style[1] >= 2


@pytest.mark.parametrize("screen", ["desktop", "phone"], indirect=True)
@pytest.mark.parametrize("state", ["home", "results", "report-hits"])
def test_target_sizes(page: Page, live_server: str, state: str) -> None:
    """Boxes, buttons and inputs are 24 pixels at least, and text in inputs 16, so that phones do not zoom."""
    page.goto(live_server + STATES[state])
    page.evaluate(UNFOLD)
    small = page.evaluate(
        """[...document.querySelectorAll(
               'input:not([type=hidden], [type=checkbox]), label:has([type=checkbox]), button, summary')]
             .filter(element => element.checkVisibility())
             .filter(element => {const box = element.getBoundingClientRect(); return box.width < 24 || box.height < 24})
             .map(element => element.outerHTML)"""
    )
    tiny = page.evaluate(
        """[...document.querySelectorAll('input[type=search], input[type=number]')]
             .filter(element => parseFloat(getComputedStyle(element).fontSize) < 16).length"""
    )
    assert small == []
    assert tiny == 0
