"""Visits to every state in every variant of the screen, with everything noticed on the way.

A visit costs seconds of a processor, nearly all of it in axe; so the checks share the visits, and variants that differ
in colours or in the size of the text share a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from page_states import MAIN, STATES, State
from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

AXE_OPTIONS = {
    "runOnly": RULES,
    "resultTypes": ["violations", "incomplete"],  # handing over every element that passed takes as long as the rules
}

# 320 CSS pixels are also 1280 at 400 % (WCAG 2.1, 1.4.10).
SCREENS = {"desktop": {"width": 1280, "height": 900}, "narrow": {"width": 320, "height": 640}}

# What a page that stands is changed to; each variant is undone by the next.
CHANGES: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "forced-colors": {"color_scheme": "light", "forced_colors": "active"},
    "large-text": {"forced_colors": "none"},
}
VARIANTS = [*SCREENS, *CHANGES]

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


def visit_all(
    browser: Browser, first: str, servers: Mapping[bool, str], pictures: Path | None
) -> dict[str, dict[str, Visit]]:
    """Visits every state on one screen, and in the variants that a page on it is changed to.

    Args:
        browser: The browser.
        first: A name of `SCREENS`, the first variant.
        servers: Addresses: False that over the seeds, True that over made reports.
        pictures: Folder for pictures of all visits; None takes none.

    Returns:
        The visits by variant and state.
    """
    variants = [first, *(CHANGES if first == "desktop" else ())]
    visits: dict[str, dict[str, Visit]] = {variant: {} for variant in variants}
    context = browser.new_context(locale="zh-CN", viewport=SCREENS[first])  # type: ignore[arg-type]  # a typed dictionary
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(WATCH_SHIFTS)
    for name, state in STATES.items():
        page = context.new_page()
        seen = visit(page, state, servers[state.made])
        for variant in variants if name in MAIN else variants[:1]:
            page.emulate_media(**CHANGES.get(variant, {}))
            if variant == "large-text":
                page.evaluate(TWICE_THE_TEXT)
            if variant != "desktop":  # there as it comes, elsewhere with everything that can be opened
                page.evaluate(UNFOLD)
            visits[variant][name] = looked_at(page, seen)
            if pictures:
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


def visit(page: Page, state: State, address: str) -> Visit:
    """Visits one state; what the page writes and asks for later is noticed, too."""
    seen = Visit()

    def heard(text: str) -> None:
        if f"status of {state.status}" not in text:
            seen.said.append(text)

    def asked(url: str) -> None:
        if not url.startswith(address):
            seen.strangers.append(url)

    page.on("request", lambda request: asked(request.url))
    page.on("console", lambda message: heard(message.text))
    page.on("pageerror", lambda error: heard(str(error)))
    response = page.goto(address + state.path)
    assert response is not None
    seen.status = response.status
    seen.title = page.title()
    seen.cookies = len(page.context.cookies())
    seen.shift = least_shift(page)
    return seen


def looked_at(page: Page, seen: Visit) -> Visit:
    """The visit with what the page looks like now."""
    results = Axe().run(page, options=AXE_OPTIONS).response
    violations = [(rule["id"], [node["target"] for node in rule["nodes"]][:5]) for rule in results["violations"]]
    page.evaluate(UNFOLD)
    return replace(
        seen,
        violations=violations,
        incomplete={rule["id"] for rule in results["incomplete"]},
        overflow=page.evaluate(OVERFLOW),
    )
