"""How many places rows and reports have."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from layouts import layout_of_some, left_to_right, most_stretches, report_of_row

from indexer.backends.passage_counts import PassageCounter
from indexer.backends.text.places import main_places


@pytest.mark.parametrize("seed", range(300))
def test_counts_are_those_of_a_loop(seed: int) -> None:
    """Few places and more than passages, overlapping or not, some across the borders of passages."""
    rng = random.Random(seed)
    layout, size = layout_of_some(rng), rng.randint(1, 4)
    possible = most_stretches(layout, size, rng)
    spans = rng.choice((possible, left_to_right(possible), possible[:3]))
    rows: Counter[int] = Counter()
    for row in range(layout.rows):
        for start, end, of_row in layout.passages.tolist():
            inside = [span for span in spans if start <= span[0] and span[1] <= end]
            rows[row] += len(left_to_right(inside)) if of_row == row else 0
    reports = {
        number: len(left_to_right([span for span in spans if start <= span[0] < end]))
        for number, (start, end, *_) in enumerate(layout.reports.tolist())
    }

    starts, ends = np.array(spans, np.int32).reshape(-1, 2).T
    found = PassageCounter(layout, report_of_row(layout)).count(main_places(starts, ends))

    assert dict(zip(found.rows.tolist(), found.row_counts.tolist(), strict=True)) == dict(+rows)
    assert dict(zip(found.reports.tolist(), found.report_counts.tolist(), strict=True)) == {
        number: count for number, count in reports.items() if count
    }
    assert found.rows.tolist() == sorted(found.rows.tolist())
    assert found.reports.tolist() == sorted(found.reports.tolist())
