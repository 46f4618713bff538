"""What the backends ask of sorted arrays, against plain loops."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.backends.arrays import distinct, within

NUMBERS = st.integers(-5, 20)


@given(st.lists(NUMBERS, max_size=20), NUMBERS, NUMBERS, st.integers(1, 3))
def test_within(values: list[int], one: int, other: int, columns: int) -> None:
    """What lies from the first number to the last, both included, also in a column of a table."""
    first, last = sorted((one, other))
    ascending = np.array([sorted(values)] * columns, np.int32).T[:, 0]

    assert [value for value in sorted(values) if first <= value <= last] == ascending[
        within(ascending, first, last)
    ].tolist()


@given(st.lists(NUMBERS, max_size=20))
def test_distinct(values: list[int]) -> None:
    """Each number once, ascending, whatever the shape they come in."""
    assert sorted(set(values)) == distinct(np.array(values, np.int32)).tolist()
    assert sorted(set(values)) == distinct(np.array([values, values], np.int32)).tolist()
