"""The wording that the State Council fixed: titles of the six parts, and rows of the statistical tables.

Sources: 国办公开办函〔2019〕60号 and 〔2021〕30号 (six parts, tables 2 to 4), 国办发〔2014〕32号 (statistics table). A
row looks like a heading (一、本年新收政府信息公开申请数量) and is none; the title of a part is one wherever it stands,
even right behind the digits of a table.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["STATUTORY_TITLE", "TableCues", "is_table_row"]

_ROW = re.compile(
    # table 3 of both formats; a column that was cut leaves the first characters alone
    r"本年新收|上年结转"
    r"|\A本 ?年(?: ?度)?(?: ?办 ?理 ?结 ?果|(?: ?办)?(?: ?理)?\Z)|结转下年度"
    r"|\A予以公开|\A部分公开|\A不予公开(?:[0-9]|\Z)"
    r"|\A无法提供|\A不予处理"
    r"|\A其[他它]处理|\A总 ?计|\A属于国家秘密|其他法律.{0,2}行政法规|\A危及.{0,2}三安全|\A保护第三方"
    r"|\A属于三类内部|\A属于四类过程|\A属于行政执法案卷|\A属于行政查询|\A本机关不掌握|\A没有现成信息|\A补正后申请|\A信访举报投诉类|\A重复申请"
    r"|\A要求提供公开出版物|\A无正当理由大量|\A要求行政机关确认|\A申请人(?:无正当理由)?逾期|\A逾期不(?:补正|缴费)"
    r"|\A其[他它][0-9 ]*\Z|\A申请人情况\Z|\A其他对外管理服务事项"
    # the table of 国办发〔2014〕32号 and its forerunners
    r"|(?:信息|文件|舆情|申请|办结|答复|公开|情形|行为|请求|次|篇|人|点|机构|人员|复议|诉讼|投诉|举报)"
    r"总?数(?=[ 0-9(:条件次个人篇—-]|\Z)"
    r"|(?:复议|诉讼|投诉)数量(?=[ 0-9(:件—-]|\Z)|\A(?:属于)?已主动公开|不属于本行政机关|申请信息不存在"
    r"|\A告知(?:作出更改补充|通过其他途径)|\A被依法纠错|信息收取的费用(?!情况)|\A不同意公开"
)
_LONGEST_ROW = 60  # a sentence that mentions a row is longer

_PARTS = (
    r"总体情况(?=[0-9( \n]|\Z)",
    r"主动公开政府信息的?情况",
    r"收到和处理政府信息公开申请的?情况",
    r"因?政府信息公开(?:工作)?(?:被?申请)?(?:提起)?行政复议(?:和|、)?(?:提起|被提起)?行政诉讼的?情况",
    r"(?:政府信息公开工作)?存在的主要问题(?:及|和)改进(?:的)?(?:情况|措施)",
    r"其他需要报告的(?:其他)?事项",
)
STATUTORY_TITLE = re.compile(
    rf"[一二三四五六]、(?<![包括为分、,:《“\"第].、) ?(?:{'|'.join(_PARTS)})(?![及和与的、,;说”\"])[。:]?"
)
"""The number and title of one of the six parts, which is not an item of a list of contents."""

_REQUESTS_TABLE = re.compile(r"勾稽关系|申请人情况|本年新收政府信息公开申请数量")
_STATISTICS_TABLE = re.compile(
    r"(?:统 ?计 ?指 ?标|指 ?标 ?名 ?称|指 ?标)\s{0,9}(?:计 ?量)?\s{0,9}(?:单 ?位|统 ?计 ?数|代 ?码|[0-9]{4} ?年?)"
)


def is_table_row(title: str) -> bool:
    """Whether a title in plain form, its marker left out, is the label of a row of one of the tables."""
    return len(title) <= _LONGEST_ROW and _ROW.search(title) is not None


class TableCues:
    """Where the tables with numbered rows begin.

    Args:
        plain: The text in plain form.
    """

    def __init__(self, plain: str) -> None:
        self._requests = [match.start() for match in _REQUESTS_TABLE.finditer(plain)]
        self._statistics = [match.start() for match in _STATISTICS_TABLE.finditer(plain)]

    def in_statistics(self, heading: int, offset: int) -> bool:
        """Whether the statistics table of 国办发〔2014〕32号 begins between the last main heading and an offset."""
        return _begins_between(self._statistics, heading, offset)

    def in_table(self, heading: int, offset: int) -> bool:
        """Whether any of the tables does."""
        return self.in_statistics(heading, offset) or _begins_between(self._requests, heading, offset)


def _begins_between(cues: Sequence[int], start: int, end: int) -> bool:
    index = bisect_left(cues, start)
    return index < len(cues) and cues[index] < end
