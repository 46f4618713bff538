"""Where the text of a page or column begins and ends: full lines are told from the last ones of paragraphs by it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.corpus.formats.pdf_page import Line

__all__ = ["Margins", "margins_of"]

_LONG = 10  # characters of a line that says where the margins are
_SIDE = 0.25  # of the long lines stand on each side of a gutter
_ACROSS = 0.1  # of them may reach over it: titles, captions
_FEWEST = 8  # long lines of a page that has columns


class Margins(NamedTuple):
    """Where the text of a page or of one of its columns begins and ends, and the usual distance of its lines."""

    left: float
    right: float
    step: float


def margins_of(lines: Sequence[Line]) -> Callable[[Line], Margins]:
    """Give the function that tells the margins around a line of a page."""
    long = [line for line in lines if len(line.text) >= _LONG] or list(lines)
    gutter = _gutter(long)
    whole = _margins(lines, long)
    if gutter is None:
        return lambda _line: whole
    left, right = (
        margins_of([line for line in lines if line.right <= gutter]),
        margins_of([line for line in lines if line.left >= gutter]),
    )
    return lambda line: left(line) if line.right <= gutter else right(line) if line.left >= gutter else whole


def _gutter(long: Sequence[Line]) -> float | None:
    """Where a page of columns has the right edge of one and nearly no line reaches over it."""
    if len(long) < _FEWEST:
        return None
    lefts, rights = sorted(line.left for line in long), sorted(line.right for line in long)
    best: tuple[int, float] | None = None
    for edge in dict.fromkeys(rights):
        before, behind = bisect_right(rights, edge), len(long) - bisect_left(lefts, edge)
        across = len(long) - before - behind
        if min(before, behind) >= _SIDE * len(long) and across <= _ACROSS * len(long):
            best = min(best or (across, edge), (across, edge))
    return best[1] if best else None


def _margins(lines: Sequence[Line], long: Sequence[Line]) -> Margins:
    steps = [after.top - line.top for line, after in pairwise(lines) if after.top > line.top]
    return Margins(
        min((line.left for line in long), default=0.0),
        max((line.right for line in long), default=0.0),
        median(steps) if steps else 0.0,
    )
