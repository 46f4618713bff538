"""From one hit of a report to the next, and where in the text they all are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.model import Hit, ReportView

__all__ = ["HitBar", "HitMap", "HitStep", "HitTick", "hit_bar"]

_SCALE = 1000
_MOST_TICKS = 300
"""More would be drawn over each other; of a report with more hits every nth is drawn."""


@dataclass(frozen=True, slots=True)
class HitStep:
    """The hits beside one hit.

    Attributes:
        previous: Number of the one before; 0 at the first.
        next: Number of the one after; 0 at the last.
    """

    previous: int
    next: int


@dataclass(frozen=True, slots=True)
class HitTick:
    """One hit in the picture of the text.

    Attributes:
        hit: Its number.
        at: Where it begins, in thousandths of the text.
    """

    hit: int
    at: int


@dataclass(frozen=True, slots=True)
class HitMap:
    """The text as a line from beginning to end.

    Attributes:
        ticks: The hits.
        borders: Where main sections begin, in thousandths.
    """

    ticks: tuple[HitTick, ...]
    borders: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitBar:
    """The hits of a query in a report.

    Attributes:
        query: The query; may be empty.
        total: How many hits in the whole report.
        synonyms: How many of them in other wording.
        shown: Numbers of the hits on this page, ascending.
        steps: For each of them, the hits beside it.
        map: Where in the text they are; None when there are none.
    """

    query: str
    total: int
    synonyms: int
    shown: tuple[int, ...]
    steps: dict[int, HitStep]
    map: HitMap | None


def hit_bar(query: str, view: ReportView, shown: Sequence[Hit]) -> HitBar:
    """Tell of the hits of a query.

    Args:
        query: The query.
        view: The report with all its hits.
        shown: Those on the page.
    """
    return HitBar(
        query=query,
        total=len(view.hits),
        synonyms=sum(hit.synonym for hit in view.hits),
        shown=tuple(hit.number for hit in shown),
        steps=_steps(hit.number for hit in shown),
        map=_map(view, shown) if shown else None,
    )


def _steps(numbers: Iterable[int]) -> dict[int, HitStep]:
    """Tell for each hit on the page, given in order, the one before and the one after."""
    listed = [0, *numbers, 0]
    return {number: HitStep(before, after) for (before, number), (_, after) in pairwise(pairwise(listed))}


def _map(view: ReportView, hits: Sequence[Hit]) -> HitMap:
    """Draw the hits that are on the page."""
    length = max(len(view.report.text), 1)
    step = -(-len(hits) // _MOST_TICKS) or 1
    return HitMap(
        ticks=tuple(HitTick(hit.number, _SCALE * hit.start // length) for hit in hits[::step]),
        borders=tuple(_borders(view, length)),
    )


def _borders(view: ReportView, length: int) -> Iterator[int]:
    for section in view.report.sections:
        if section.level == 1:
            yield _SCALE * section.start // length
