"""Who issues the report, and of whom does it speak?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.corpus.facts import evidence
from indexer.model import Body, BodyKind, Fact, Scope

if TYPE_CHECKING:
    from indexer.corpus.source_text import SourceText
    from indexer.corpus.title import Title
    from indexer.model import RegionOfReport

__all__ = ["body_of", "composed_title", "full_place", "name_in_title"]

_YEAR = r"(?:(?:19|20)[0-9]{2} ?年?(?:度)?)"
_NAME = re.compile(rf"{_YEAR}? ?(?P<name>.*?)(?:关于)?{_YEAR}?(?:的)?(?:年度)?(?:政府|政务)?(?:信息|政务)公开.*")
_COMPILED_BY = re.compile(r"由(?P<name>[^,。;由]{2,30}?)(?:负责)?编制")
_SHORT_GOVERNMENT = re.compile(r"^[省市州盟县区旗](?:人民)?政府")
_OWN_GOVERNMENT = re.compile(r"我[省市州盟县区旗]|[省市州盟县区旗]政府")

_KINDS: tuple[tuple[BodyKind, re.Pattern[str]], ...] = (
    (BodyKind.PARTY_ORGAN, re.compile(r"中共|党委|[省市州县区旗]委(?:[^员]|$)")),
    (BodyKind.GOVERNMENT_OFFICE, re.compile(r"政府办公[厅室]")),
    (
        BodyKind.ZONE,
        re.compile(
            r"(?:开发区|实验区|示范区|高新区|管理区|新区|园区|保税区)(?:管理委员会|管委会)?$|管委会$|管理委员会$"
        ),
    ),
    (BodyKind.TOWNSHIP, re.compile(r"(?:镇|乡|街道)(?:人民政府|政府|办事处)?$")),
    (BodyKind.GOVERNMENT, re.compile(r"人民政府$")),
    (BodyKind.DEPARTMENT, re.compile(r"(?:[局厅委处院署会部]|办公室|中心|大队|支队|公司|学校|大学|法院|银行)$")),
)
"""Kind and what the name shows, in the order in which they are tried."""


def full_place(region: RegionOfReport) -> str:
    """A place as official names give it: a county with its prefecture before it."""
    return "".join(place.name for place in region.path[1:]) or region.name


def body_of(source: SourceText, title: Title | None, region: RegionOfReport | None) -> Fact[Body]:
    """The issuing body: from the title, else who compiled the report, else the government that it calls its own."""
    if title and (name := name_in_title(source, title)):
        quote = evidence(source, "title", title.start, title.end, "title_body")
        return Fact(value=_body(name, region), confidence=1.0, evidence=(quote,))
    if match := _COMPILED_BY.search(source.plain):
        quote = evidence(source, "preamble", *match.span(), "compiled_by")
        return Fact(value=_body(match["name"], region), confidence=0.8, evidence=(quote,))
    if region and (match := _OWN_GOVERNMENT.search(source.plain)):
        quote = evidence(source, "body", *match.span(), "own_government")
        return Fact(value=_body(full_place(region), region), confidence=0.6, evidence=(quote,))
    return Fact()


def name_in_title(source: SourceText, title: Title) -> str:
    """The body's name as the title has it, in plain form; empty when it has none."""
    match = _NAME.fullmatch("".join(source.plain[title.start : title.end].split()))
    return match["name"].strip("- —:") if match else ""


def _body(name: str, region: RegionOfReport | None) -> Body:
    name = _completed(name, region)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(name)), BodyKind.UNKNOWN)
    return Body(name, kind, _scope(kind))


def _scope(kind: BodyKind) -> Scope:
    if kind is BodyKind.UNKNOWN:
        return Scope.UNKNOWN
    return Scope.GOVERNMENT_WIDE if kind in {BodyKind.GOVERNMENT, BodyKind.TOWNSHIP} else Scope.OWN_BODY


def _completed(name: str, region: RegionOfReport | None) -> str:
    """Write out what a name leaves to its readers: 市政府办公厅 of 沈阳 is 沈阳市人民政府办公厅."""
    if region is None:
        return name
    place = full_place(region)
    if _SHORT_GOVERNMENT.match(name):
        return _SHORT_GOVERNMENT.sub(f"{place}人民政府", name)
    if name in {place, region.name, "".join(step.name for step in region.path)}:
        return f"{name}人民政府"
    return name


def composed_title(body: Body | None, region: RegionOfReport | None, year: int | None, fallback: str) -> str:
    """A title for a report that has none: place and year, as far as they are known; else the name of the file."""
    if region is not None:
        place = full_place(region)
    elif body is not None:
        place = body.name
    else:
        return fallback
    return f"{place}{f'{year}年' if year else ''}政府信息公开工作年度报告"
