"""Which of the twelve sections a heading means.

Patterns follow the items that the law asks for (《政府信息公开条例》 2007 article 32, 2019 article 50; the formats
国办公开办函〔2019〕60号 and 〔2021〕30号) and the words that reports use of their own accord. They are tried in this
order and the first one found wins: 因政府信息公开被申请行政复议 is about remedies before it is about requests.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["ABSORBING", "RULES", "Label", "label"]

ABSORBING = frozenset({"problems", "annex"})
"""Slugs whose children never have another one: under 问题与改进, 加强培训 is a plan and no account of training."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("annex", r"附[表件录]|统计(?:报)?表|指标(?:统计|说明)|名词解释|需要说明的事项"),
    ("problems", r"问题|不足|差距|困难|改进|下一?步|今后|打算|20\d\d年(?:工作)?(?:计划|安排|思路|设想)"),
    ("remedies", r"复议|诉讼|申诉|应诉|纠错|举报|投诉"),
    ("support", r"(?:机构|人员|队伍|保障).{0,4}(?:经费|费用)"),
    ("fees", r"收费|减免|费用|收取|支出|信息处理费|经费"),
    (
        "requests",
        r"依申请|申请(?:公开|的?(?:情况|受理|办理|处理|答复))|(?:收到|受理).{0,10}申请|不予公开",
    ),
    ("response", r"解读|回应|舆情|关切|热点|咨询|互动|信箱|热线|民意|提案|访谈|新闻发布会"),
    (
        "platform",
        r"平台|网站|渠道|(?<!为)载体|窗口|集约化|公报|查阅|新媒体|微博|微信|专题(?:展示)?页面|新闻发布制度",
    ),
    (
        "proactive",
        (
            r"主动公开|重点(?:领域|公开)|公开(?:的)?(?:内容|范围|形式|目录|指南)|《?(?:目录|指南)》?[和与、]《?(?:目录|指南)|清单|预决算"
            r"|财政资金|(?:权力|决策).{0,6}(?:公开|透明)|(?:公开|透明).{0,6}(?:权力|决策)|公开政府信息"
        ),
    ),
    (
        "support",
        (
            r"组织|领导|机构|机制|制度|建章立制|队伍|培训|宣传|考核|督查|监督|保障|审查|保密|人员|(?:信息|公开|资源)管理|规范化|标准化|评议|责任"
            r"|推进强化|主要做法|体系"
        ),
    ),
    ("other", r"其[他它]|减证便民|办事不求人|政务服务"),
    ("overview", r"概述|概况|总体|基本情况|工作(?:开展)?(?:的)?(?:情况|成效)"),
)

RULES = tuple((slug, re.compile(pattern)) for slug, pattern in _PATTERNS)
"""Slug and pattern, in the order in which they are tried."""


class Label(NamedTuple):
    """What a heading means.

    Attributes:
        slug: One of the twelve.
        rule: ``matched``, ``absorbed`` (by a parent of `ABSORBING`), ``inherited`` (from the parent) or
            ``fallback``.
    """

    slug: str
    rule: str


def label(title: str, parent: str | None) -> Label:
    """Give a heading its slug.

    Args:
        title: Heading in plain form, without its marker.
        parent: Slug of the heading above it; None at the top.
    """
    if parent in ABSORBING:
        return Label(parent, "absorbed")
    for slug, pattern in RULES:
        if pattern.search(title):
            return Label(slug, "matched")
    return Label(parent, "inherited") if parent else Label("overview", "fallback")
