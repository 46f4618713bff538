"""Which names are names of organs, and of which kind?

The organs that owe an annual report are those of the administration at every level (《政府信息公开条例》 2007 articles
4 and 31, 2019 articles 4, 49 and 54): governments, their offices and departments, townships and street offices,
authorised organisations; Party offices with administrative functions publish too.
"""

from __future__ import annotations

import re

from indexer.model import BodyKind, Scope

__all__ = ["NAME", "ORGAN_END", "is_national", "is_organ", "kind_of", "scope_of"]

NAME = r"(?:[\u3400-\u9fff\u00b7]|[0-9](?![0-9]{3})|\([\u3400-\u9fff]{2,20}\)){2,40}"
"""A stretch of text that may be an organ's name: Han characters, a number of a unit, a second name in brackets."""

_ENDS = (
    "人民政府|政府|行政公署|行署|办公[厅室]|公署|总署|管委会|委员会|办事处|派出所|税务所|分局|总局|海关|总队|支队|大队|队"
    "|街道|镇|乡|苏木|开发区|实验区|示范区|高新区|管理区|园区|产业园|工业园|保税区|新区|街道党工委|党工委|指挥部|联合会|理事会"
    "|基金会|协会|学会|中心|集团|公司|学校|大学|学院|中学|小学|幼儿园|医院|研究院|科学院|研究所|管理处|管理所|管理站|监狱"
    "|农场|林场|法院|检察院|银行|分行|支行|供销社|合作社|档案馆|图书馆|博物馆|报社|通讯社|党校|(?<![干全内省各])部|厅|局|委|办|署|关"
    "|[省市县区旗盟州](?![委政])"
)
ORGAN_END = re.compile(rf"(?:{_ENDS})(?:\([\u3400-\u9fff]{{2,20}}\))?\Z")
"""How names of organs end; a place alone stands for its government."""

_NO_NAME = re.compile(
    r"[我本]|[0-9]+[年月日]|\A[各该其全]|\A(?:上级|有关|相关|所属|下属|政府部门|行政机关|本级|各级|主管|上述|国家机关)|(?:部门|机关|单位)\Z"
    r"|\A(?:政府|市|区|县|省|局|委|办|厅|镇|乡|部|署|州|盟|旗|办公室|中心|街道|政府办公室|委员会)\Z|全[省市县区州盟旗]|的|和国"
    r"|加强|推进|认真|深入|坚持|按照|根据|落实|要求|通过|截至"
)
_SECOND_NAME = re.compile(r"\([^()]*\)\Z")

_KINDS: tuple[tuple[BodyKind, re.Pattern[str]], ...] = (
    (BodyKind.PARTY_ORGAN, re.compile(r"\A中共|\A中国共产党|党委|[省市州县区旗]委(?:[^员]|$)")),
    (BodyKind.GOVERNMENT_OFFICE, re.compile(r"政府办公[厅室]$|政府办$|(?:行署|行政公署)办公室$|国务院办公厅$")),
    (
        BodyKind.ZONE,
        re.compile(
            r"(?:开发区|实验区|示范区|高新区|管理区|新区|园区|工业园|产业园|保税区|科学城|生态城|度假区|风景区|风景名胜区|功能区|合作区)"
            r"(?:\([^()]*\))?(?:党工委)?(?:管理委员会|管委会|管理局)?$|管委会$|管理委员会$"
        ),
    ),
    (BodyKind.TOWNSHIP, re.compile(r"(?:镇|乡|街道|苏木)(?:人民政府|政府|办事处|党工委)?$|街道办$")),
    (BodyKind.GOVERNMENT, re.compile(r"人民政府$|[省市州盟县区旗]政府$|\A政府$|行署$|行政公署$")),
    (
        BodyKind.DEPARTMENT,
        re.compile(
            r"(?:[局厅委处院署会部办所站队馆社关校]|办公室|中心|公司|集团|大学|中学|小学|学院|幼儿园|银行|[分支]行|国务院)$"
        ),
    ),
)
"""Kind and what the name shows, in the order in which they are tried."""

_NATIONAL = re.compile(
    r"国务院|国家|中国|中央|全国|中华人民共和国|最高人民|海关总署|审计署|新华通讯社|新华社"
    r"|[\u3400-\u9fff]{2,14}(?<![支总武装乐干宣组织统战])部(?:\([^()]*\))?\Z"
)
"""How names of organs of the State Council and the like begin or end; only for names that name no place."""


def is_organ(name: str) -> bool:
    """Whether words can be the full or usual name of one organ."""
    return len(name) >= len("某局") and bool(ORGAN_END.search(name)) and not _NO_NAME.search(name)


def is_national(name: str) -> bool:
    """Whether a name that names no place is that of an organ of the whole country (商务部, 国家税务总局)."""
    return _NATIONAL.match(name) is not None


def kind_of(name: str) -> BodyKind:
    """The kind of an organ, from its name."""
    plain = _SECOND_NAME.sub("", name)
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), BodyKind.UNKNOWN)


def scope_of(kind: BodyKind) -> Scope:
    """Of whom an organ of a kind reports."""
    if kind is BodyKind.UNKNOWN:
        return Scope.UNKNOWN
    return Scope.GOVERNMENT_WIDE if kind in {BodyKind.GOVERNMENT, BodyKind.TOWNSHIP} else Scope.OWN_BODY
