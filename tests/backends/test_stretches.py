"""Which stretch holds a position, against a plain loop."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.backends.stretches import Stretches

SIZES = st.one_of(st.integers(0, 3), st.integers(0, 3000))


@given(st.integers(0, 5), st.lists(SIZES, min_size=1, max_size=40), st.data())
def test_the_last_one_that_begins_at_or_before(first: int, sizes: list[int], data: st.DataObject) -> None:
    """Whether stretches are alike, or some are empty, or many short ones lie beside a long one."""
    starts = np.cumsum([first, *sizes], dtype=np.int32)
    positions = data.draw(st.lists(st.integers(first, int(starts[-1]) + 3000), max_size=60))

    expected = [max(n for n, start in enumerate(starts.tolist()) if start <= position) for position in positions]

    stretches = Stretches(starts)
    for some in (slice(len(starts) // 16), slice(None), slice(2)):  # without the table, with it, and when it is there
        assert expected[some] == stretches.of(np.array(positions[some], np.int32)).tolist()


def test_of_none() -> None:
    """An index without reports has no stretches, and nobody asks for a position in one."""
    assert [] == Stretches(np.empty(0, np.int32)).of(np.empty(0, np.int32)).tolist()
