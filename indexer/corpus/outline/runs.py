"""Numbers inside a piece that go on with each other: (一) … (二) … (三), 1. … 2.

One number inside a line says nothing, since sentences count as well; a run of them with titles does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.corpus.outline.markers import CN, MAIN_KINDS, RANKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.corpus.outline.markers import Mark

__all__ = ["BORDERS", "runs_below"]

BORDERS = frozenset(" 。:;!?)\n|")
"""What may stand before a heading that does not begin its piece."""

_FEWEST = 2
_SECOND = 2
_GLUE = 41  # characters of a heading that another one follows without a border


def runs_below(plain: str, members: Iterable[Mark]) -> list[list[Mark]]:
    """Give the runs of at least two numbers of one kind among the marks below one main heading.

    A run ends where a number of a higher rank stands. Its own first number may be lost. Marks at the beginning of a
    piece are counted with those inside.
    """
    done: list[list[Mark]] = []
    open_runs: dict[str, list[Mark]] = {}
    previous: Mark | None = None
    for mark in members:
        if mark.kind in MAIN_KINDS:
            previous = mark
        elif _at_border(plain, mark, previous):
            run = open_runs.get(mark.kind, [])
            goes_on = bool(run) and mark.number == run[-1].number + 1
            if goes_on or _begins(plain, mark, run):
                below = {kind for kind in open_runs if RANKS[kind] > RANKS[mark.kind]}
                ended = [kind for kind in open_runs if kind in below or (kind == mark.kind and not goes_on)]
                done += map(open_runs.pop, ended)
                open_runs.setdefault(mark.kind, []).append(mark)
                previous = mark
    return [run for run in (*done, *open_runs.values()) if len(run) >= _FEWEST]


def _begins(plain: str, mark: Mark, run: list[Mark]) -> bool:
    """Whether a run may begin at a mark; one whose opening bracket is lost only goes on with others."""
    if mark.kind == "cn_paren" and plain[mark.start] in CN:
        return False
    return mark.number == 1 or (mark.number == _SECOND and not run)


def _at_border(plain: str, mark: Mark, previous: Mark | None) -> bool:
    """Whether a heading may begin at a mark: at a border, or as the first one right behind the title above it."""
    if not mark.inside or plain[mark.start - 1] in BORDERS:
        return True
    if mark.number != 1 or previous is None:
        return False
    between = plain[previous.title : mark.start]
    return 0 < len(between) <= _GLUE and "。" not in between
