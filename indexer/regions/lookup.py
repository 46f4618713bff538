"""Which units does a name mean that a person typed, alone or at the end of a path?"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.regions.names import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indexer.regions.table import Region

__all__ = ["NameIndex"]

_SEPARATORS = re.compile(r"[\s/\\>›»→,、，·-]+")
_LEVELS = 3

# Twice the longest path of full names (27 characters); a longer text is no name, and reading it would cost time.
_LONGEST = 54


class NameIndex:
    """Names, aliases and stems with the units they may mean.

    Args:
        rows: The table.
        path_of: Tells the path of a unit, itself included.
    """

    def __init__(self, rows: Iterable[Region], path_of: Callable[[Region], tuple[Region, ...]]) -> None:
        self._path_of = path_of
        full: defaultdict[str, list[Region]] = defaultdict(list)
        short: defaultdict[str, list[Region]] = defaultdict(list)
        for region in rows:
            full[region.name].append(region)
            for form in {*region.aliases, *map(stem, (region.name, *region.aliases))} - {region.name}:
                short[form].append(region)
        self._full, self._short = dict(full), dict(short)

    def read(self, text: str) -> list[Region]:
        """The units that a name or path may mean, in the order of the table.

        A path may leave levels out and needs no separators: 辽宁省/沈阳市, 沈阳市和平区, 重庆江北.
        """
        name = _SEPARATORS.sub("", text)
        return self._read(name, _LEVELS) if len(name) <= _LONGEST else []

    def _read(self, name: str, levels: int) -> list[Region]:
        if (found := self._called(name)) or levels == 1:
            return found
        for cut in range(2, len(name) - 1):
            above = {region.code for region in self._called(name[:cut])}
            if above and (lower := [unit for unit in self._read(name[cut:], levels - 1) if self._lies_in(unit, above)]):
                return lower
        return []

    def _called(self, name: str) -> list[Region]:
        """The units of one name; short forms count only where it is no unit's full name."""
        return self._full.get(name) or self._short.get(name, [])

    def _lies_in(self, region: Region, above: set[str]) -> bool:
        return any(other.code in above for other in self._path_of(region)[:-1])
