"""Whose region is it? Full names of places weighed by where they stand (DOMAIN §6.4); unknown rather than a guess."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.corpus.facts import evidence
from indexer.corpus.regions import Level, gazetteer
from indexer.model import Fact, Place, RegionOfReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.corpus.regions import Mention, Region
    from indexer.corpus.source_text import SourceText
    from indexer.corpus.title import Title
    from indexer.model import Evidence, Span

__all__ = ["region_of"]

_DATELINE_WEIGHT, _OPENING_WEIGHT, _BODY_WEIGHT = 40.0, 4.0, 1.0
_IN_BOOK_TITLE = 0.5  # inside 《》 stands the issuer of another document as often as one's own
_PROVINCE_WEIGHT = 0.6
_OPENING = 400
_TEXT = 20_000  # characters that are weighed; what follows repeats
_HINT = 4.0
_ENOUGH_HINTS = 10
_HINTS = {
    Level.PROVINCE: re.compile(r"我省|全省|省政府|省委"),
    Level.PREFECTURE: re.compile(r"我市|全市|市政府|市委|我州|州政府|全州"),
    Level.COUNTY: re.compile(r"我[区县旗]|全[区县旗]|[区县旗]政府|[区县旗]委"),
}
_MARGIN = 1.5  # how much heavier the best unit must be than the next one outside its own path
_LEAST = 4.0  # one full name at the top, or four in the body
_BOOK = re.compile(r"《[^》]{0,80}》")


def region_of(
    source: SourceText, title: Title | None, furniture: Sequence[Span], year: int | None
) -> Fact[RegionOfReport]:
    """The region of the issuing body.

    The title decides if it names one; otherwise every mention counts by where it stands.
    """
    plain = source.plain
    if title:
        line = _joined(plain[title.start : title.end])
        named = _deepest(_units(gazetteer().iter_mentions(line), year, ()))
        if named:
            quote = evidence(source, "title", title.start, title.end, "title_region")
            return _fact(named, year, 1.0, quote)
    mentions = list(gazetteer().iter_mentions(plain[:_TEXT]))
    certain = {unit.code for mention in mentions for unit in mention.candidates if len(mention.candidates) == 1}
    return _weighed(source, mentions, furniture, year, certain)


def _joined(title: str) -> str:
    """A title over two lines as one; only here, because offsets do not matter."""
    return "".join(title.split())


def _units(mentions: Iterable[Mention], year: int | None, certain: Iterable[str]) -> list[Region]:
    """The unit that each mention means, as far as it can be told from the places named before it or for certain."""
    units: list[Region] = []
    known = set(certain)
    for mention in mentions:
        fitting = [unit for unit in mention.candidates if year is None or unit.valid_about(year)]
        if len(fitting) > 1:
            above = known | {unit.code for unit in units}
            fitting = [unit for unit in fitting if above & _ancestors(unit)]
        if len(fitting) == 1:
            units.append(fitting[0])
    return units


def _ancestors(unit: Region) -> set[str]:
    return {region.code for region in gazetteer().path(unit.code)[:-1]}


def _deepest(units: Sequence[Region]) -> Region | None:
    """The unit that all others lie above; None when they contradict each other."""
    if not units:
        return None
    deepest = max(units, key=lambda unit: len(_ancestors(unit)))
    others = {unit.code for unit in units} - {deepest.code}
    return deepest if others <= _ancestors(deepest) else None


def _weighed(
    source: SourceText, mentions: Sequence[Mention], furniture: Sequence[Span], year: int | None, certain: set[str]
) -> Fact[RegionOfReport]:
    plain = source.plain[:_TEXT]
    books = [match.span() for match in _BOOK.finditer(plain)]
    weights: defaultdict[str, float] = defaultdict(float)
    first: dict[str, Mention] = {}
    units: dict[str, Region] = {}
    for mention in mentions:
        for unit in _units([mention], year, certain):
            weights[unit.code] += _weight(mention, furniture, books)
            first.setdefault(unit.code, mention)
            units[unit.code] = unit
    ranked = sorted(
        ((weight * _hint(units[code].level, plain), code) for code, weight in weights.items()), reverse=True
    )
    if not ranked or ranked[0][0] < _LEAST:
        return Fact()
    weight, best = ranked[0]
    path = _ancestors(units[best]) | {best}
    rival = max((other for other, code in ranked[1:] if code not in path), default=0.0)
    quote = evidence(source, "body", first[best].start, first[best].end, "weighed_region")
    if weight < _MARGIN * rival:
        return Fact(evidence=(quote,))
    return _fact(units[best], year, min(0.9, 0.5 + 0.1 * weight / max(rival, 1.0)), quote)


def _hint(level: Level, plain: str) -> float:
    """How much the text's own way of speaking (我市, 区政府) is in favour of a level."""
    hits = min(len(_HINTS[level].findall(plain)), _ENOUGH_HINTS)
    return (1 + hits / _ENOUGH_HINTS * _HINT) * (_PROVINCE_WEIGHT if level is Level.PROVINCE else 1)


def _weight(mention: Mention, furniture: Sequence[Span], books: Sequence[tuple[int, int]]) -> float:
    if any(span.start <= mention.start < span.end for span in furniture):
        return _DATELINE_WEIGHT
    weight = _OPENING_WEIGHT if mention.start < _OPENING else _BODY_WEIGHT
    return weight * (_IN_BOOK_TITLE if any(start <= mention.start < end for start, end in books) else 1)


def _fact(unit: Region, year: int | None, confidence: float, quote: Evidence) -> Fact[RegionOfReport]:
    path = tuple(Place(region.code, region.name) for region in gazetteer().path(unit.code, year))
    today = tuple(Place(region.code, region.name) for region in gazetteer().today(unit.code, year))
    return Fact(value=RegionOfReport(path, today), confidence=confidence, evidence=(quote,))
