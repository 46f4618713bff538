"""Four made reports that every test of the pages may use."""

from made_reports import CHANGDE, HUNAN, known, made_report, spans
from made_searcher import MadeSearcher

from indexer.model import Damage, DamageKind, DocumentNumber, Fact, RegionOfReport, Script

PLAIN = """沈阳市2015年政府信息公开工作年度报告
首页 打印
一、主动公开情况
主动公开政府信息100条，政务公开有序。
二、依申请公开情况
依申请公开受理5件，见沈政办发〔2015〕15号、沈政办发〔2015〔16号。
（一）答复情况
依申请公开全部答复。
三、存在问题
人手不足。
"""

HOSTILE = """<script>alert(1)</script>&lt;b&gt; "年报" ' ]]>
一、主动公开<img src=x onerror=alert(1)>
主动公开<svg onload=alert(1)>与{{ 7*7 }}{% raw %}&amp;。
"""

TRADITIONAL = """盤錦市2008年度政府信息公開工作報告
一、主動公開
主動公開政府信息25140條。
"""


def plain_searcher() -> MadeSearcher:
    """Four reports: a plain one, one that attacks, one in Traditional characters, one of which nothing is known."""
    numbers = (
        DocumentNumber("沈政办发〔2015〕15号", "沈政办发〔2015〕15号", 0, 13, damaged=False),
        DocumentNumber("沈政办发〔2015〕15号", "沈政办发〔2015〕15号", 0, 13, damaged=False),
        DocumentNumber("沈政办发〔201516号", "沈政办发〔2015〕16号", 0, 12, damaged=True),
    )
    return MadeSearcher(
        made_report(
            "a-2015",
            PLAIN,
            furniture=spans((PLAIN.index("首页"), PLAIN.index("\n一、"))),
            document_numbers=numbers,
            warnings=(Damage(DamageKind.LOST_BRACKETS, 2),),
        ),
        made_report('<b>"x"', HOSTILE, region=known(RegionOfReport((HUNAN, CHANGDE), (CHANGDE,)), '<i>"')),
        made_report("t 2008", TRADITIONAL, script=Script.HANT, year=Fact(value=2008, confidence=0.5, inferred=True)),
        made_report("u", "没有题目的报告，主动公开。", region=Fact(), year=Fact(), body=Fact(), title_fact=Fact()),
    )
