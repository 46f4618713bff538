"""The day of publication, where pages state it in other ways than behind 发布日期."""

from __future__ import annotations

import pytest
from reading import report_of


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布日期:[2021-01-28]", "2021-01-28"),
        ("发布日期：【2021-01-28】 来源：办公室", "2021-01-28"),
        ("中央政府门户网站 www.gov.cn   2013年03月29日 15时57分   来源:县政府网站", "2013-03-29"),
        ("2012年04月18日15:02 | 中国发展门户网 www.chinagate.cn | 给编辑写信", "2012-04-18"),
        ("2019-02-15 23:45:07 打印", "2019-02-15"),
        ("成文日期: 2021-01-25", None),
        ("生成日期:2021-01-07 15:30:49", None),
        ("我县于2018年3月1日12:00起受理申请。", None),
    ],
)
def test_day_of_publication(line: str, day: str | None) -> None:
    """A stamp with the hour is one; the day of signing is another thing, and so is a day in a sentence."""
    text = f"青山县教育局2018年政府信息公开工作年度报告\n{line}\n一、总体情况\n按照要求开展工作。\n"
    report = report_of(text)

    assert (report.published.value and report.published.value.isoformat()) == day
