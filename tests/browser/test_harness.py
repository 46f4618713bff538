"""The harness of the browser tests does what the other tests rely on, and would notice if it did not."""

import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from local_server import free_port, serving
from playwright.sync_api import Error, Page
from visits import CHANGES

PNG_HEADER = struct.Struct(">8s4x4sII")  # signature, length of the chunk, its name, width, height

# A server of the standard library that answers every path.
ANSWER_ALL = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ready")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""

WIDE = "<meta name=viewport content='width=device-width'><p style='width:{width}px'>年报</p>"


def glyph(page: Page, character: str) -> bytes:
    """The picture of one character."""
    page.set_content(f"<p id=glyph style='font-size:40px;width:1em'>{character}</p>")
    return page.locator("#glyph").screenshot()


def test_chinese_is_drawn(page: Page) -> None:
    """There is a Chinese font: two characters look different; two that no font has look the same."""
    assert glyph(page, "年") != glyph(page, "报")
    assert glyph(page, "\uf8f0") == glyph(page, "\uf8f1")


@pytest.mark.parametrize("screen", ["desktop", "phone", "narrow"], indirect=True)
def test_screen_sets_the_width(page: Page, screen: str) -> None:
    """A page has the width of its screen."""
    page.set_content(WIDE.format(width=100))
    assert page.evaluate("window.innerWidth") == (1280 if screen == "desktop" else 320)


@pytest.mark.parametrize(
    ("screen", "query"),
    [
        ("dark", "(prefers-color-scheme: dark)"),
        ("forced-colors", "(forced-colors: active)"),
        ("reduced-motion", "(prefers-reduced-motion: reduce)"),
    ],
    indirect=["screen"],
)
def test_screen_sets_preferences(page: Page, new_page: Callable[[], Page], query: str) -> None:
    """A preference holds on its screen, and not on the plain one."""
    assert page.evaluate(f"matchMedia('{query}').matches") is True
    assert new_page().evaluate(f"matchMedia('{query}').matches") is False


@pytest.mark.parametrize(("screen", "text"), [("desktop", "ran"), ("no-script", "")], indirect=["screen"])
def test_scripts_run_unless_switched_off(page: Page, text: str) -> None:
    """Scripts run, but not on the screen called no-script."""
    page.set_content("<p></p><script>document.querySelector('p').textContent = 'ran'</script>")
    assert page.locator("p").text_content() == text


@pytest.mark.parametrize("screen", ["narrow"], indirect=True)
@pytest.mark.parametrize(("width", "fits"), [(200, True), (500, False)])
def test_overflow_is_noticed(page: Page, width: int, fits: bool) -> None:  # noqa: FBT001 - a column of the table
    """Negative control of the reflow check: what is wider than the screen makes the page scroll sideways."""
    page.set_content(WIDE.format(width=width))
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth") is fits


@pytest.mark.parametrize(
    ("body", "violations"),
    [
        ("<h1>年报</h1><img src='data:,' alt='印章'>", set()),
        ("<h1>年报</h1><img src='data:,'>", {"image-alt"}),
        ("<h1>年报</h1><input type=text>", {"label"}),
    ],
)
def test_axe_reports(page: Page, body: str, violations: set[str]) -> None:
    """Negative control of the accessibility checks: axe runs, and names what is wrong and nothing else."""
    page.set_content(f"<!doctype html><html lang=zh-Hans><title>年报</title><main>{body}</main>")
    assert {found["id"] for found in Axe().run(page).response["violations"]} == violations


def test_screenshot_is_a_picture(page: Page, screenshot: Callable[[str], Path]) -> None:
    """A picture of the whole page, as wide as the screen and as high as the page, lands in artifacts/."""
    page.set_content("<body style='margin:0'><p style='margin:0;height:2000px'>年报</p>")
    picture = screenshot("harness")
    signature, name, width, height = PNG_HEADER.unpack(picture.read_bytes()[: PNG_HEADER.size])
    assert (signature, name, width, height) == (b"\x89PNG\r\n\x1a\n", b"IHDR", 1280, 2000)
    assert picture.parts[-3:] == ("artifacts", "screenshots", "harness.png")


def test_no_other_host_is_reached(page: Page) -> None:
    """A page that asks another host gets no answer: the name is not even looked up."""
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(f"http://127.0.0.2:{free_port()}/")


def test_server_is_started_and_stopped(page: Page, tmp_path: Path) -> None:
    """A server answers the browser while it is wanted, and no longer."""
    with serving(lambda port: [sys.executable, "-c", ANSWER_ALL, str(port)], tmp_path / "log", tmp_path) as url:
        page.goto(url)
        assert page.locator("body").text_content() == "ready"
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(url)


def test_server_that_ends_is_a_failure(tmp_path: Path) -> None:
    """Negative control: a server that does not come up fails the test at once, with what it printed."""
    command = [sys.executable, "-c", "raise SystemExit('no index here')"]
    with (
        pytest.raises(pytest.fail.Exception, match=r"exit code 1.*\n.*no index here"),
        serving(lambda _: command, tmp_path / "log", tmp_path),
    ):
        pass


def test_live_server_shows_a_page(page: Page, live_server: str, screenshot: Callable[[str], Path]) -> None:
    """The program serves its first page over the seeds, in Chinese."""
    response = page.goto(live_server)
    assert response is not None
    assert response.status == 200
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    screenshot("home")


def test_changes_of_a_page_hold(page: Page) -> None:
    """A page that is changed from variant to variant has the preferences of the last one, and no others."""
    held = {}
    for variant, change in CHANGES.items():
        page.emulate_media(**change)
        held[variant] = page.evaluate(
            "[matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(forced-colors: active)').matches]"
        )
    assert held == {"dark": [True, False], "forced-colors": [False, True], "large-text": [False, False]}
