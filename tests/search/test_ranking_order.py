"""The one number by which reports are ordered, against sorting by its three parts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.ranking import Ranking

RANKED = st.tuples(st.integers(0, 3), st.integers(0, 32), st.floats(0, 1e6, width=32))


@given(st.lists(RANKED, max_size=20))
def test_order(ranked: list[tuple[int, int, float]]) -> None:
    """Lower tiers come first, then more exact pieces, then higher scores; equal reports have equal numbers."""
    tiers, pieces, scores = (np.array([each[part] for each in ranked]) for part in range(3))
    ranking = Ranking(tiers.astype(np.int8), pieces.astype(np.int8), scores.astype(np.float32))
    numbers = ranking.order().tolist()

    keys = [(tier, -exact, -score) for tier, exact, score in ranked]
    for one, number in zip(keys, numbers, strict=True):
        for other, its in zip(keys, numbers, strict=True):
            assert ((one > other) - (one < other)) == ((number > its) - (number < its))
