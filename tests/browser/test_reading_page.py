"""Reading: marks, languages, motion, paper."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import pytest
from page_states import HANT, STATES
from playwright.sync_api import Page, expect

# relative luminance and contrast as WCAG 2 defines them
CONTRAST = """element => {
    const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const weights = [0.2126, 0.7152, 0.0722];
    const luminance = colour => channels(colour).reduce((sum, value, at) => sum + value * weights[at], 0);
    const {color, backgroundColor} = getComputedStyle(element);
    const [dark, light] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}"""


@pytest.mark.parametrize("screen", ["desktop", "dark"], indirect=True)
@pytest.mark.parametrize("state", ["results", "report-hit"])
def test_marks_are_seen(page: Page, live_server: str, state: str) -> None:
    """A mark has enough contrast, the one that is the target too, and a line under it for who sees no colours."""
    page.goto(live_server + STATES[state].path)
    for mark in page.locator("mark").all()[:5]:
        assert mark.evaluate(CONTRAST) >= 4.5
        assert mark.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"


@pytest.mark.parametrize("screen", ["forced-colors"], indirect=True)
def test_marks_under_forced_colours(page: Page, live_server: str) -> None:
    """Where the reader's own colours rule, a mark differs from the text round it."""
    page.goto(live_server + STATES["results"].path)
    style = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).borderTopStyle]"
    mark, text = page.locator("mark").first.evaluate(style), page.locator(".text").first.evaluate(style)
    assert mark != text


@pytest.mark.parametrize("screen", ["reduced-motion"], indirect=True)
@pytest.mark.parametrize("state", ["home", "results", "report-hit"])
def test_nothing_moves(page: Page, live_server: str, state: str) -> None:
    """Who asked for less motion gets none."""
    page.goto(live_server + STATES[state].path)
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_languages(page: Page, live_server: str) -> None:
    """Pages are in Simplified Chinese, Traditional text is marked as such, and its Simplified view is not."""
    page.goto(f"{live_server}/doc/{HANT}")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("#text")).to_have_attribute("lang", "zh-Hant")
    page.get_by_role("link", name="简体").click()
    expect(page.locator("#text")).to_have_attribute("lang", "zh-Hans")


def test_paper(page: Page, live_server: str, tmp_path: Path, unavailable: Callable[[str], NoReturn]) -> None:
    """A printed list has the text and the addresses of the reports."""
    page.goto(live_server + STATES["results"].path)
    path = tmp_path / "page.pdf"
    page.pdf(path=path, format="A4")
    program = shutil.which("pdftotext")
    if program is None:
        unavailable("no pdftotext: install Debian's `poppler-utils`")
    run = subprocess.run([program, path, "-"], capture_output=True, text=True, check=True)  # noqa: S603 - a file of ours
    text = "".join(run.stdout.split())
    assert "依申请公开" in text
    assert f"/doc/{HANT}?q={quote('依申请公开')}" in text
    assert "应用筛选" not in text


def test_the_way_from_hit_to_hit(page: Page, live_server: str) -> None:
    """The bar tells which hit one is at, leads on, moves the focus along, and the outline shows the section."""
    page.goto(f"{live_server}/doc/{HANT}?q={quote('依申請公開')}#hit-3")
    bar = page.locator(".hitbar")
    expect(bar).to_contain_text("第 3 处")
    bar.get_by_role("link", name="下一处").click()
    expect(page.locator("#hit-4")).to_be_focused()
    expect(page.locator("#hit-4")).to_be_in_viewport()
    expect(bar).to_contain_text("第 4 处")
    expect(page.locator(".outline [aria-current]")).to_contain_text("依申請公開政府信息")
    expect(page.locator(".step:visible")).to_have_count(0)


@pytest.mark.parametrize("screen", ["desktop", "phone"], indirect=True)
@pytest.mark.parametrize("state", ["home", "results", "report-hits", "facet"])
def test_target_sizes(page: Page, live_server: str, state: str) -> None:
    """Rows, buttons and inputs are 24 pixels at least, and text in inputs 16, so that phones do not zoom."""
    page.goto(live_server + STATES[state].path)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    small = page.evaluate(
        """[...document.querySelectorAll(
               'input:not([type=hidden], [type=checkbox]), label:has([type=checkbox]), button, summary')]
             .filter(element => element.checkVisibility())
             .filter(element => {const box = element.getBoundingClientRect(); return box.width < 24 || box.height < 24})
             .map(element => element.outerHTML)"""
    )
    tiny = page.evaluate(
        """[...document.querySelectorAll('input:not([type=checkbox], [type=hidden])')]
             .filter(element => parseFloat(getComputedStyle(element).fontSize) < 16)
             .map(element => element.outerHTML)"""
    )
    assert small == []
    assert tiny == []
