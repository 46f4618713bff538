"""Everything by keyboard, nothing by accident: order, focus, shortcuts, input methods."""

import string
from urllib.parse import quote

import pytest
from page_states import HANT, STATES
from playwright.sync_api import Page, Route, expect

FOCUSED = """(({outlineStyle, outlineWidth}, box) => ({
        ring: outlineStyle === 'solid' ? parseFloat(outlineWidth) : 0,
        bar: document.querySelector('.hitbar')?.getBoundingClientRect().bottom ?? 0,
        within: document.activeElement.closest('.sheet .text') !== null,
        top: box.top, bottom: box.bottom, width: box.width,
        html: document.activeElement.outerHTML.slice(0, 200),
    }))(getComputedStyle(document.activeElement), document.activeElement.getBoundingClientRect())"""

CONTROLS = """[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
    .filter(element => element.tabIndex >= 0 && element.checkVisibility({checkVisibilityCSS: true})).length"""

MARK = "document.activeElement.dataset.reached = 'yes'"
REACHED = "document.querySelectorAll('[data-reached]').length"


@pytest.mark.parametrize("state", ["results", "report-hits", "facet"])
def test_every_control_is_reached(page: Page, live_server: str, state: str) -> None:
    """Tab begins at a skip link, reaches every control once round, shows each with a ring, and is never trapped."""
    page.goto(live_server + STATES[state].path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.skips') !== null")
    controls = page.evaluate(CONTROLS)
    assert controls > 20
    for _ in range(controls + 20):
        focused = page.evaluate(FOCUSED)
        assert focused["ring"] >= 2, focused
        page.evaluate(MARK)
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    assert page.evaluate(REACHED) >= controls


def test_the_ring_is_seen(page: Page, live_server: str) -> None:
    """Focus changes the picture of what has it."""
    page.goto(live_server + "/help")
    link = page.locator("main a").first
    clip = link.bounding_box()
    assert clip is not None
    around = {"x": clip["x"] - 6, "y": clip["y"] - 6, "width": clip["width"] + 12, "height": clip["height"] + 12}
    before = page.screenshot(clip=around)
    page.keyboard.press("Tab")
    link.focus()
    assert page.screenshot(clip=around) != before


def test_focus_is_not_under_the_bar(page: Page, live_server: str) -> None:
    """A control of the text that Tab reaches going back up is not covered by the bar over the text (WCAG 2.4.11)."""
    page.goto(live_server + STATES["report-hits"].path)
    page.locator(".text a").last.focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        focused = page.evaluate(FOCUSED)
        if focused["within"]:
            assert focused["top"] >= focused["bar"] - 1, focused


def test_skip_links_lead_on(page: Page, live_server: str) -> None:
    """A skip link moves the focus: the next Tab is behind what it skips."""
    page.goto(live_server + STATES["results"].path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#results') !== null")


@pytest.mark.parametrize("state", ["home", "results", "report-hit"])
def test_no_key_acts_by_itself(page: Page, live_server: str, state: str) -> None:
    """No printable key does anything on a fresh page (WCAG 2.1.4)."""
    page.goto(live_server + STATES[state].path)
    url, focus = page.url, page.evaluate("document.activeElement.outerHTML")
    for key in string.ascii_letters + string.digits + string.punctuation:
        page.keyboard.press(key)
    assert page.url == url
    assert page.evaluate("document.activeElement.outerHTML") == focus


def test_shortcuts_when_switched_on(page: Page, live_server: str) -> None:
    """Once switched on, / leads to the search box, n and p from hit to hit; typing in the box is only typing."""
    page.goto(f"{live_server}/doc/{HANT}?q={quote('依申請公開')}#hit-2")
    page.get_by_role("checkbox", name="快捷键").check()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    expect(page.locator("mark:target")).to_have_id("hit-3")
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(page.locator("mark:target")).to_have_id("hit-1")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("n/p")
    expect(page.locator("#q")).to_have_value("n/p")
    expect(page.locator("mark:target")).to_have_id("hit-1")


def test_steps_by_quick_keys(page: Page, live_server: str) -> None:
    """Every key is a step, however soon after another; n begins at the first hit, and neither end leads back."""
    page.goto(f"{live_server}/doc/{HANT}?q={quote('依申請公開')}")
    page.get_by_role("checkbox", name="快捷键").check()
    page.evaluate("document.activeElement.blur()")
    press = """keys => {
        for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
        return document.querySelector('mark:target')?.id;
    }"""
    last = f"hit-{page.locator('mark[id]').count()}"
    assert [page.evaluate(press, keys) for keys in ("n", "nn", "p", "ppp", "n" * 99, "n", "p" * 99)] == [
        *("hit-1", "hit-3", "hit-2", "hit-1", last, last, "hit-1"),
    ]


def test_focus_stays_where_a_later_key_put_it(page: Page, live_server: str) -> None:
    """The browser reports the step to a hit only after the next key, which must not move the focus back to the hit."""
    page.goto(f"{live_server}/doc/{HANT}?q={quote('依申請公開')}#hit-2")
    page.get_by_role("checkbox", name="快捷键").check()
    focused = page.evaluate(
        """async () => {
            const press = key => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
            ['n', '/'].forEach(press);
            await new Promise(done => addEventListener('hashchange', () => setTimeout(done), {once: true}));
            return document.activeElement.id;
        }"""
    )
    assert ("q", "hit-3") == (focused, page.evaluate("document.querySelector('mark:target').id"))


@pytest.mark.parametrize("composing", ["isComposing: true", "keyCode: 229"])
def test_enter_of_an_input_method_submits_nothing(page: Page, live_server: str, composing: str) -> None:
    """The Enter that confirms a candidate is not taken for the Enter that searches."""
    page.goto(live_server)
    prevented = page.evaluate(
        f"""() => {{
            const box = document.getElementById('q');
            box.focus();
            const enter = {{key: 'Enter', bubbles: true, cancelable: true}};
            const plain = box.dispatchEvent(new KeyboardEvent('keydown', enter));
            const composed = box.dispatchEvent(new KeyboardEvent('keydown', {{...enter, {composing}}}));
            return [plain, composed];
        }}"""
    )
    assert prevented == [True, False]
    assert page.url.rstrip("/") == live_server


def test_a_list_narrowed_by_typing(page: Page, live_server: str) -> None:
    """Typing a name or a code leaves the regions that have it, with the way down to them; Enter submits nothing."""
    page.goto(f"{live_server}/search?q={quote('公开')}")
    find = page.get_by_role("searchbox", name="筛选地区名称")
    find.fill("盘锦")
    expect(page.get_by_role("checkbox", name="盘锦市，1 份")).to_be_visible()
    expect(page.get_by_role("checkbox", name="安徽省，1 份")).to_be_hidden()
    find.press("Enter")
    assert page.url.endswith(quote("公开"))
    find.fill("340600")
    expect(page.get_by_role("checkbox", name="淮北市，1 份")).to_be_visible()
    find.fill("lns")
    expect(page.get_by_role("checkbox", name="辽宁省，2 份")).to_be_visible()
    expect(page.get_by_role("checkbox", name="安徽省，1 份")).to_be_hidden()
    find.fill("")
    expect(page.get_by_role("checkbox", name="安徽省，1 份")).to_be_visible()
    expect(page.get_by_role("checkbox", name="盘锦市，1 份")).to_be_hidden()


def test_suggestions_are_a_combobox(page: Page, live_server: str) -> None:
    """Typing opens a list, arrows go through it, Escape closes it, Enter searches for what is chosen."""
    page.goto(live_server)
    box = page.locator("#q")
    box.focus()
    page.keyboard.type("依申请")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("公")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    text = page.get_by_role("option", selected=True).get_attribute("data-text")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    expect(page.locator("#q")).to_have_value(text or "")


def test_closed_suggestions_stay_closed(page: Page, live_server: str) -> None:
    """An answer that comes after Escape opens nothing; an arrow opens the list again."""
    page.goto(live_server)
    page.locator("#q").focus()
    page.keyboard.type("依申")
    expect(page.get_by_role("listbox")).to_be_visible()
    waiting: list[Route] = []
    page.route("**/suggest?*", lambda route: waiting.append(route))  # noqa: PLW0108 - playwright marks what it is given
    with page.expect_request("**/suggest?*"):
        page.keyboard.type("请")
    page.keyboard.press("Escape")
    with page.expect_response("**/suggest?*"):
        waiting.pop().continue_()
    page.wait_for_timeout(100)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.unroute("**/suggest?*")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()


def test_suggestions_end_where_the_network_does(page: Page, live_server: str) -> None:
    """A request that fails closes the list, which no longer belongs to what is typed, and is no error of the script."""
    failed: list[object] = []
    page.on("pageerror", lambda error: failed.append(error))  # noqa: PLW0108 - playwright marks what it is given
    page.goto(live_server)
    page.locator("#q").press_sequentially("依申")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.route("**/suggest?*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.keyboard.type("请")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert failed == []


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_counts_of_suggestions_stay_in_one_line(page: Page, live_server: str) -> None:
    """However long a suggestion is, the number beside it is not broken, and the list is no wider than the page."""
    texts = ["政府信息公开 收到和处理政府信息公开申请情况", "收费"]
    page.route("**/suggest?*", lambda route: route.fulfill(json=["收", texts, ["16910 份"] * 2, [""] * 2]))
    page.goto(live_server)
    page.locator("#q").press_sequentially("收")
    expect(page.get_by_role("option")).to_have_count(2)
    boxes = [count.bounding_box() for count in page.locator(".suggest .soft").all()]
    assert len({box["height"] for box in boxes if box}) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_suggestions_wait_for_the_input_method(page: Page, live_server: str) -> None:
    """What an input method composes is not asked for before it is done."""
    page.goto(live_server)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest" in request.url else None)
    page.evaluate(
        """() => {
            const box = document.getElementById('q');
            box.focus();
            box.value = 'yi';
            box.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));
        }"""
    )
    page.wait_for_timeout(400)
    assert asked == []
    page.evaluate(
        """() => {
            const box = document.getElementById('q');
            box.value = '依申请';
            box.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
        }"""
    )
    expect(page.get_by_role("listbox")).to_be_visible()
    assert len(asked) == 1


def test_a_browser_that_stores_nothing(page: Page, live_server: str) -> None:
    """Where storage is blocked everything else works, and shortcuts can be switched on for the page."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page.goto(live_server + "/help")
    page.get_by_role("checkbox", name="快捷键").check()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="检索词")).to_be_focused()
