"""Questions about places, answered from the table."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING

from indexer.regions.lookup import NameIndex
from indexer.regions.table import LAST_YEAR, OPEN, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.regions.mention import Mention
    from indexer.regions.mentions import MentionScanner
    from indexer.regions.table import Region

__all__ = ["Gazetteer", "gazetteer"]

_PROVINCE, _PREFECTURE = 2, 4  # digits of a code that name the level


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the committed table; read when first asked for."""
    rows, version = read_table()
    return Gazetteer(rows, version)


class Gazetteer:
    """The regions of China since 2008, by code, name and year.

    Args:
        rows: The table, by code and year.
        version: Hash of the table; part of an index's fingerprint.

    Attributes:
        version: The same.
    """

    def __init__(self, rows: Iterable[Region], version: str) -> None:
        self.version = version
        self._rows = tuple(rows)
        self._by_code: defaultdict[str, list[Region]] = defaultdict(list)
        for region in self._rows:
            self._by_code[region.code].append(region)

    def get(self, code: str, year: int | None = None) -> Region | None:
        """The unit under a code: in that year, else in the year beside it; without a year the newest one."""
        regions = self._by_code.get(code, [])
        if year is None:
            return regions[-1] if regions else None
        exact = (region for region in regions if region.valid_in(year))
        near = (region for region in regions if region.valid_about(year))
        return next(exact, None) or next(near, None)

    def path(self, code: str, year: int | None = None) -> tuple[Region, ...]:
        """Province, prefecture and the unit itself as `get` gives it; empty when there is none.

        Counties of direct-administered municipalities and those directly under a province have no prefecture.
        """
        region = self.get(code, year)
        return self._path_of(region, year) if region else ()

    def ancestors(self, code: str) -> set[str]:
        """Codes of the units that a unit lies in; none above a code that is not known."""
        return {region.code for region in self.path(code)[:-1]}

    def _path_of(self, region: Region, year: int | None = None) -> tuple[Region, ...]:
        """A path in a year, or in the nearest year in which the unit was valid; the last one without a year."""
        last = min(region.valid_to, LAST_YEAR)
        when = last if year is None else max(region.valid_from, min(year, last))
        codes = dict.fromkeys((region.code[:_PROVINCE] + "0000", region.code[:_PREFECTURE] + "00"))
        above = (self.get(code, when) for code in codes if code != region.code)
        return (*(unit for unit in above if unit), region)

    @property
    def last_year(self) -> int:
        """The newest year of the table."""
        return LAST_YEAR

    def parent(self, code: str) -> Region | None:
        """The unit right above in the path; None for a province and for an unknown code."""
        above = self.path(code)[:-1]
        return above[-1] if above else None

    def today(self, code: str, year: int | None = None) -> tuple[Region, ...]:
        """The units valid today that a unit lives on in: itself if it is; empty when its lineage is not known."""
        found: dict[str, Region] = {}
        self._follow(self.get(code, year), found, set())
        return tuple(found.values())

    def _follow(self, region: Region | None, found: dict[str, Region], seen: set[Region]) -> None:
        if region is None or region in seen:
            return
        seen.add(region)
        if region.valid_to == OPEN:
            found[region.code] = region
        for heir in region.successors:
            self._follow(self.get(heir, region.valid_to + 1), found, seen)

    def predecessors(self, code: str) -> tuple[Region, ...]:
        """Former units of other codes that live on in the unit of today under a code, and in no other.

        Over any number of steps, in the order of the table.
        """
        return tuple(self._merged.get(code, ()))

    @cached_property
    def _merged(self) -> dict[str, list[Region]]:
        merged: defaultdict[str, list[Region]] = defaultdict(list)
        for region in self._rows:
            today = self.today(region.code, min(region.valid_to, LAST_YEAR))
            if len(today) == 1 and today[0].code != region.code:
                merged[today[0].code].append(region)
        return dict(merged)

    def find(self, name: str, year: int | None = None) -> tuple[Region, ...]:
        """Every unit that a name may mean, one for each code, in the order of the codes.

        Args:
            name: In Simplified characters: a full name of any time (襄樊市), an alias (恩施州), a stem (沈阳), or a
                path with or without separators (辽宁省/沈阳市, 沈阳市和平区).
            year: Keep only units in use about that year.
        """
        found = self._names.read(name)
        if year is not None:
            found = [region for region in found if region.valid_about(year)]
        return tuple({region.code: region for region in found}.values())

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._rows, self._path_of)

    def iter_mentions(self, text: str) -> Iterator[Mention]:
        """Yield every full name or alias in a Simplified text, the longest at each place, from left to right.

        Names that are words as well count only where the text around them says so (`guarded`).
        """
        return self._scanner.mentions(text)

    @cached_property
    def _scanner(self) -> MentionScanner:
        from indexer.regions.mentions import MentionScanner  # noqa: PLC0415 - a search needs no scanner of texts

        return MentionScanner(self._rows, self._path_of)
