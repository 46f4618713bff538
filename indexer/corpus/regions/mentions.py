"""Names of regions inside running text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.corpus.regions.names import stem
from indexer.corpus.regions.table import Level, Region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


__all__ = ["GENERIC", "Mention", "MentionScanner"]

GENERIC = frozenset({"城区", "郊区", "矿区", "新城区", "市中区", "城中区", "新市区"})
"""Names that are common words: 淮北市城区水污分流. They count only right behind the name of where they lie."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A region's name in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        name: The name.
        candidates: The units it may mean, one for each code, at least one.
    """

    start: int
    end: int
    name: str
    candidates: tuple[Region, ...]


class MentionScanner:
    """Finds names.

    Args:
        names: Full names and aliases with the units they may mean.
        lies_in: Whether a unit lies in one of a given name.
    """

    def __init__(self, names: Mapping[str, tuple[Region, ...]], lies_in: Callable[[Region, str], bool]) -> None:
        self._names = names
        self._lies_in = lies_in
        # One alternative for each first character, the longest names first: the pattern decides on one character.
        by_first: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            by_first.setdefault(name[0], []).append(re.escape(name[1:]))
        self._stems = _prefecture_stems(names)
        self._pattern = re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items()))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the names in a Simplified text from left to right, without overlap; linear in its length."""
        before: Mention | None = None
        for match in self._pattern.finditer(text):
            candidates = self._names[match[0]]
            if match[0] in GENERIC:
                candidates = self._beside(candidates, text, match.start(), before)
            if candidates:
                before = Mention(*match.span(), match[0], candidates)
                yield before

    def _beside(
        self, candidates: tuple[Region, ...], text: str, start: int, before: Mention | None
    ) -> tuple[Region, ...]:
        """The units of a generic name that lie in the place named right before it, in full or as a stem."""
        if before and before.end == start:
            return tuple(region for region in candidates if self._lies_in(region, before.name))
        return tuple(
            region
            for region in candidates
            if any(text.endswith(name, 0, start) for name in self._stems[region.code[:4]])
        )


def _prefecture_stems(names: Mapping[str, tuple[Region, ...]]) -> dict[str, set[str]]:
    """The first four digits of a code to the stems of the prefectures that begin with them."""
    stems: dict[str, set[str]] = defaultdict(set)
    for name, regions in names.items():
        for region in regions:
            if region.level is Level.PREFECTURE:
                stems[region.code[:4]].add(stem(name))
    return stems
