"""Which lines are the web page's and not the report's? Rules by line, from the pages of many government sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.source_text import SourceText

__all__ = ["furniture", "is_furniture"]

_LONGEST = 160  # characters of a line of furniture; a one-line report has thousands

_LINE = re.compile(r"\S[^\n]*")
_WHOLE = re.compile(
    r"[| \t\-—=_*]+"  # rules and empty table rows
    r"|[-—] ?[0-9]{1,3} ?[-—]|第 ?[0-9]{1,3} ?页(?: ?共 ?[0-9]{1,3} ?页)?"  # page numbers
    r"|热门词条|联络我们|联系我们|网站地图|返回顶部|上一篇.*|下一篇.*|相关链接.*|责任编辑.*|附件下载.*"
)
_ANYWHERE = re.compile(
    r"首页 ?(?:-?>+|»|›|/)|(?:当前|您(?:现在)?(?:所在)?的?)位置|-> .*->"
    r"|\[ ?字体|字号 ?[:：]|浏览次数|阅读次数|点击(?:数|率|次数)"
    r"|打印本页|关闭窗口|\[ ?打印|】 ?打印|扫描二维码|分享到|微信扫一扫|扫一扫"
    r"|索引号 ?[:|：]|公开方式 ?[:|：]|发布机构 ?[:|：]|信息分类 ?[:|：]|主题词 ?[:|：]"
    r"|(?:发布|发文|成文|生成)(?:日期|时间) ?[:|：]|(?:信息|文章)?来源 ?[:：]"
)
_DATELINE = re.compile(r"\S{0,20} ?(?:19|20)[0-9]{2}(?:年|[-/.])[0-9]{1,2}(?:月|[-/.])[0-9]{1,2}日?(?: [0-9:]{4,8})?")
_HEAD = 8  # lines from the top in which a line with a date and a name alone is a dateline


def furniture(source: SourceText) -> tuple[Span, ...]:
    """The ranges of lines that belong to the page, ascending, line ends left out."""
    return tuple(_ranges(source))


def _ranges(source: SourceText) -> Iterator[Span]:
    for number, match in enumerate(_LINE.finditer(source.plain)):
        line = match[0].strip()
        if is_furniture(line) or (number < _HEAD and _DATELINE.fullmatch(line)):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Span(start, start + len(line))


def is_furniture(line: str) -> bool:
    """Whether a line in plain form, without blanks at its ends, belongs to the page."""
    if len(line) > _LONGEST or "。" in line:
        return False
    return bool(_WHOLE.fullmatch(line) or _ANYWHERE.search(line))
