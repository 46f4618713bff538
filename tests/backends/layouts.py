"""Layouts of made texts, and what a reader counts in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from indexer.backends.text_layout import TextLayout

if TYPE_CHECKING:
    import random

    from indexer.backends.arrays import IntArray

__all__ = ["layout_of_some", "left_to_right", "most_stretches", "report_of_row"]


def layout_of_some(rng: random.Random) -> TextLayout:
    """A few reports of a few passages, some of them short and empty ones, whose rows come back later in the report."""
    reports, passages, reached, row = [], [], 1, 0
    for _ in range(rng.randint(1, 6)):
        start, rows = reached, []
        for _ in range(rng.randint(1, 7)):
            rows.append(rng.choice([*rows, row + len(set(rows))]))
            end = reached + rng.choice((0, 1, 3, 12))
            passages.append((reached, end, rows[-1]))
            reached = end
        reports.append((start, reached, 0, 0))
        reached += 1
        row += len(set(rows))
    empty = TextLayout.joined([], [])
    return replace(empty, reports=np.array(reports, np.int32), passages=np.array(passages, np.int32))


def report_of_row(layout: TextLayout) -> IntArray:
    """The report of each row."""
    owners = {}
    for start, _, row in layout.passages.tolist():
        owners[row] = max(number for number, report in enumerate(layout.reports.tolist()) if report[0] <= start)
    return np.array([owners[row] for row in sorted(owners)], np.int32)


def left_to_right(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of some ranges that a reader counts."""
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def most_stretches(layout: TextLayout, size: int, rng: random.Random) -> list[tuple[int, int]]:
    """Most of the stretches of so many characters in the reports."""
    return [
        (at, at + size)
        for start, end, *_ in layout.reports.tolist()
        for at in range(start, end - size + 1)
        if rng.random() < 0.7
    ]
