"""From a question to the words in a report, as a person goes, with and without JavaScript."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

SCREENS = ["desktop", "no-script", "phone"]


def submit_filters(page: Page) -> None:
    """Sends the form of the filters."""
    page.get_by_role("button", name="应用筛选").click()


def unfold_filters(page: Page, screen: str) -> None:
    """Opens the filters where they are folded."""
    if screen == "phone":
        page.locator("#filters summary").first.click()


@pytest.mark.parametrize("screen", SCREENS, indirect=True)
def test_search_filter_open_hit(page: Page, screen: str, live_server: str) -> None:
    """Search, tick a province and a year, apply once, open a hit: it is marked, and on the screen."""
    page.goto(live_server)
    page.get_by_label("检索词", exact=True).fill("依申请公开")
    page.get_by_role("button", name="检索").click()
    expect(page.get_by_role("status")).to_contain_text("共 5 份报告、29 处")

    unfold_filters(page, screen)
    page.get_by_role("checkbox", name="辽宁省，2 份").check()
    page.get_by_role("checkbox", name="2008 年，1 份").check()
    submit_filters(page)
    expect(page).to_have_url(f"{live_server}/search?q={quote('依申请公开')}&region=210000&year=2008")
    expect(page.get_by_role("status")).to_contain_text("共 1 份报告、7 处")

    page.get_by_role("link", name="依申请公开 3").click()
    expect(page.locator("mark:target")).to_have_text("依申請公開")
    expect(page.locator("mark:target")).to_be_in_viewport()


@pytest.mark.parametrize("screen", ["no-script"], indirect=True)
def test_steps_between_hits(page: Page, live_server: str) -> None:
    """Without a script: from the first hit to the next and back, by plain links that stay in reach."""
    page.goto(f"{live_server}/doc/003_07a482fc18ed2080?q={quote('依申请公开')}")
    page.get_by_role("link", name="第一处").click()
    expect(page.locator("#hit-1")).to_be_in_viewport()
    page.locator("#hit-1 + .step").get_by_role("link", name="下一处").click()
    expect(page.locator("#hit-2")).to_be_in_viewport()
    expect(page.locator(".step:visible")).to_have_text("上一处第 2 处下一处")
    page.locator("#hit-2 + .step").get_by_role("link", name="上一处").click()
    expect(page).to_have_url(f"{live_server}/doc/003_07a482fc18ed2080?q={quote('依申请公开')}#hit-1")


def test_numbers_beside_boxes_are_true(page: Page, live_server: str) -> None:
    """Ticking a box alone gives as many reports as its number says."""
    page.goto(f"{live_server}/search?q={quote('政务公开')}")
    boxes = page.locator("fieldset:first-of-type .tree > li > label").count()
    assert boxes == 4
    for box in range(boxes):
        page.goto(f"{live_server}/search?q={quote('政务公开')}")
        label = page.locator("fieldset:first-of-type .tree > li > label").nth(box)
        count = label.locator(".count").inner_text().split()[0]
        label.click()
        submit_filters(page)
        expect(page.get_by_role("status")).to_contain_text(f"共 {count} 份报告")


def test_taking_a_condition_back(page: Page, live_server: str) -> None:
    """A chip takes its own condition back, and 全部清除 all of them."""
    page.goto(f"{live_server}/search?q={quote('公开')}&region=210000&year=2008")
    page.get_by_role("link", name="去掉 年度：2008").click()
    expect(page).to_have_url(f"{live_server}/search?q={quote('公开')}&region=210000")
    page.get_by_role("link", name="全部清除").click()
    expect(page).to_have_url(f"{live_server}/search?q={quote('公开')}")


def test_folded_switches_are_reachable(page: Page, live_server: str) -> None:
    """The switch of a branch opens it, and a click on the row beside it still ticks the box."""
    page.goto(f"{live_server}/search?q={quote('公开')}")
    row = page.locator(".tree > li").filter(has_text="辽宁省").first
    row.locator("summary").first.click()
    expect(row.get_by_role("checkbox", name="沈阳市，1 份")).to_be_visible()
    row.get_by_text("辽宁省", exact=True).first.click()
    expect(row.get_by_role("checkbox", name="辽宁省，2 份")).to_be_checked()


def test_back_after_filters_that_apply_at_once(page: Page, live_server: str) -> None:
    """The page before shows its own filters, not the tick that led away from it."""
    page.goto(f"{live_server}/search?q={quote('公开')}")
    page.get_by_role("checkbox", name="勾选后立即筛选").check()
    page.get_by_role("checkbox", name="辽宁省，2 份").check()
    expect(page.get_by_role("status")).to_contain_text("共 2 份报告")
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("共 5 份报告")
    expect(page.get_by_role("checkbox", name="辽宁省，2 份")).not_to_be_checked()
