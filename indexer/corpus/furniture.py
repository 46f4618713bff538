"""Which lines are the web page's and not the report's? Rules by line, for the generators of many government sites.

A line is furniture only if all of it is: a report that speaks of its site map keeps every word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.corpus.numerals import ENCLOSED
from indexer.corpus.page_labels import label_pattern
from indexer.corpus.words import read_words
from indexer.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.source_text import SourceText

__all__ = ["furniture", "is_furniture"]

_LONGEST = 160  # characters of a line of furniture; a one-line report has thousands
_LONGEST_TABLE = 600  # of a line that holds a whole table of labels
_LABELS_OF_TABLE = 3
_LONGEST_COLUMN = 8  # characters of a column's name in a menu

_LINE = re.compile(r"\S[^\n]*")
_TOKENS = re.compile(r"[\s|()\[\]{}:：/、>›»·+_\-—=*【】]+")

_BUTTONS = read_words("buttons.txt")
"""Words of buttons: a line that holds these and nothing else is furniture."""

_BESIDE = read_words("buttons_beside.txt")
"""Words that are buttons only beside other buttons: alone in a line they may be cells of a table."""

_MENU = read_words("menu.txt")
"""Names of a site's columns: furniture above the title, where a menu was turned into lines."""

_DATE = r"(?:19|20)[0-9]{2} ?(?:年|[-/.]) ?[0-9]{1,2} ?(?:月|[-/.]) ?[0-9]{1,2} ?日?"
_VALUED = ("index_number", "issuer", "published", "issued", "undated", "other")
_LABEL = re.compile(rf"[\[(| •·]*(?:{label_pattern(*_VALUED, 'control')}) {{0,3}}[\])]* {{0,3}}[:|]")
_LABEL_OF_NEXT_LINE = re.compile(rf"[\[(| ]*(?:{label_pattern(*_VALUED)}) {{0,3}}[\])]* {{0,3}}:")
_WHOLE = re.compile(
    r"[| \t\-—=_*:]+|[=*_-]{4,} ?[^ ]{0,6} ?[=*_-]{4,}"  # rules and empty table rows
    r"|[-—] ?[0-9]{1,3} ?[-—]|第 ?[0-9]{1,3} ?页(?:[,/ ]{0,3}共 ?[0-9]{1,3} ?页)?"  # page numbers
    r"|[0-9]{1,3} ?/ ?[0-9]{1,3}"
    r"|(?:上一[篇条]|下一[篇条]|前一篇|后一篇|责任编辑|责编|相关链接|相关附件|附件下载)[:|].*"
    rf"|(?:{_DATE})?(?: [0-9:]{{4,8}})? ?(?:信息|文章)?来源 ?[:|].*"
)
_ANYWHERE = re.compile(
    r"首页 ?(?:-?>+|»|›|/|→)|(?:当前|现在|所在|您的|你的)的?位置 ?[:|]|-> .*->"
    r"|\A[^>,、]{2,12}(?: ?>+ ?[^>,、]{2,30}){2,}\Z"
    r"|\[ ?字体|字号 ?:|字体 ?:|浏览次数|阅读次数|点击(?:数|率|次数)"
    r"|打印本页|关闭窗口|\[ ?打印|\] ?打印|扫描二维码|分享到 ?:|微信扫一扫"
    r"|扫一扫(?:在手机|手机|,|关注|分享|\Z)|用手机打开|手机看"
    r"|版权所有|[^0-9]ICP备|\A\S?ICP备|ICP证|公网安备|网站标识码|\A(?:主办|承办|协办|运维|维护)(?:单位)? ?:|技术支持 ?:"
    r"|\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar)\Z"  # names of attached files
    r"|建议使用.{0,40}(?:浏览器|分辨率)|您是第.{0,14}位|网站地图 ?[|｜]|设为首页|索 {0,3}引 {0,3}号 {0,3}\]? ?[:|]"
)
_DATELINE = re.compile(
    rf"(?:[^\s。;,]{{0,19}}[^\s。;,自从至到止于为] {{0,4}})?{_DATE}(?: {{1,3}}[0-9:]{{4,8}})?(?: \S{{0,20}})?"
)
_BAR_BEGINS = re.compile(r"(?:当前|现在|您的|你的|您现在的|您当前的|您所在的)位置 ?[:|]|(?:网站)?首页 ?>")
_BUTTON_IN_BAR = re.compile(
    r"(?<= )(?:相关链接|打印(?:本页|此页)?|关闭(?:窗口)?|分享到|字[体号]|(?:文件|正文)下载|收藏"
    r"|QQ空间) ?:?(?: -->)?(?= )"
)
_LONGEST_BAR = 400
_HEAD = 8  # lines from the top in which a line with a date and a name alone is a dateline
_VALUE = re.compile(r"[^。;]{1,40}")
_NUMBERED = re.compile(rf"第?[一二三四五六七八九十]{{1,3}}[、.部]|\([一二三四五六七八九十]\)|[{ENCLOSED}]")


def furniture(source: SourceText) -> tuple[Span, ...]:
    """The ranges of lines that belong to the page, ascending, line ends left out."""
    return tuple(_ranges(source.plain))


def _ranges(plain: str) -> Iterator[Span]:
    head = labelled = False
    for number, match in enumerate(_LINE.finditer(plain)):
        line = match[0].strip()
        head = (head or number == 0) and not ("。" in line or _NUMBERED.match(line))
        belongs = (
            is_furniture(line)
            or (number < _HEAD and _DATELINE.fullmatch(line) is not None)
            or (head and (line in _MENU or (labelled and _VALUE.fullmatch(line) is not None)))
        )
        labelled = _LABEL_OF_NEXT_LINE.fullmatch(line) is not None
        if length := len(line) if belongs else _glued(line):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Span(start, start + length)


def _glued(line: str) -> int:
    """Length of the bar of the page at the beginning of a long line that goes on with the report; 0 without one."""
    if len(line) <= _LONGEST or not _BAR_BEGINS.match(line):
        return 0
    stop = line.find("。", 0, _LONGEST_BAR)
    buttons = list(_BUTTON_IN_BAR.finditer(line, 0, stop if stop >= 0 else _LONGEST_BAR))
    return buttons[-1].end() if buttons else 0


def is_furniture(line: str) -> bool:
    """Whether a line in plain form, without blanks at its ends, belongs to the page."""
    if len(line) > _LONGEST_TABLE or "。" in line:
        return False
    if len(line) > _LONGEST:
        return sum(1 for _ in _LABEL.finditer(line)) >= _LABELS_OF_TABLE
    return bool(_WHOLE.fullmatch(line) or _LABEL.match(line) or _ANYWHERE.search(line) or _all_controls(line))


def _all_controls(line: str) -> bool:
    """Whether a line is nothing but buttons, or a menu that begins with the home page."""
    words = [word for word in _TOKENS.split(line) if word]
    if len(words) > _LABELS_OF_TABLE and words[0] in {"首页", "网站首页"} and max(map(len, words)) <= _LONGEST_COLUMN:
        return True
    return any(word in _BUTTONS for word in words) and all(word in _BUTTONS or word in _BESIDE for word in words)
