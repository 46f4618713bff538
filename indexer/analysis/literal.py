"""Where a literal stands in a text.

A number or a Latin word is never cut: ``39号`` does not stand in ``139号`` nor ``pp`` in ``app``. A digit beside a
letter, a point and a comma are boundaries: ``19`` stands in ``covid19``, ``514条`` in ``2,514条``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from indexer.analysis.characters import DIGIT, LATIN

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["continuations", "non_overlapping", "occurrences"]

_ALPHABETIC = 0x250  # digits and Latin letters lie below
_CLASSES = (re.compile(f"[{DIGIT}]"), re.compile(f"[{LATIN}]"))


def occurrences(text: str, needle: str) -> list[int]:
    """Give every position where the needle begins, ascending; occurrences may overlap.

    Args:
        text: Canonical text.
        needle: Canonical needle; an empty one stands nowhere.
    """
    found = _all_positions(text, needle)
    before = _continuing(needle[:1])
    after = _continuing(needle[-1:])
    size = len(needle)
    if before is not None:
        found = [start for start in found if start == 0 or not before.match(text, start - 1)]
    if after is not None:
        found = [start for start in found if not after.match(text, start + size)]
    return found


def _all_positions(text: str, needle: str) -> list[int]:
    found: list[int] = []
    position = text.find(needle) if needle else -1
    while position >= 0:
        found.append(position)
        position = text.find(needle, position + 1)
    return found


def _continuing(edge: str) -> re.Pattern[str] | None:
    """What would make the edge of a needle the middle of a number or word; None where nothing would."""
    return next((pattern for pattern in _CLASSES if pattern.match(edge)), None)


@cache
def continuations(edge: str) -> frozenset[int]:
    """The code points that, next to the edge of a needle, make it the middle of a number or word."""
    pattern = _continuing(edge)
    return frozenset(code for code in range(_ALPHABETIC) if pattern and pattern.match(chr(code)))


def non_overlapping(starts: Sequence[int], length: int) -> list[int]:
    """Keep of ascending positions those that a reader counts, from left to right without overlap."""
    kept: list[int] = []
    reached = 0
    for start in starts:
        if start >= reached:
            kept.append(start)
            reached = start + length
    return kept
