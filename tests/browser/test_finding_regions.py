"""A region that the list beside the results leaves out is found by its name, with and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from local_app import served
from local_server import HOST
from made_reports import known, made_report
from made_searcher import MadeSearcher
from playwright.sync_api import expect

from indexer.model import Place, RegionOfReport
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

PLACES = {
    "dongling": (Place("210000", "辽宁省"), Place("210100", "沈阳市"), Place("210112", "东陵区")),
    "hetang": (Place("430000", "湖南省"), Place("430200", "株洲市"), Place("430202", "荷塘区")),
    "shenyang": (Place("210000", "辽宁省"), Place("210100", "沈阳市")),
}
SEARCH = f"/search?q={quote('公开')}"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Pages over reports of two counties and a city."""
    reports = [
        made_report(name, "一、主动公开\n公开。", region=known(RegionOfReport(path, path[-1:])))
        for name, path in PLACES.items()
    ]
    with served(create_app(MadeSearcher(*reports))) as port:
        yield f"http://{HOST}:{port}"


def test_as_one_types(page: Page, address: str) -> None:
    """Counties are found by initials and by name; what was ticked stays ticked through other words."""
    page.goto(address + SEARCH)
    find = page.get_by_label("筛选地区名称")
    find.press_sequentially("dlq")
    page.get_by_role("checkbox", name="东陵区，1 份").check()
    expect(page.get_by_role("checkbox", name="荷塘区，1 份")).to_have_count(0)
    find.fill("荷塘")
    page.get_by_role("checkbox", name="荷塘区，1 份").check()
    find.fill("株洲")
    expect(page.get_by_role("checkbox", name="株洲市，1 份")).to_be_visible()
    find.fill("")
    expect(page.get_by_role("checkbox", name="辽宁省，2 份")).to_be_visible()
    page.get_by_role("button", name="应用筛选").click()
    expect(page).to_have_url(f"{address}{SEARCH}&region=210112&region=430202")


def test_a_tick_taken_back(page: Page, address: str) -> None:
    """A region found, ticked and left again is not sent."""
    page.goto(address + SEARCH)
    find = page.get_by_label("筛选地区名称")
    find.fill("东陵")
    page.get_by_role("checkbox", name="东陵区，1 份").check()
    page.get_by_role("checkbox", name="东陵区，1 份").uncheck()
    page.get_by_role("button", name="应用筛选").click()
    expect(page).to_have_url(f"{address}{SEARCH}")


@pytest.mark.parametrize("screen", ["no-script"], indirect=True)
def test_without_a_script(page: Page, address: str) -> None:
    """The page of all regions is narrowed by a plain form, which keeps what is ticked."""
    page.goto(address + SEARCH)
    page.get_by_role("link", name="全部 6 个地区").click()
    page.get_by_role("checkbox", name="湖南省，1 份").check()
    page.get_by_label("筛选地区名称").fill("東陵")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("checkbox", name="东陵区，1 份").check()
    expect(page.get_by_role("checkbox", name="湖南省，1 份")).to_be_checked()
    page.get_by_role("button", name="应用筛选").click()
    expect(page).to_have_url(f"{address}{SEARCH}&region=210112&region=430000")


def test_leaving_out(page: Page, address: str) -> None:
    """除外 leaves one region out and keeps the rest of the search."""
    page.goto(f"{address}{SEARCH}&year=2015")
    page.get_by_role("button", name="除外 湖南省").click()
    expect(page).to_have_url(f"{address}{SEARCH}&-region=430000&year=2015")
