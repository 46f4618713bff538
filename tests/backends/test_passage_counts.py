"""How many places rows and reports have."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from indexer.backends.passage_counts import PassageCounter
from indexer.backends.places import main_places
from indexer.backends.text_layout import TextLayout


def _layout(rng: random.Random) -> TextLayout:
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
    return TextLayout(
        reports=np.array(reports, np.int32),
        passages=np.array(passages, np.int32),
        furniture=np.empty((0, 2), np.int32),
        alternatives=np.empty((0, 4), np.int32),
        numbers=np.empty((0, 5), np.int32),
        prefixes=(),
        breaks=np.empty(0, np.int32),
        seconds=np.empty((0, 2), np.int32),
    )


def _report_of_row(layout: TextLayout) -> list[int]:
    owners = {}
    for start, _, row in layout.passages.tolist():
        owners[row] = max(number for number, report in enumerate(layout.reports.tolist()) if report[0] <= start)
    return [owners[row] for row in sorted(owners)]


def _left_to_right(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


@pytest.mark.parametrize("seed", range(300))
def test_counts_are_those_of_a_loop(seed: int) -> None:
    """Few places and more than passages, overlapping or not, some across the borders of passages."""
    rng = random.Random(seed)
    layout, size = _layout(rng), rng.randint(1, 4)
    possible = [
        (at, at + size)
        for start, end, *_ in layout.reports.tolist()
        for at in range(start, end - size + 1)
        if rng.random() < 0.7
    ]
    spans = rng.choice((possible, _left_to_right(possible), possible[:3]))
    rows: Counter[int] = Counter()
    for row in range(layout.rows):
        for start, end, of_row in layout.passages.tolist():
            inside = [span for span in spans if start <= span[0] and span[1] <= end]
            rows[row] += len(_left_to_right(inside)) if of_row == row else 0
    reports = {
        number: len(_left_to_right([span for span in spans if start <= span[0] < end]))
        for number, (start, end, *_) in enumerate(layout.reports.tolist())
    }

    starts, ends = np.array(spans, np.int32).reshape(-1, 2).T
    found = PassageCounter(layout, np.array(_report_of_row(layout), np.int32)).count(main_places(starts, ends))

    assert dict(zip(found.rows.tolist(), found.row_counts.tolist(), strict=True)) == dict(+rows)
    assert dict(zip(found.reports.tolist(), found.report_counts.tolist(), strict=True)) == {
        number: count for number, count in reports.items() if count
    }
    assert found.rows.tolist() == sorted(found.rows.tolist())
    assert found.reports.tolist() == sorted(found.reports.tolist())
