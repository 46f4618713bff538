"""The first of many in an order of several keys, against putting all of them in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.order import first_in_order

if TYPE_CHECKING:
    import random

KEYS = st.tuples(st.integers(0, 2), st.sampled_from([-1.5, 0.0, 2.5]))


@pytest.fixture(params=[0, 3, 64])
def sorted_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many more than are wanted are sorted as they are: none, so that every key parts them, few, or all."""
    monkeypatch.setattr("indexer.search.order._SORT_ALL", request.param)


@pytest.mark.usefixtures("sorted_at_once")
@given(st.lists(KEYS, max_size=50), st.integers(0, 60), st.randoms(use_true_random=False))
def test_like_sorting(drawn: list[tuple[int, float]], count: int, chance: random.Random) -> None:
    """Whatever keys are equal, as many as are wanted come in their order, and the last key tells them apart."""
    ranks = list(range(len(drawn)))
    chance.shuffle(ranks)
    keys = [np.array([each[part] for each in drawn]) for part in range(2)]

    found = first_in_order([*keys, np.array(ranks, np.int32)], count)

    assert sorted(range(len(drawn)), key=lambda place: (*drawn[place], ranks[place]))[:count] == found.tolist()
