"""Which lines belong to the page: lines of many site generators, and lines of reports that look like them."""

from __future__ import annotations

import pytest
from reading import report_of

from indexer.analysis import default_analysis
from indexer.corpus.furniture import furniture, is_furniture
from indexer.corpus.source_text import SourceText

PAGE = """
当前位置：首页 > 政务公开 > 年报
您现在的位置： 首页 >> 信息公开 >> 正文
街镇 > 河包镇 > 政务公开 > 政府信息公开年报
首页 政务公开 政务服务 互动交流 走进青山
索引号：11370883004325769B/2020-00001 文号：无
[ 索 引  号 ] | 000014349/2018-00031 | [ 发布机构 ] | 某县水利局
发布日期：2021-01-29 来源：大五里镇 字体： 打印 分享至：
来源：区人民政府办公室 时间：2017-01-12 10:01
字号：【大】【中】【小】
【打印本页】 【关闭窗口】
打印 关闭
收藏 | 打印 | 分享到：微信 微博
扫一扫在手机打开当前页
用手机打开本页
责任编辑：王某
上一篇：2013年防汛工作总结
下一篇：没有了
相关链接：国务院
版权所有：某县人民政府 ICP备05001234号
蒙ICP备05001234号-1 网站标识码：1522220001
公网安备 42010202000001号
主办：某旗人民政府办公室
技术支持：某某公司
建议使用1024*768分辨率浏览
您是第 12345 位访问者
第 3 页 共 10 页
- 12 -
———————
浏览次数：126
1.渭城区教育局2020年政府信息公开工作年度报告.docx
"""
REPORT = """
来源于市场监管部门的申请较多
打印机、查阅点等设备已配备
网站地图、无障碍等栏目完成改版
微信
标准
首页设置了政府信息公开专栏
本机关在首页开设年报专栏，方便公众查阅
二、主动公开政府信息情况
（一）政府网站建设情况
一、本年新收政府信息公开申请数量
规范性文件 5 5 31
2019年1月1日至12月31日
通过扫一扫功能提供服务
关闭不合格政务新媒体3个
责任编辑制度全面落实
"""


@pytest.mark.parametrize("line", [line for line in PAGE.splitlines() if line])
def test_lines_of_pages(line: str) -> None:
    """Breadcrumbs, tables of labels, buttons, links and footers are furniture."""
    assert is_furniture(SourceText.of(line, default_analysis().simplify).plain.strip())


@pytest.mark.parametrize("line", [line for line in REPORT.splitlines() if line])
def test_lines_of_reports(line: str) -> None:
    """A line that only speaks of such things belongs to the report."""
    assert not is_furniture(SourceText.of(line, default_analysis().simplify).plain.strip())


def test_table_of_labels_in_lines() -> None:
    """Values in lines of their own belong to their labels; what stands below the first heading does not."""
    text = "索引号：\n0001/2023-1\n发布机构：\n某局办公室\n\n某局2022年信息公开年报\n一、总体情况\n来源：\n信访"
    spans = furniture(SourceText.of(text, default_analysis().simplify))

    assert ["索引号：", "0001/2023-1", "发布机构：", "某局办公室", "来源："] == [
        text[span.start : span.end] for span in spans
    ]


def test_title_is_no_furniture() -> None:
    """A title that a menu has as well stays a title."""
    text = "政府信息公开\n年度报告\n道县文广新局2013年度信息公开工作\n年度报告\n一、概述\n好。"
    report = report_of(text)

    assert "道县文广新局2013年度信息公开工作年度报告" == report.title
    assert all(span.end <= text.index("道县") for span in report.furniture)


def test_bar_glued_to_the_report() -> None:
    """Where a page lost its line breaks, its bar ends at the last button before the report's first sentence."""
    bar = "当前位置： 首页 政务公开 年报 某局2021年年报 来源：某局 时间：2022-02-08 微信 微博 打印 相关链接： -->"
    text = f"{bar} 本报告根据《条例》编制。{'我局公开信息。' * 30}打印 相关链接： 很多。"
    spans = furniture(SourceText.of(text, default_analysis().simplify))

    assert [bar] == [text[span.start : span.end] for span in spans]
