"""Keeping a search and taking it away, with and without JavaScript; going on through results and facets."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from screens import NewPage

both = pytest.mark.parametrize("screen", ["desktop", "no-script"], indirect=True)
Q = quote("依申请公开")


@both
def test_paging(page: Page, made_server: str) -> None:
    """From the first page to the second and back; the totals stay."""
    page.goto(f"{made_server}/search?q={quote('主动公开')}")
    expect(page.get_by_role("status")).to_contain_text("共 25 份报告")
    page.get_by_role("link", name="下一页").click()
    expect(page).to_have_url(f"{made_server}/search?q={quote('主动公开')}&page=2")
    expect(page.get_by_role("status")).to_contain_text("25 份报告")
    page.get_by_role("link", name="上一页").click()
    expect(page).to_have_url(f"{made_server}/search?q={quote('主动公开')}")


@both
def test_facet_page(page: Page, live_server: str) -> None:
    """Values ticked on the page of a facet narrow the search that it belongs to."""
    page.goto(f"{live_server}/facet/section?q={Q}")
    page.get_by_role("checkbox", name="依申请公开").check()
    page.get_by_role("button", name="应用筛选").click()
    expect(page).to_have_url(f"{live_server}/search?q={Q}&section=requests")
    page.goto(f"{live_server}/facet/region?q={Q}")
    page.get_by_role("checkbox", name="辽宁省，2 份").check()
    page.get_by_role("button", name="应用筛选").click()
    expect(page).to_have_url(f"{live_server}/search?q={Q}&region=210000")
    expect(page.get_by_role("status")).to_contain_text("共 2 份报告")


@both
def test_export(page: Page, live_server: str) -> None:
    """The link at the top leads to the files; a file holds a row for each result."""
    page.goto(f"{live_server}/search?q={Q}")
    page.get_by_role("link", name="保存与导出").click()
    expect(page.get_by_role("heading", name="保存与导出")).to_be_in_viewport()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert Path(download.value.path()).read_text("utf-8").count("\n") == 6


@both
def test_short_link(page: Page, screen: str, live_server: str) -> None:
    """The button makes the link, shows it, and the link leads back."""
    search = f"{live_server}/search?q={Q}+{screen}"
    page.goto(search)
    page.get_by_role("button", name="生成短链接").click()
    expect(page).to_have_url(f"{search.replace('+', '%20')}#share")
    short = page.get_by_label("短链接", exact=True).input_value()
    assert short.startswith(f"{live_server}/l/")
    page.goto(short)
    expect(page).to_have_url(search.replace("+", "%20"))


def test_copying(new_page: NewPage, live_server: str) -> None:
    """The button copies the whole permanent link."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server}/search?q={Q}")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_copying_without_a_clipboard(page: Page, live_server: str) -> None:
    """Where the browser gives none, as on servers without TLS, the link is selected for the reader to copy."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{live_server}/search?q={Q}")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已选中")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == page.url
