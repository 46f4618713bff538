"""Web pages: the report is kept whole, the site around it is not, rows of tables are lines."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import default_analysis
from indexer.corpus import Corpus, extract
from indexer.corpus.formats import Content, Unreadable
from indexer.corpus.formats.html import HTML
from indexer.corpus.formats.isolation import extract_isolated
from indexer.errors import UnreadableFile

TITLE = "淮安市洪泽区人民政府2024年政府信息公开工作年度报告"
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="CHARSET"><title>网站名称</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2025-01-20 10:00">
<link rel="canonical" href="https://www.hongze.gov.cn/a.html">
<script>var a = "<p>脚本</p>";</script><style>p {{ content: "样式" }}</style></head>
<body><div class="header"><a href="/">站首</a><a href="/x">政务</a></div>
<nav><ul><li><a href="1">栏目</a></li></ul></nav>
<div>当前位置：<a href="/">首页</a> &gt; <a href="b">年报</a></div>
<h1>{TITLE}</h1>
<div id="zoom"><p>　　一、总体情况</p><p>2024年，洪泽区
人民政府坚持&ldquo;公开&rdquo;&#8212;&mdash;<b>第一</b>&amp;其次。</p>
<p>三、收到和处理政府信息公开申请情况
<table><tr><td colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）<td>申请人情况</tr>
<tr><td>一、本年新收政府信息公开申请数量</td><td>95</td><td></td><td>7</td></tr>
<tr><td rowspan=3>三、本年度<br>办理结果<td>（一）予以公开<td>50<td></tr></table>
<p>六、其他需要报告的事项<p>无。</div>
<div style="display:none">隐藏</div><div class="footer">版权所有</div></body></html>"""


@pytest.mark.parametrize(
    ("codec", "declared", "shown"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gbk", "gb2312", "gb18030"),
        ("gbk", "utf-8", "gb18030"),  # what the page says of itself is wrong
        ("utf-8", "gbk", "utf-8"),
        ("utf-16", "utf-16", "utf-16-le"),
    ],
)
def test_page(tmp_path: Path, codec: str, declared: str, shown: str) -> None:
    """Charset, entities, tables, head: one report as a reader of the page sees it."""
    (tmp_path / "x").write_bytes(PAGE.replace("CHARSET", declared).encode(codec))
    (report,) = Corpus([tmp_path], default_analysis().simplify).reports()

    expected = f"""当前位置：首页 > 年报
{TITLE}
　　一、总体情况
2024年，洪泽区人民政府坚持“公开”——第一&其次。
三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况
一、本年新收政府信息公开申请数量 | 95 |  | 7
三、本年度办理结果 | （一）予以公开 | 50
六、其他需要报告的事项
无。"""
    assert expected == report.text
    assert ("html", shown, "https://www.hongze.gov.cn/a.html") == (report.format, report.encoding, report.url)
    assert (TITLE, dt.date(2025, 1, 20)) == (report.title, report.published.value)
    assert ["overview", "requests", "other"] == [part.slug for part in report.sections if part.level == 1]


def text_of(source: str) -> str:
    """The text of a page."""
    return HTML.extract(Content(source.encode())).text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
        ("<p>甲 \n <b>乙</b>\tthe\nend", "甲乙 the end"),
        ("<p>甲<pre>a\n  b</pre>", "甲\na\nb"),
        ("<p>一<nav>导航<p>没有结束标记</nav><p>二", "一\n二"),
        ("<header><h1>标题</h1></header><p>文", "标题\n文"),
        ("<article><footer>2025年1月20日</footer>文</article>", "2025年1月20日\n文"),
        ("<p hidden>隐<p>显", "显"),
        ("<table><tr><td><p>版面</p><table><tr><td>甲<td>乙</table><td>丙</table>", "版面\n甲 | 乙\n丙"),
        (f"<table><tr><td>{'长' * 400}<td>短</table>", f"{'长' * 400}\n短"),
        ("<table><tr><td>甲<td>x\n<p>y<tr><td><td></table>", "甲 | x y"),
        ("<td>没有表<tr>也行", "没有表也行"),
        ("<ul>" + "<li><a href=x>链接</a>" * 8 + "</ul><p>正文正文正文", "正文正文正文"),
        ("<ul>" + "<li><a href=x>附件</a>" * 3 + "</ul>", "附件\n附件\n附件"),
        ("<p>&#20320;&#x597d;&nbsp;&#0;&#xd800;&lt;p&gt;" + "字" * 300, "你好\u00a0\ufffd\ufffd<p>" + "字" * 300),
        ("<nav>只有导航也不丢</nav>", "只有导航也不丢"),
    ],
)
def test_pieces(source: str, text: str) -> None:
    """Blocks are lines, rows are lines, what is the site's goes and what may be the report's stays."""
    assert text == text_of(source)


@pytest.mark.parametrize(
    ("name", "source", "is_page"),
    [
        ("x.txt", "<!-- 注 --><div class='TRS_Editor'>正文</div>", True),
        ("x.txt", '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>正文</body></html>', True),
        ("x.html", "正文<p>第二段</p>", True),
        ("x.txt", "正文<p>第二段</p>", False),
        ("x.html", "只是文字。", False),
        ("x.txt", "<正文>不是标记", False),
    ],
)
def test_detection(name: str, source: str, is_page: bool) -> None:  # noqa: FBT001 - a table of cases
    """What begins like a page is one; the suffix only decides where it does not."""
    assert ("html" if is_page else "text") == extract(source.encode(), Path(name)).format


PIECES = (
    "<div>|</div>|<p>|<table>|<tr>|<td>|</table>|<nav>|</nav>|<a href=x>|</a>|<pre>|<br>|<!--|-->|<script>|</script>"
)
MARKUP = st.sampled_from([*PIECES.split("|"), "&amp;", "&#xd800;", "<svg><p>", "文", "报告", " ", "\n", "<b", '"'])


@given(st.lists(MARKUP, max_size=40).map("".join))
def test_any_markup(source: str) -> None:
    """Broken markup gives a text or the documented error, and the same each time."""
    try:
        text = text_of("<html>" + source)
    except Unreadable:
        return
    assert text == text_of("<html>" + source)


@given(st.lists(st.text("报告公开信息年度工作", min_size=3, max_size=9), min_size=1, max_size=12))
def test_every_paragraph_is_kept(paragraphs: list[str]) -> None:
    """Whatever blocks, lists and tables a text is put in, its words are there in their order, each once."""
    wrappers = [
        "<p>{}</p>",
        "<div><span>{}</span></div>",
        "<ul><li>{}</ul>",
        "<table><tr><td>{}<td>1</table>",
        "{}<br>",
    ]
    source = "".join(wrappers[number % len(wrappers)].format(words) for number, words in enumerate(paragraphs))
    text = text_of(f"<html><body>{source}")

    assert "".join(paragraphs) == "".join(re.findall("[报告公开信息年度工作]+", text))


def test_nesting_takes_bounded_time() -> None:
    """A parser that would need minutes is ended, the message says so, and the next page is read."""
    deep = Content(b"<html>" + b"<div>" * 300_000)
    with pytest.raises(Unreadable, match="takes longer than 1 s"):
        extract_isolated("html", deep, seconds=1)

    assert "文" == extract_isolated("html", Content("<p>文".encode())).text


def test_crash_is_survived() -> None:
    """A parser that ends its process makes one error."""
    with pytest.raises(Unreadable, match="made its parser end"):
        extract_isolated("no such format", Content(b""))

    assert "文" == extract_isolated("html", Content("<p>文".encode())).text


def test_missing_parser_names_the_extra(tmp_path: Path) -> None:
    """Without the extra the message says what to install, and text is still read."""
    (tmp_path / "a.html").write_text("<html><p>文", "utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules.update({'selectolax': None, 'pypdfium2': None})\n", "utf-8"
    )
    code = (
        "import sys; from pathlib import Path; from indexer.corpus import extract\n"
        "for name in sys.argv[1:]:\n"
        "  try: extract(Path(name).read_bytes(), Path(name))\n"
        "  except Exception as error: print(error)\n"
    )
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code, "a.html", "b.pdf"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert 2 == result.stdout.count("pip install 'nianbao[formats]'")


def test_page_without_text_is_named() -> None:
    """A page whose text a script loads is no report."""
    with pytest.raises(UnreadableFile, match="without a text"):
        extract(b"<!DOCTYPE html><html><body><script>load()</script></body></html>", Path("x.html"))
