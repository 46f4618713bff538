"""The wording that the State Council fixed: titles of the six parts, and rows of the statistical tables.

Sources: 国办公开办函〔2019〕60号 and 〔2021〕30号 (six parts, tables 2 to 4), 国办发〔2014〕32号 (statistics table). A
row looks like a heading (一、本年新收政府信息公开申请数量) and is none; a title of a part is one wherever it stands,
even right behind the digits of a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_table_row", "statutory_titles"]

_ROW = re.compile(
    r"本年新收|上年结转|本年度?办理结果|结转下年度|予以公开|部分公开|不予公开$|不予公开\d|无法提供|不予处理|其他处理|总计"
    r"|属于国家秘密|其他法律行政|危及.{0,2}三安全|保护第三方|属于三类内部|属于四类过程|属于行政执法案卷|属于行政查询"
    r"|本机关不掌握|没有现成信息|补正后申请内容|信访举报投诉类|重复申请|要求提供公开出版物|无正当理由大量|要求行政机关确认"
    r"|申请人(?:无正当理由)?逾期|^其他\d*$|^第二十条|^申请人情况$|^其他对外管理服务事项$"
    # 国办发〔2014〕32号
    r"|主动公开政府信息数|公开政府信息数|规范性文件(?:总)?数|回应公众关注热点或重大舆情数|收到申请数|申请办结数|申请答复数"
    r"|(?:当面|传真|网络|信函|信件)申请数|按时办结数|延期办结数|属于已主动公开|^同意(?:部分)?公开答复数|不同意公开答复数"
    r"|不属于本行政机关|申请信息不存在|告知(?:作出更改补充|通过其他途径)|维持具体行政行为数|被依法纠错数|其他情形数"
    r"|维持.{0,6}(?:行为|诉讼请求).{0,4}数|举报投诉数量|依申请公开信息收取的费用|机构建设和保障经费情况|政府信息公开工作专门机构数"
    r"|设置政府信息公开查阅点数|从事政府信息公开工作人员数|政府信息公开专项经费|政府信息公开会议和培训"
)

_PART = re.compile(
    r"[一二三四五六]、 ?(?:"
    r"总体情况(?=[\d( ]|$)"
    r"|主动公开政府信息(?:的)?情况"
    r"|收到和处理政府信息公开申请(?:的)?情况"
    r"|(?:因)?政府信息公开(?:工作)?(?:被申请)?(?:提起)?行政复议(?:和)?、?(?:提起)?行政诉讼(?:的)?情况"
    r"|(?:政府信息公开工作)?存在的主要问题(?:及|和)改进(?:的)?(?:情况|措施)"
    r"|其他需要报告的(?:其他)?事项"
    r")"
)
_LISTED = re.compile(r"[包括为分、,:《“\"]$")


def is_table_row(title: str) -> bool:
    """Whether a title in plain form, its marker left out, is the label of a row of one of the tables."""
    return bool(_ROW.search(title)) and len(title) < 60  # noqa: PLR2004 - a sentence that mentions a row is longer


def statutory_titles(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the titles of the six parts that do not stand in a list of contents."""
    for match in _PART.finditer(plain):
        before = plain[max(match.start() - 2, 0) : match.start()].rstrip()
        if not _LISTED.search(before):
            yield match.span()
