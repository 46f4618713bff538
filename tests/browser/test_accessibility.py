"""Accessibility rules (axe-core) on every state of the pages, on several screens."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_states import STATES
from playwright.sync_api import Page

EVERYTHING = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

# What the screens share is checked on two of them; the other two differ from the first in their colours alone.
RULES = {"desktop": EVERYTHING, "narrow": EVERYTHING, "dark": COLOURS, "forced-colors": COLOURS}


@pytest.mark.parametrize("screen", RULES)
def test_no_violations(new_page: Callable[..., Page], live_server: str, screen: str) -> None:
    """No state breaks a rule; axe itself is let past the page's policy."""
    page = new_page(screen, bypass_csp=True)
    broken = {}
    for state, path in STATES.items():
        page.goto(live_server + path)
        violations = Axe().run(page, options=RULES[screen]).response["violations"]
        if violations:
            broken[state] = [(rule["id"], [node["target"] for node in rule["nodes"]][:5]) for rule in violations]
    assert broken == {}
