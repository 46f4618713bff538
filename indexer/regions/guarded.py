"""Full names that are words of the language as well, or stand across two words: 城区, 新增|城市.

A mention of one of these needs a sign from the text around it. The names were found by counting, in 3,475 laws, 143
work reports of cities and 1,100 encyclopaedia paragraphs, where a full name stands across a word border or in a text
that names nothing above the unit; names formed in the same way were added.
"""

from __future__ import annotations

import re

__all__ = ["COMMON_WORDS", "RUNS", "needs_border", "stands_alone"]

COMMON_WORDS = frozenset(
    {
        *("城区", "郊区", "矿区", "东区", "西区"),
        *("新城区", "老城区", "古城区", "城中区", "城东区", "城西区", "城北区"),
        *("新市区", "市中区", "市南区", "市北区", "南市区", "北市区"),
        *("新建区", "解放区", "海港区", "港口区"),
    }
)
"""What any place may have (淮北市城区水污分流): counts only directly behind the name of the unit right above."""

RUNS = frozenset(
    {
        *("海城市", "增城市", "应城市", "项城市", "宜城市", "兴城市", "合作市"),  # 沿海|城市, 新增|城市, 合作|市场
        *("昌都市", "运城市"),  # 南昌|都市圈, 亚运|城市
        *("增城区", "江城区", "顺城区", "越城区", "山城区", "龙城区", "上城区", "下城区"),  # 镇江|城区, 以上|城区
        *("东城区", "西城区", "城关区", "滨江区", "滨湖区", "湖滨区", "平房区"),
        *("江源区", "万山区", "立山区", "明山区", "东港区", "港北区", "港南区"),  # 赣江源|区, 万|山区, 香港|北区
        *("友好区", "振兴区", "复兴区", "平安区"),  # 乡村振兴|区
        *("会同县", "公安县", "资源县", "政和县", "富裕县", "平安县"),  # 会同|县级, 财政|和|县级
        *("新建县", "南部县", "全州县", "通道县", "互助县", "沿河县", "河南县"),  # 新建|县级, 全州|县乡
    }
)
"""What stands across two words: counts behind the name of a unit above, or where a name can begin and end."""

_AFTER = frozenset("级域乡市区城直(（")
"""What goes on the word 县 or 区 or lists it with others: 和|县级, 和|县(市、区), 和|县乡."""

_LEADS = re.compile(r"(?:现将|关于|中共|[0-9〇○零一二三四五六七八九]年度?|(?:19|20)[0-9]{2})\Z")
_LONGEST_LEAD = 4
_INSIDE = re.compile(r"[0-9㐀-鿿]")


_ONE_CHARACTER_AND_SUFFIX = 2


def needs_border(name: str) -> bool:
    """Whether a name is one of `RUNS` or has one character before its suffix, as 和县 in 单位和县政府."""
    return name in RUNS or len(name) == _ONE_CHARACTER_AND_SUFFIX


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name can begin and end at these offsets.

    It begins where neither a Han character nor a digit (15.7万|山区) stands before, or after words that lead to a name
    and are written without a border: 现将和县2018年…报告如下, 2018年和县….
    """
    if text[end : end + 1] in _AFTER:
        return False
    before = text[max(0, start - _LONGEST_LEAD) : start]
    return not _INSIDE.match(before[-1:]) or _LEADS.search(before) is not None
