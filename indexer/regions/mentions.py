"""Names of regions inside running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import msgspec

from indexer.regions.guarded import COMMON_WORDS, needs_border, stands_alone
from indexer.regions.mention import Mention
from indexer.regions.names import stem
from indexer.regions.table import Region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["MentionScanner"]

_GOES_ON = re.compile("区域|市场")  # not the district in 区域 and not the city in 市场
_SHORTEST_ALIAS = 3  # 克州 and 呼市 stand inside other words (攻克州…, 称呼市民)


class MentionScanner:
    """Finds full names, the longest at each place, from left to right and without overlap.

    Args:
        rows: The table.
        path_of: Tells the path of a unit, itself included.
    """

    def __init__(self, rows: Iterable[Region], path_of: Callable[[Region], tuple[Region, ...]]) -> None:
        named: defaultdict[str, dict[str, Region]] = defaultdict(dict)
        for region in rows:
            for name in _scanned_names(region):
                named[name][region.code] = region
        units = {name: tuple(by_code.values()) for name, by_code in named.items()}
        self._guards = {name: _guard(name, units[name], path_of) for name in units if _is_guarded(name)}
        self._units = units | _without_doubled_suffix(self._guards)
        self._ends = re.compile(f"[{''.join({name[-1] for name in self._units})}]")
        self._lengths = _lengths_by_end(self._units)
        self._longest = max(map(len, self._units), default=0)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the mentions in a Simplified text; linear in its length, a megabyte in a fifth of a second."""
        place = 0
        for start, end in self._occurrences(text):
            if start < place:
                continue
            name = text[start:end]
            guard = self._guards.get(name)
            if candidates := guard.candidates(text, start, end) if guard else self._units[name]:
                yield Mention(start, end, name, candidates)
                place = end

    def _occurrences(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield every place of every name by its start, the longest first.

        Few characters end names (市, 县, 区 …), so that most places of a text are decided by looking at one; the
        names that begin earlier than an end has been seen are held back by the longest name.
        """
        waiting: list[tuple[int, int]] = []
        for match in self._ends.finditer(text):
            end = match.end()
            if _GOES_ON.match(text, end - 1):
                continue
            while waiting and waiting[0][0] < end - self._longest:
                start, length = heappop(waiting)
                yield start, start - length
            for length in self._lengths[match[0]]:
                if length <= end and text[end - length : end] in self._units:
                    heappush(waiting, (end - length, -length))
        while waiting:
            start, length = heappop(waiting)
            yield start, start - length


class _Guard(msgspec.Struct, frozen=True):
    """What must stand around a name that is a word as well.

    Attributes:
        above: Names of units above with the units that lie in them.
        lengths: Lengths of the names above, the longest first.
        at_border: The units meant where a name can begin and end; none for a common word.
    """

    above: Mapping[str, tuple[Region, ...]]
    lengths: tuple[int, ...]
    at_border: tuple[Region, ...]

    def candidates(self, text: str, start: int, end: int) -> tuple[Region, ...]:
        for length in self.lengths:
            if length <= start and (units := self.above.get(text[start - length : start])):
                return units
        return self.at_border if stands_alone(text, start, end) else ()


def _scanned_names(region: Region) -> tuple[str, ...]:
    return (region.name, *(alias for alias in region.aliases if len(alias) >= _SHORTEST_ALIAS))


def _is_guarded(name: str) -> bool:
    return name in COMMON_WORDS or needs_border(name)


def _guard(name: str, units: tuple[Region, ...], path_of: Callable[[Region], tuple[Region, ...]]) -> _Guard:
    """A common word needs the unit right above; any other is told by the province as well (安徽省和县)."""
    common = name in COMMON_WORDS
    above: defaultdict[str, list[Region]] = defaultdict(list)
    for region in units:
        for upper in path_of(region)[-2:-1] if common else path_of(region)[:-1]:
            for form in {upper.name, *upper.aliases, stem(upper.name)}:
                above[form].append(region)
    lengths = sorted({len(form) for form in above}, reverse=True)
    return _Guard({form: tuple(below) for form, below in above.items()}, tuple(lengths), () if common else units)


def _without_doubled_suffix(guards: Mapping[str, _Guard]) -> dict[str, tuple[Region, ...]]:
    """济南市中区 and the like: written with one 市, the name above would swallow the first character of 市中区."""
    return {
        above + name[1:]: units
        for name, guard in guards.items()
        for above, units in guard.above.items()
        if name[0] == above[-1] == "市"
    }


def _lengths_by_end(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths that names with a last character have."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[-1]].add(len(name))
    return {end: tuple(sorted(found)) for end, found in lengths.items()}
