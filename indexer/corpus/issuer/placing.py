"""Which place does the name of an organ or a title name?

Full names count. A short one (无锡 for 无锡市) is a place only where official names are formed with it: behind the unit
it lies in (江苏省无锡质量技术监督局), before the name of an authority or zone (上海海关, 苏州工业园区), or before 分局,
the branch of an organ in a county or district (宁波市公安局鄞州分局).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.corpus.words import read_words
from indexer.regions import Level, gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.regions import Mention, Region

__all__ = ["NamedPlaces", "ancestors", "certain", "deepest", "meant", "place_in_name"]

_LENGTHS = (4, 3, 2)  # characters of a short name: 齐齐哈尔, 哈尔滨, 无锡
_LED_BY = re.compile(
    r"(?:中共|中国共产党|中华人民共和国|国家[^省市县]{1,8}?局|中国[^省市县]{1,8}?(?:会|局|行)|[^省市县]{1,6}[部署]驻|驻)?"
)
"""What stands before the place in the names of organs that are managed from above: 国家税务总局|宁波市税务局."""

_AUTHORITY = re.compile(
    r"海关|海事|边检|出入境|检验检疫|质量|质监|税务|国税|国家税务|地税|地方税务|工商|气象|地震|邮政|通信管理|供电|电力"
    r"|煤矿|铁路|航道|机场|专员|特派|中心支行|分行|监管|[证银保]监|银保监|调查队|公积金|政府|市政府|机关|军分区"
)
_ZONE = re.compile(
    r"(?:[^省市县区]{0,8})(?:开发区|高新区|高新技术产业|经济技术|经济特区|工业园|综合实验区|保税|自由贸易|自贸|新区|航空港|生态城|科学城)"
)
_BRANCH = re.compile(r"(?P<before>[\u3400-\u9fff]{2,}?)(?:公安|税务|工商)?分局")
_OTHER_NAMES = re.compile(r"[路街镇乡村道巷河江湖山庙]")
"""南京路街道 and 朝阳镇 are named after a place and lie in another one."""

_WORDS = read_words("words_like_places.txt")
"""Short names that are words of the language as well."""


class NamedPlaces:
    """The places that a text names, looked for when they are first asked for: most names are clear without them.

    To go through it gives the codes of those named without doubt.

    Args:
        plain: The text in plain form.
    """

    def __init__(self, plain: str) -> None:
        self._plain = plain

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every mention, from left to right."""
        return list(gazetteer().iter_mentions(self._plain))

    @cached_property
    def _certain(self) -> set[str]:
        return certain(self.mentions)

    def __iter__(self) -> Iterator[str]:
        return iter(self._certain)


def place_in_name(name: str, year: int | None, known: Iterable[str] = ()) -> Region | None:
    """The deepest unit that a name names; None when it names none, or several, or one that may be several.

    Args:
        name: A title or the name of an organ, in plain form without blanks.
        year: Report year, where it is known.
        known: Codes of units that the text names elsewhere; they tell which 鼓楼区 is meant.
    """
    mentions = list(gazetteer().iter_mentions(name))
    found = deepest(meant(mentions, year, known))
    if mentions and found is None:
        return None
    if found and (branch := _of_branch(name, found, year)):
        return branch
    led = _LED_BY.match(name)
    start = mentions[-1].end if mentions else led.end() if led else 0
    return (
        _short(name, start, found, year) or (_short(name, 0, None, year) if start and not mentions else None) or found
    )


def _of_branch(name: str, above: Region, year: int | None) -> Region | None:
    """The county or district that a branch is named after; None where it has another name (高新分局)."""
    branch = _BRANCH.search(name)
    if branch is None:
        return None
    for length in _LENGTHS:
        word = branch["before"][-length:]
        units = [unit for unit in gazetteer().find(word, year) if above.code in ancestors(unit)]
        if len(units) == 1 and units[0].level is Level.COUNTY:
            return units[0]
    return None


def certain(mentions: Iterable[Mention]) -> set[str]:
    """Codes of the units that a text names without doubt."""
    return {mention.candidates[0].code for mention in mentions if len(mention.candidates) == 1}


def meant(mentions: Iterable[Mention], year: int | None, known: Iterable[str]) -> list[Region]:
    """The unit that each mention means, as far as it can be told from the places named before it or for certain."""
    units: list[Region] = []
    for mention in mentions:
        fitting = [unit for unit in mention.candidates if year is None or unit.valid_about(year)]
        if len(fitting) > 1:
            above = {*known, *(unit.code for unit in units)}
            fitting = [unit for unit in fitting if above & ancestors(unit)]
        if len(fitting) == 1:
            units.append(fitting[0])
    return units


def ancestors(unit: Region) -> set[str]:
    """Codes of the units above a unit."""
    return gazetteer().ancestors(unit.code)


def deepest(units: Sequence[Region]) -> Region | None:
    """The unit that all others lie above; None when they contradict each other."""
    if not units:
        return None
    found = max(units, key=lambda unit: len(ancestors(unit)))
    others = {unit.code for unit in units} - {found.code}
    return found if others <= ancestors(found) else None


def _short(name: str, start: int, above: Region | None, year: int | None) -> Region | None:
    """The unit that a short name at an offset means."""
    for length in _LENGTHS:
        word, rest = name[start : start + length], name[start + length :]
        if len(word) < length or word in _WORDS or not rest or _OTHER_NAMES.match(rest):
            continue
        units = [unit for unit in gazetteer().find(word, year) if unit.name != word and _fits(unit, above, rest)]
        if year is None and len(units) > 1:
            units = [unit for unit in units if unit.valid_in(gazetteer().last_year)]
        if units:
            return units[0] if len(units) == 1 else None
    return None


def _fits(unit: Region, above: Region | None, rest: str) -> bool:
    if above is not None:
        return above.code in ancestors(unit) and (unit.level is not Level.COUNTY or above.level is not Level.PROVINCE)
    return bool(_ZONE.match(rest) or (unit.level is not Level.COUNTY and _AUTHORITY.match(rest)))
