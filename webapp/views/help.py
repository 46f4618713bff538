"""The help page: the query language by examples that can be followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from urllib.parse import parse_qsl

from indexer.model import SECTION_LABELS, SearchRequest
from indexer.query import canonical_path, request_from_pairs
from webapp.views.frame import Frame, full_title, grouped

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["HelpExample", "HelpPage", "Topic", "help_page"]


@dataclass(frozen=True, slots=True)
class HelpExample:
    """An example that can be followed.

    Attributes:
        text: The query, or the parameters of a URL.
        note: What it means.
        count: How many reports it finds here, grouped.
        url: Path and query of its results.
    """

    text: str
    note: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the help page.

    Attributes:
        id: Element id of its heading.
        title: Its heading.
        lines: Paragraphs.
        examples: Queries that show it.
    """

    id: str
    title: str
    lines: tuple[str, ...]
    examples: tuple[HelpExample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """The help page.

    Attributes:
        frame: What the layout prints.
        topics: In the order of the page.
    """

    template: ClassVar[str] = "help.html"

    frame: Frame
    topics: tuple[Topic, ...]


class _Draft(NamedTuple):
    """A topic as it is written below, before its examples are counted; each of these is a text and what it means."""

    id: str
    title: str
    lines: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


_QUERIES = (
    _Draft(
        "words",
        "词语与原话",
        (
            "报告里有的字句，从一个字起都能找到；简体与繁体、全角与半角通用。",
            "含有整句的报告排在前面。加上引号则只找原话，“”「」『』和直引号都可以。",
        ),
        (
            ("依申请公开", "含有这些词的报告，整句优先"),
            ('"行政复议、行政诉讼"', "一字不差的原话，标点也算"),
            ("答覆", "简繁通用，也找到“答复”"),
            ("4024人次", "数字要写全，不会找到更长数字的一部分"),
        ),
    ),
    _Draft(
        "operators",
        "与、或、非",
        (
            "空格表示都要有。AND、OR、NOT 用大写，也可以写 与、或、非，前后留空格。",
            "减号紧贴在词前表示排除。括号改变先后。",
        ),
        (
            ("行政复议 行政诉讼", "两个词都有"),
            ("微博 OR 微信", "至少有一个"),
            ("政务公开 -微信", "有前者，没有后者"),
            ("(微博 或 微信) 与 新闻发布会", "括号里的任意一个，并且有后者"),
            ("(主动公开 依申请)~20", "两个词相距不超过二十个字，次序不限"),
        ),
    ),
    _Draft(
        "fields",
        "限定范围",
        ("写在词前面，用英文冒号隔开。地区可以写名称或六位代码，年度可以写一段，章节写下面表中的代码。",),
        (
            ("title:办公厅", "标题里有这个词"),
            ("region:辽宁省 政务公开", "辽宁省的报告"),
            ("year:2015..2018 依申请公开", "2015 年到 2018 年的报告"),
            ("section:remedies 行政复议", "只在“复议诉讼与投诉”一章里找"),
            ("docnum:淮政办秘〔2018〕108号", "引用这个文号的报告，括号的写法不限"),
        ),
    ),
)


def help_page(generation: str, count: Callable[[SearchRequest], int]) -> HelpPage:
    """Make the help page.

    Args:
        generation: Name of the index generation.
        count: Tells how many reports a request finds.
    """
    return HelpPage(
        frame=Frame(title=full_title("检索语法"), canonical="/help", indexed=True, generation=generation),
        topics=(
            *(_topic(draft, _of_query, count) for draft in (*_QUERIES, _SECTIONS)),
            _topic(_KEYS, _of_url, count),
            _NOTES,
        ),
    )


def _topic(draft: _Draft, request_of: Callable[[str], SearchRequest], count: Callable[[SearchRequest], int]) -> Topic:
    """A topic whose examples tell what they find."""
    found = ((text, note, request_of(text)) for text, note in draft.examples)
    return Topic(
        draft.id,
        draft.title,
        draft.lines,
        tuple(HelpExample(text, note, grouped(count(asked)), canonical_path(asked)) for text, note, asked in found),
    )


def _of_query(text: str) -> SearchRequest:
    return SearchRequest(q=text)


def _of_url(text: str) -> SearchRequest:
    return request_from_pairs(parse_qsl(text)).request


_SECTIONS = _Draft(
    "sections",
    "章节代码",
    ("各地报告的章节名称不一，这里按《政府信息公开条例》规定的报告内容归为十二类；报告页上仍显示原来的标题。",),
    tuple((f"section:{slug}", label) for slug, label in SECTION_LABELS.items()),
)

_KEYS = _Draft(
    "keys",
    "网址里的条件",
    ("检索的全部条件都在网址里。页面上的每个选项对应一个键，可以重复的键写几次就是几个选项；名称会换成代码。",),
    (
        ("q=依申请公开", "检索词"),
        ("q=投诉 举报&scope=section", "几个词要在同一章节里（默认 report：在整份报告里）"),
        ("q=微博 微信&mode=any", "有任一词即可（默认 all；exact 表示字形、全半角都要一致）"),
        ("q=依申请公开&region=辽宁省", "地区，可以重复；也可以写六位代码，unknown 是未知"),
        ("q=依申请公开&-region=辽宁省", "除外的地区，可以重复"),
        ("q=依申请公开&year=2015..2018", "年度，可以重复；2016.. 和 ..2018 是一头不限的一段"),
        ("q=行政复议&section=remedies", "章节，可以重复"),
        ("docnum=淮政办秘〔2018〕108号", "引用的文号，可以重复"),
        ("q=政务公开&sort=hits", "次序：rel 相关度，year-desc、year-asc 年度，region 地区，hits 处数"),
        ("q=公开&size=10", "每页 10、20 或 50 份；page 是页码，最多 200"),
    ),
)

_NOTES = Topic(
    "results",
    "结果怎样计算",
    (
        "一份报告是一个结果。“处”是检索词在原文里出现的地方，每一处都有自己的链接。",
        "筛选时，同一类里任选其一即可，不同类要同时满足；数字是只勾选这一项时的报告份数。",
        "地区、年度、机关是从报告里读出来的，报告页上列有依据；读不出来的记为“未知”，不作猜测。",
        "检索结果的网址就是它的全部条件，可以收藏、转发，以后仍然有效。",
    ),
    (),
)
