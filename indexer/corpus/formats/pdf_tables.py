"""Tables of a page, from their ruled lines: a grid, and the cells that its missing borders join."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from indexer.corpus.formats.pdf_page import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Table", "tables_of"]

_SNAP = 4.0  # points by which rules of one border may differ
_COVERED = 0.5  # share of a border that rules must cover for it to be one
_MOST_LINES = 200  # of a grid in one direction; the tables of reports have 30, a drawing has thousands


class Table(msgspec.Struct, frozen=True):
    """A grid with joined cells.

    Attributes:
        xs: Borders of the columns, ascending.
        ys: Borders of the rows, from the top.
        cell_of: For each square of the grid, row by row, the first square of its cell.
    """

    xs: list[float]
    ys: list[float]
    cell_of: list[int]

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell at a point; None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.cell_of[row * (len(self.xs) - 1) + column]
        return None

    def rows(self) -> list[list[int]]:
        """The cells that begin in each row, from left to right."""
        columns = len(self.xs) - 1
        found: list[list[int]] = [[] for _ in range(len(self.ys) - 1)]
        for square, cell in enumerate(self.cell_of):
            if square == cell:
                found[square // columns].append(cell)
        return found


def tables_of(rules: Sequence[Box]) -> list[Table]:
    """Find the tables among the rules of a page: at least two cells between crossing rules."""
    found = (_table(group) for group in _touching(rules))
    return [table for table in found if table is not None]


def _touching(rules: Sequence[Box]) -> list[list[Box]]:
    """Group rules that touch each other, directly or through others: a sweep from the top."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        around, members = rule, [rule]
        apart = []
        for box, others in groups:
            if _touch(box, around):
                around = Box(
                    min(box.left, around.left),
                    min(box.top, around.top),
                    max(box.right, around.right),
                    max(box.bottom, around.bottom),
                )
                members = others + members
            else:
                apart.append((box, others))
        groups = [*apart, (around, members)]
    return [members for _, members in groups]


def _touch(one: Box, other: Box) -> bool:
    return (
        one.left <= other.right + _SNAP
        and other.left <= one.right + _SNAP
        and one.top <= other.bottom + _SNAP
        and other.top <= one.bottom + _SNAP
    )


def _table(rules: list[Box]) -> Table | None:
    level = [rule for rule in rules if rule.right - rule.left >= rule.bottom - rule.top]
    upright = [rule for rule in rules if rule.right - rule.left < rule.bottom - rule.top]
    ys = _snapped([rule.middle[1] for rule in level] + [end for rule in upright for end in (rule.top, rule.bottom)])
    xs = _snapped([rule.middle[0] for rule in upright] + [end for rule in level for end in (rule.left, rule.right)])
    squares = (len(xs) - 1) * (len(ys) - 1)
    if not level or not upright or squares < len("ab") or max(len(xs), len(ys)) > _MOST_LINES:
        return None
    return Table(xs, ys, _joined(xs, ys, level, upright))


def _snapped(values: list[float]) -> list[float]:
    """Values that are nearly the same as one: their mean."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _joined(xs: list[float], ys: list[float], level: list[Box], upright: list[Box]) -> list[int]:
    """Join squares that have no border between them; give the first square of each one's cell."""
    columns = len(xs) - 1
    first = list(range(columns * (len(ys) - 1)))

    def root(square: int) -> int:
        while first[square] != square:
            square = first[square]
        return square

    spans_at_x = [[(r.top, r.bottom) for r in upright if abs(r.middle[0] - x) <= _SNAP] for x in xs]
    spans_at_y = [[(r.left, r.right) for r in level if abs(r.middle[1] - y) <= _SNAP] for y in ys]
    for square in range(len(first)):
        row, column = divmod(square, columns)
        if column and not _covered(spans_at_x[column], ys[row], ys[row + 1]):
            first[max(root(square), root(square - 1))] = min(root(square), root(square - 1))
        if row and not _covered(spans_at_y[row], xs[column], xs[column + 1]):
            first[max(root(square), root(square - columns))] = min(root(square), root(square - columns))
    return [root(square) for square in range(len(first))]


def _covered(spans: list[tuple[float, float]], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(end, stop) - max(start, begin)) for begin, stop in spans)
    return covered >= _COVERED * (end - start)
