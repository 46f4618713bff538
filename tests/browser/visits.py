"""One visit to each state in one variant of the screen, with everything noticed on the way.

A visit costs most of a second, nearly all of it in axe; so the checks share the visits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from page_states import MAIN, STATES, State
from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# 320 CSS pixels are also 1280 at 400 % (WCAG 2.1, 1.4.10).
VARIANTS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced-colors": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    "large-text": {"viewport": {"width": 1280, "height": 900}},
}

WATCH_SHIFTS = """
    window.shifts = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        if (!entry.hadRecentInput) window.shifts += entry.value;
    })).observe({type: 'layout-shift', buffered: true});
"""
UNFOLD = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TWICE_THE_TEXT = "document.documentElement.style.fontSize = '200%'"


PATIENCE_MS = 60_000
"""A full picture of a long page takes seconds on a machine that is busy with other tests."""


@dataclass
class Visit:
    """What a visit noticed.

    Attributes:
        status: Of the response.
        title: Of the page.
        said: What the page wrote to the console, and its uncaught errors.
        strangers: Requests to other servers.
        cookies: Number of cookies set.
        shift: Cumulative layout shift.
        overflow: Pixels by which the page is wider than the screen, folds opened.
        violations: Rules of axe that are broken, each with the elements.
        incomplete: Rules that axe could not decide.
    """

    status: int = 0
    title: str = ""
    said: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    cookies: int = 0
    shift: float = 0
    overflow: int = 0
    violations: list[tuple[str, list[Any]]] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)


def visit_all(browser: Browser, variant: str, servers: Mapping[bool, str], pictures: Path) -> dict[str, Visit]:
    """Visits every state that the variant is for.

    Args:
        browser: The browser.
        variant: A name of `VARIANTS`.
        servers: Addresses: False that over the seeds, True that over made reports.
        pictures: Folder for pictures of all of them.
    """
    context = browser.new_context(locale="zh-CN", **VARIANTS[variant])
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(WATCH_SHIFTS)
    states = STATES if variant in {"desktop", "narrow"} else MAIN
    visits = {}
    for name, state in states.items():
        page = context.new_page()
        visits[name] = visit(page, state, servers[state.made], twice=variant == "large-text")
        page.screenshot(path=pictures / f"{name}-{variant}.png", full_page=True)
        page.close()
    context.close()
    return visits


def least_shift(page: Page) -> float:
    """The layout shift of the quietest of three loads.

    What moves by design moves each time; on a busy machine a page is drawn before its foot has arrived.
    """
    shift: float = page.evaluate("window.shifts")
    for _ in range(2):
        if shift > 0:
            page.reload()
            shift = min(shift, page.evaluate("window.shifts"))
    return shift


def visit(page: Page, state: State, address: str, *, twice: bool) -> Visit:
    """Visits one state; `twice` doubles the size of the text once it stands."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    response = page.goto(address + state.path)
    assert response is not None
    seen = Visit(status=response.status, title=page.title())
    seen.cookies = len(page.context.cookies())
    seen.shift = least_shift(page)
    if twice:
        page.evaluate(TWICE_THE_TEXT)
    results = Axe().run(page, options={"runOnly": RULES}).response
    seen.violations = [(rule["id"], [node["target"] for node in rule["nodes"]][:5]) for rule in results["violations"]]
    seen.incomplete = {rule["id"] for rule in results["incomplete"]}
    page.evaluate(UNFOLD)
    seen.overflow = page.evaluate(OVERFLOW)
    seen.said = [text for text in said if f"status of {seen.status}" not in text]
    seen.strangers = [url for url in asked if not url.startswith(address)]
    return seen
