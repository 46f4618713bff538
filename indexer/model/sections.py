"""The twelve section slugs and their Chinese labels.

The list follows the items of 《政府信息公开条例》 (2007 article 32, 2019 article 50) and the topics that reports add of
their own accord. The order is that of a report and of every facet, list and page.
"""

from __future__ import annotations

__all__ = ["SECTION_LABELS", "SECTION_SLUGS"]

SECTION_LABELS: dict[str, str] = {
    "preamble": "引言与编制说明",
    "overview": "总体情况与概述",
    "proactive": "主动公开",
    "requests": "依申请公开",
    "response": "解读回应与互动",
    "remedies": "复议诉讼与投诉",
    "fees": "收费减免与支出",
    "platform": "平台与渠道建设",
    "support": "组织保障与监督",
    "problems": "问题与改进",
    "other": "其他需要报告的事项",
    "annex": "附表与说明",
}

SECTION_SLUGS: tuple[str, ...] = tuple(SECTION_LABELS)
