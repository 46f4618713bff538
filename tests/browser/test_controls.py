"""Negative controls: what the gate of accessibility and security is there for is reported or blocked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from visits import RULES

# What is put into the results page, and the rule that must notice it.
FLAWS = [
    ("low contrast", "<p id=flaw>看不清的字</p>", "color-contrast"),
    ("unlabelled input", "<input type=text>", "label"),
    ("image without alt", "<img src=/static/logo.svg width=40 height=40>", "image-alt"),
    ("empty button", "<button></button>", "button-name"),
    ("two small buttons", "<button class=tiny>甲</button><button class=tiny>乙</button>", "target-size"),
]
# through the object model, which the page's policy leaves open to the page itself
STYLE = """
    document.querySelectorAll('#flaw').forEach(e => { e.style.color = '#bbb'; e.style.background = '#ccc'; });
    document.querySelectorAll('.tiny').forEach(e => Object.assign(e.style,
        {width: '10px', height: '10px', padding: 0, margin: 0, fontSize: '6px', minHeight: 0}));
"""


@pytest.mark.parametrize(("markup", "rule"), [flaw[1:] for flaw in FLAWS], ids=[flaw[0] for flaw in FLAWS])
def test_a_flaw_is_reported(page: Page, live_server: str, markup: str, rule: str) -> None:
    """The rules that find no fault with the pages find this one."""
    page.goto(f"{live_server}/search")
    page.evaluate("markup => document.querySelector('main').insertAdjacentHTML('afterbegin', markup)", markup)
    page.evaluate(STYLE)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert rule in {violation["id"] for violation in found}


def test_policy_holds(page: Page, live_server: str) -> None:
    """A script, a style and a handler put into a page are blocked."""
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
