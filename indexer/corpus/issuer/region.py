"""Whose region is it? From the name of the issuer, else from all places named; never a guess.

An organ of the whole country has no region: GB/T 2260 has no code for the country, so it is unknown, and the evidence
says why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.corpus.facts import evidence
from indexer.corpus.issuer.issuers import without_inner_office
from indexer.corpus.issuer.organs import is_national, kind_of
from indexer.corpus.issuer.placing import NamedPlaces, ancestors, meant, place_in_name
from indexer.corpus.issuer.self_reference import speaks_of
from indexer.corpus.issuer.weighing import weigh
from indexer.corpus.outline.pieces import lines
from indexer.model import BodyKind, Fact, Place, RegionOfReport
from indexer.regions import Level, gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.corpus.issuer.issuers import Issuer, Issuers
    from indexer.corpus.issuer.title import Title
    from indexer.corpus.source_text import SourceText
    from indexer.model import Evidence, Span
    from indexer.regions import Region

__all__ = ["region_of"]

_TEXT = 20_000  # characters that are read; what follows repeats
_OPENING = 3000
_ADDRESS = re.compile(r"(?:地址|驻地|设在|位于) ?[:为是]? ?(?P<name>[\u3400-\u9fff]{2,30})")
_SHORT = re.compile(r"[省市州盟县区旗]")
_WITHOUT_COUNTIES = frozenset({"441900", "442000", "460300", "460400", "620200"})
"""东莞, 中山, 三沙, 儋州, 嘉峪关."""
_OF_TITLE = 1.0
_OF_TOWNSHIP = 0.6
_OF_FIRST_LINE = 0.8
_CONTACT_LINE = re.compile(r"(?:联系|通讯|办公|单位|公司)?(?:地址|电话|传真|邮箱|邮编|邮件)")
_LONGEST_TITLE = 60  # characters


def region_of(
    source: SourceText, title: Title | None, issuers: Issuers, furniture: Sequence[Span], year: int | None
) -> Fact[RegionOfReport]:
    """The region of the issuing body."""
    plain = source.plain[:_TEXT]
    known = NamedPlaces(plain)
    if title and (found := place_in_name("".join(plain[title.start : title.end].split()), year, known)):
        return _fact(found, year, _OF_TITLE, evidence(source, "title", title.start, title.end, "title_region"))
    first = issuers.first
    if first and is_national(first.name) and not place_in_name(first.name, year, known):
        return Fact(evidence=(evidence(source, first.zone, first.start, first.end, "national_organ"),))
    named = list(_named(issuers, year, known))
    if named:
        return _agreed(source, named, year)
    other = _of_township(source, first, known, year) or _of_first_line(source, furniture, year, known)
    if other:
        return other
    weighed = weigh(plain, known.mentions, furniture, year, _own_suffix(source, first))
    if weighed.mention is None:
        return Fact()
    quote = evidence(source, "body", weighed.mention.start, weighed.mention.end, "weighed_region")
    return _fact(weighed.unit, year, weighed.confidence, quote) if weighed.unit else Fact(evidence=(quote,))


def _own_suffix(source: SourceText, issuer: Issuer | None) -> str:
    """The suffix of the region: as the issuer's short name has it (省财政厅), else as the text speaks of itself."""
    if issuer and (short := _SHORT.match(issuer.name)):
        return short[0]
    own = speaks_of(source.plain)
    if own.township:
        return ""
    return own.authority if own.organ else own.place


def _named(issuers: Issuers, year: int | None, known: NamedPlaces) -> Iterator[tuple[Issuer, Region]]:
    """Yield the issuers whose names name a place."""
    for issuer in issuers:
        if unit := place_in_name(issuer.name, year, known):
            yield issuer, unit


def _agreed(source: SourceText, named: Sequence[tuple[Issuer, Region]], year: int | None) -> Fact[RegionOfReport]:
    """The place of the most telling name; unknown where another name of the issuer contradicts it."""
    issuer, unit = named[0]
    quote = evidence(source, issuer.zone, issuer.start, issuer.end, f"{issuer.rule}_region")
    path = ancestors(unit) | {unit.code}
    for other, place in named[1:]:
        if other.rule != "contact" and place.code not in path and unit.code not in ancestors(place):
            contrary = evidence(source, other.zone, other.start, other.end, f"{other.rule}_region")
            return Fact(evidence=(quote, contrary))
    return _fact(unit, year, issuer.confidence, quote)


def _of_township(
    source: SourceText, issuer: Issuer | None, known: NamedPlaces, year: int | None
) -> Fact[RegionOfReport] | None:
    """The county of a township: where it states its address, else the only county that its report names.

    Only the lowest level has its address where it governs. Five cities have townships and no counties between them.
    """
    township = issuer and kind_of(without_inner_office(issuer.name)) is BodyKind.TOWNSHIP
    if not (township or speaks_of(source.plain).township):
        return None
    found: dict[str, tuple[Region, int, int]] = {}
    for match in _ADDRESS.finditer(source.plain, 0, _OPENING):
        unit = place_in_name(match["name"], year, known)
        if unit and _governs_townships(unit):
            found.setdefault(unit.code, (unit, *match.span()))
    for mention in known.mentions if not found else ():
        for unit in meant([mention], year, known):
            if _governs_townships(unit):
                found.setdefault(unit.code, (unit, mention.start, mention.end))
    if len(found) != 1:
        return None
    unit, start, end = next(iter(found.values()))
    return _fact(unit, year, _OF_TOWNSHIP, evidence(source, "preamble", start, end, "county_of_township"))


def _governs_townships(unit: Region) -> bool:
    return unit.level is Level.COUNTY or unit.code in _WITHOUT_COUNTIES


def _of_first_line(
    source: SourceText, furniture: Sequence[Span], year: int | None, known: NamedPlaces
) -> Fact[RegionOfReport] | None:
    """The place in the first line of the text, which names its subject whatever kind of document it is."""
    belongs = {span.start for span in furniture}
    line = next((line for line in lines(source.plain) if line.start not in belongs), None)
    if line is None or line.end - line.start > _LONGEST_TITLE or "。" in source.plain[line.start : line.end]:
        return None
    if _CONTACT_LINE.match(source.plain, line.start):
        return None
    unit = place_in_name("".join(source.plain[line.start : line.end].strip("# ").split()), year, known)
    return (
        _fact(unit, year, _OF_FIRST_LINE, evidence(source, "title", line.start, line.end, "first_line"))
        if unit
        else None
    )


def _fact(unit: Region, year: int | None, confidence: float, quote: Evidence) -> Fact[RegionOfReport]:
    path = tuple(Place(region.code, region.name) for region in gazetteer().path(unit.code, year))
    today = tuple(Place(region.code, region.name) for region in gazetteer().today(unit.code, year))
    return Fact(value=RegionOfReport(path, today), confidence=confidence, evidence=(quote,))
