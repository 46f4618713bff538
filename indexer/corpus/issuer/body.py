"""Who issues the report, and of whom does it speak?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.corpus.facts import evidence
from indexer.corpus.issuer.organs import kind_of, scope_of
from indexer.corpus.issuer.self_reference import speaks_of
from indexer.model import Body, BodyKind, Fact, RegionOfReport, Scope

if TYPE_CHECKING:
    from indexer.corpus.issuer.issuers import Issuer, Issuers
    from indexer.corpus.source_text import SourceText

__all__ = ["body_of", "composed_title", "full_place"]

_SHORT = re.compile(r"[省市州盟县区旗](?![域内外民])..")
_SHORT_GOVERNMENT = re.compile(r"(?P<level>自治区|[省市州盟县区旗])(?:人民)?政府")
_OWN_PLACE = re.compile(r"我[省市州盟县区旗]")
_GOVERNMENT_OFFICE = re.compile(r"人民政府.{0,14}(?:办公[厅室]|办)\Z")
_OF_OWN_GOVERNMENT = 0.6


def full_place(region: RegionOfReport) -> str:
    """A place as official names give it: a district with its city before it, any other by itself."""
    *_, place = region.path
    if place.name.endswith("区") and not place.code.endswith("00"):
        return "".join(step.name for step in region.path[1:])
    return place.name


def body_of(source: SourceText, issuers: Issuers, region: RegionOfReport | None) -> Fact[Body]:
    """The issuing body: as the most telling place names it, else the government that the text calls its own."""
    first = issuers.first
    if first and first.rule == "title_body":
        return _named_by(first, _completed(first.name, region), source)
    own = speaks_of(source.plain)
    for issuer in issuers:
        name = _completed(issuer.name, region)
        if own.place and not own.organ:
            name = _government_of_office(name)
        if not (issuer.rule == "speaker" and own.organ and kind_of(name) is BodyKind.GOVERNMENT):
            return _named_by(issuer, name, source)  # and no organ that speaks of its government
    match = _OWN_PLACE.search(source.plain)
    if region and match and own.place and not own.organ and region.name.endswith(own.place):
        quote = evidence(source, "body", *match.span(), "own_government")
        government = Body(f"{full_place(region)}人民政府", BodyKind.GOVERNMENT, Scope.GOVERNMENT_WIDE)
        return Fact(value=government, confidence=_OF_OWN_GOVERNMENT, evidence=(quote,))
    return Fact()


def _named_by(issuer: Issuer, name: str, source: SourceText) -> Fact[Body]:
    kind = kind_of(name)
    quote = evidence(source, issuer.zone, issuer.start, issuer.end, issuer.rule)
    return Fact(value=Body(name, kind, scope_of(kind)), confidence=issuer.confidence, evidence=(quote,))


def _government_of_office(name: str) -> str:
    """The government for whose report its office is named as the compiler: such a report speaks of 我市 and 全市."""
    if kind_of(name) not in {BodyKind.GOVERNMENT_OFFICE, BodyKind.DEPARTMENT} or not _GOVERNMENT_OFFICE.search(name):
        return name
    return name[: name.rindex("人民政府")] + "人民政府"


def _completed(name: str, region: RegionOfReport | None) -> str:
    """Write out what a name leaves to its readers: 市水利局 of 沈阳 is 沈阳市水利局, 伊春区 its government."""
    if region is None:
        return name
    places = {"".join(step.name for step in region.path[start:]) for start in range(len(region.path))}
    if name in places:
        return f"{full_place(region)}人民政府"
    if match := _SHORT_GOVERNMENT.match(name):
        return f"{_place_of_level(match['level'], region)}人民政府{name[match.end() :]}"
    if _SHORT.match(name):
        return _place_of_level(name[0], region) + name[1:]
    if name.removesuffix("政府") in places:
        return f"{name.removesuffix('政府')}人民政府"
    return name


def _place_of_level(level: str, region: RegionOfReport) -> str:
    """The full name of the deepest unit of the path that is called a 市, 县 …; the level itself when there is none."""
    for length in range(len(region.path), 0, -1):
        if region.path[length - 1].name.endswith(level):
            return full_place(RegionOfReport(region.path[:length], ()))
    return level


def composed_title(body: Body | None, region: RegionOfReport | None, year: int | None, fallback: str) -> str:
    """A title for a report that has none: its issuer and year, as far as they are known; else the name of the file."""
    if region is not None and (
        body is None or (body.scope is Scope.GOVERNMENT_WIDE and body.kind is BodyKind.GOVERNMENT)
    ):
        issuer = full_place(region)
    elif body is not None:
        issuer = body.name
    else:
        return fallback
    return f"{issuer}{f'{year}年' if year else ''}政府信息公开工作年度报告"
