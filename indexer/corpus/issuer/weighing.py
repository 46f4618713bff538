"""Which region is a text about, when nothing names its issuer? Every place named is weighed by where it stands.

Three signs must agree before a region is said: its weight, the level at which the text speaks of itself (a text of 全市
is about no province and no county), and the places below and beside it (a text that names four counties of a prefecture
is not the report of one of them).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from indexer.corpus.issuer.placing import ancestors, certain, meant
from indexer.regions import Level, gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.model import Span
    from indexer.regions import Mention, Region

__all__ = ["Weighed", "weigh"]

_FURNITURE, _OPENING, _BODY = 12.0, 4.0, 1.0
_IN_BOOK_TITLE = 0.25  # inside 《》 stands the issuer of another document as often as one's own
_OWN_ORGAN = 4.0  # 沈阳市人民政府, 沈阳市委: most organs that a text names are its own
_OPENING_LENGTH = 400
_ORGAN = re.compile(r"(?:人民政府|政府|市委|区委|县委|省委|党委|委、|政务公开|政府信息)")
_BOOK = re.compile(r"《[^》]{0,80}》")

_LEAST = 4.0  # one full name at the top, or four in the body
_LEAST_ALONE = 2.0  # the same where no other place is named at all
_MARGIN = 1.5  # how much heavier a unit must be than the next one of its kind
_ALONE = 3.0  # the same for a unit that nothing else speaks for
_SIBLINGS = 3  # more units of one prefecture than these: the text is about the prefecture, named or not
_SURE = 0.9


class Weighed(NamedTuple):
    """What was found.

    Attributes:
        unit: The region; None when the signs do not agree.
        confidence: How sure, 0 without a unit.
        mention: The first mention of the heaviest unit; None when no place is named.
    """

    unit: Region | None
    confidence: float
    mention: Mention | None


def weigh(plain: str, mentions: Sequence[Mention], furniture: Sequence[Span], year: int | None, suffix: str) -> Weighed:
    """Weigh the places that a text names.

    Args:
        plain: The text in plain form.
        mentions: The places it names.
        furniture: Its page furniture, ascending.
        year: Report year, where it is known.
        suffix: The level at which the text speaks of itself, such as 市; empty when that is not known.
    """
    scale = _Scale(plain, mentions, furniture, year)
    if not scale.weights:
        return Weighed(None, 0.0, None)
    fitting = [unit for unit in scale.ranked() if suffix and unit.name.endswith(suffix)]
    if not fitting:
        return Weighed(None, 0.0, scale.first[scale.ranked()[0].code])
    best = fitting[0]
    weight, first = scale.total(best), scale.first[best.code]
    rival = max((scale.total(unit) for unit in fitting if not scale.on_path(unit, best)), default=0.0)
    margin = _MARGIN if scale.supported(best) else _ALONE
    least = _LEAST if any(not scale.on_path(unit, best) for unit in scale.ranked()) else _LEAST_ALONE
    if weight < max(least, margin * rival) or scale.of_many(best):
        return Weighed(None, 0.0, first)
    return Weighed(best, min(_SURE, 0.5 + 0.1 * weight / max(rival, 1.0)), first)


class _Scale:
    """The weights of all units that a text names.

    Attributes:
        weights: By code.
        units: By code.
        first: The first mention of each, by code.
    """

    def __init__(self, plain: str, mentions: Sequence[Mention], furniture: Sequence[Span], year: int | None) -> None:
        known = certain(mentions)
        books = [match.span() for match in _BOOK.finditer(plain)]
        lines = [(span.start, span.end) for span in furniture]
        self.weights: defaultdict[str, float] = defaultdict(float)
        self.units: dict[str, Region] = {}
        self.first: dict[str, Mention] = {}
        self._organs: set[str] = set()
        for mention in mentions:
            for unit in meant([mention], year, known):
                self.units[unit.code] = unit
                self.first.setdefault(unit.code, mention)
                in_book = _inside(books, mention.start)
                organ = not in_book and _ORGAN.match(plain, mention.end) is not None
                weight = _zone_weight(mention, lines) * (_IN_BOOK_TITLE if in_book else _OWN_ORGAN if organ else 1.0)
                self.weights[unit.code] += weight
                if organ:
                    self._organs.add(unit.code)
        self._add_implied(year)
        self._below = _units_below(self.units)

    def _add_implied(self, year: int | None) -> None:
        """Add what is not named itself but has many units named in it: 沂水县, 费县, 莒南县 … lie in one prefecture."""
        for code, below in _units_below(self.units).items():
            unit = gazetteer().get(code, year)
            if unit and code not in self.units and len(below) > _SIBLINGS:
                self.units[code] = unit
                self.first[code] = min((self.first[other] for other in below), key=lambda mention: mention.start)

    def ranked(self) -> list[Region]:
        """The units, the heaviest first; of equal ones the higher, then the first by code."""
        return sorted(self.units.values(), key=lambda unit: (-self.total(unit), len(ancestors(unit)), unit.code))

    def total(self, unit: Region) -> float:
        """The weight of a unit with all that is named below it."""
        return sum(self.weights[code] for code in (unit.code, *self._below[unit.code]))

    def on_path(self, unit: Region, other: Region) -> bool:
        """Whether two units are the same or one lies in the other."""
        return unit.code == other.code or unit.code in self._below[other.code] or other.code in self._below[unit.code]

    def supported(self, unit: Region) -> bool:
        """Whether something else speaks for a unit: its government or a place in it is named."""
        return unit.code in self._organs or bool(self._below[unit.code])

    def of_many(self, unit: Region) -> bool:
        """Whether a county is one of many of its prefecture that are named."""
        above = gazetteer().parent(unit.code)
        return unit.level is Level.COUNTY and above is not None and len(self._below[above.code]) > _SIBLINGS


def _units_below(units: Mapping[str, Region]) -> defaultdict[str, list[str]]:
    """Which of the units lie below each unit."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units.values():
        for code in ancestors(unit):
            below[code].append(unit.code)
    return below


def _zone_weight(mention: Mention, furniture: Sequence[tuple[int, int]]) -> float:
    if _inside(furniture, mention.start):
        return _FURNITURE
    return _OPENING if mention.start < _OPENING_LENGTH else _BODY


def _inside(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of ascending, disjoint ranges."""
    index = bisect_right(spans, (offset, len(spans) + offset + 1)) - 1
    return index >= 0 and spans[index][0] <= offset < spans[index][1]
