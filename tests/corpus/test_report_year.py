"""Which year is reported on, where the words are not the usual ones."""

from __future__ import annotations

import datetime as dt

import pytest
from reading import report_of


def year_of(text: str) -> int | None:
    """The year that is understood of a text."""
    return report_of(text).year.value


@pytest.mark.parametrize(
    "text",
    [
        "青山学院2015-2016学年度信息公开工作年度报告\n一、概述\n学校按照要求开展工作。",
        "青山学院2015—2016学年信息公开工作年度报告\n一、概述\n学校按照要求开展工作。",
        "青山学院信息公开年报(2015-16学年)\n一、概述\n学校按照要求开展工作。",
        "现编制2015至2016学年青山学院信息公开工作年度报告。统计时间为2015年9月1日至2016年8月31日。\n一、概述\n略。",
    ],
)
def test_a_year_of_schools_is_the_calendar_year_it_ends_in(text: str) -> None:
    """In that year it is reported, and by that year the ministry calls it."""
    assert year_of(text) == 2016


def test_the_clock_does_not_decide() -> None:
    """What a text says is the same in every year in which it is read."""
    later = dt.datetime.now(dt.UTC).year + 3

    assert year_of(f"青山县教育局{later}年政府信息公开工作年度报告\n一、总体情况\n按照要求开展工作。") == later


def test_no_report_is_about_a_year_after_its_publication() -> None:
    """The year of a plan is not the year of the report."""
    text = "政府信息公开工作年度报告\n发布日期：2019-03-01\n一、概述\n2035年，我县将实现目标。2018年，我县公开信息9条。"

    assert year_of(text) == 2018
