"""Questions about places, answered from the table."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING

from indexer.corpus.regions.mentions import Mention, MentionScanner
from indexer.corpus.regions.names import stem
from indexer.corpus.regions.table import LAST_YEAR, OPEN, Region, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Gazetteer", "gazetteer"]

_PROVINCE, _PREFECTURE = 2, 4  # digits of a code that name the level


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the committed table; read when first asked for."""
    rows, version = read_table()
    return Gazetteer(rows, version)


class Gazetteer:
    """The regions of the mainland since 2008, by code, name and year.

    Args:
        rows: The table.
        version: Hash of the table; part of an index's fingerprint.

    Attributes:
        version: The same.
    """

    def __init__(self, rows: Iterable[Region], version: str) -> None:
        self.version = version
        self._by_code: dict[str, list[Region]] = defaultdict(list)
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        for region in rows:
            self._by_code[region.code].append(region)
            for name in (region.name, *region.aliases):
                self._by_name[name].append(region)

    def get(self, code: str, year: int | None = None) -> Region | None:
        """The unit under a code: in use about a year, or the newest one without a year."""
        regions = self._by_code.get(code, [])
        if year is None:
            return regions[-1] if regions else None
        exact = [region for region in regions if region.valid_from <= year <= region.valid_to]
        near = [region for region in regions if region.valid_about(year)]
        return next(iter(exact or near), None)

    def path(self, code: str, year: int | None = None) -> tuple[Region, ...]:
        """Province, prefecture and the unit itself, as far as they exist; empty for an unknown code.

        Counties of direct-administered municipalities and those directly under a province have no prefecture.
        """
        codes = dict.fromkeys((code[:_PROVINCE] + "0000", code[:_PREFECTURE] + "00", code))
        regions = [self.get(each, year) or self.get(each) for each in codes]
        return tuple(region for region in regions if region) if regions[-1] else ()

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

    @cached_property
    def _heirs(self) -> dict[str, list[Region]]:
        """Code to the units of other codes that became part of it whole, over any number of steps."""
        heirs: dict[str, list[Region]] = defaultdict(list)
        for regions in self._by_code.values():
            for region in regions:
                today = self.today(region.code, min(region.valid_to, LAST_YEAR))
                if len(today) == 1 and today[0].code != region.code:
                    heirs[today[0].code].append(region)
        return heirs

    def predecessors(self, code: str) -> tuple[Region, ...]:
        """Former units of other codes that live on in the unit of today under a code, and in no other."""
        return tuple(self._heirs.get(code, ()))

    def find(self, name: str, year: int | None = None) -> tuple[Region, ...]:
        """Every unit that a name may mean, one for each code.

        Args:
            name: In Simplified characters: a full name of any time (襄樊市), an alias (恩施州), a stem (沈阳), or a
                path with or without separators (辽宁省/沈阳市, 沈阳市和平区).
            year: Keep only units in use about that year.
        """
        parts = [part for part in name.replace("›", "/").replace(" ", "/").split("/") if part]
        found = self._named(parts[-1]) if parts else []
        for above in parts[:-1]:
            found = [region for region in found if self._lies_in(region, above)]
        if not found and len(parts) == 1:
            found = self._run_together(parts[0])
        if year is not None:
            found = [region for region in found if region.valid_about(year)]
        return tuple({region.code: region for region in found}.values())

    def _named(self, name: str) -> list[Region]:
        return self._by_name.get(name) or self._by_stem.get(name, [])

    @cached_property
    def _by_stem(self) -> dict[str, list[Region]]:
        stems: dict[str, list[Region]] = defaultdict(list)
        for regions in self._by_code.values():
            for region in regions:
                stems[stem(region.name)].append(region)
        return stems

    def _run_together(self, name: str) -> list[Region]:
        """A path without separators: the longest name at the end whose unit lies in what stands before."""
        for cut in range(1, len(name)):
            found = [region for region in self._named(name[cut:]) if self._lies_in(region, name[:cut])]
            if found:
                return found
        return []

    def _lies_in(self, region: Region, name: str) -> bool:
        """Whether a unit lies in one that is called so; a path of two names run together counts too."""
        above = {other.code for other in self.path(region.code)[:-1]}
        return any(other.code in above for other in self._named(name) or self._run_together(name))

    def iter_mentions(self, text: str) -> Iterator[Mention]:
        """Yield every full name or alias in a Simplified text, the longest at each place, from left to right."""
        return self._scanner.mentions(text)

    @cached_property
    def _scanner(self) -> MentionScanner:
        names = {
            name: tuple({region.code: region for region in regions}.values()) for name, regions in self._by_name.items()
        }
        return MentionScanner(names, self._lies_in)
