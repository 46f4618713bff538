"""Which range a position lies in."""

from __future__ import annotations

import bisect
import random

import numpy as np
import pytest

from indexer.backends.owners import Owners


@pytest.mark.parametrize("seed", range(50))
def test_owners_are_those_of_a_binary_search(seed: int) -> None:
    """Few positions and many, ranges shorter than a block and longer, positions before the first and in the last."""
    rng = random.Random(seed)
    longest = rng.choice((3, 300, 5000))
    starts, reached = [], rng.choice((0, 1, 400))
    for _ in range(rng.randint(1, 60)):
        starts.append(reached)
        reached += rng.randint(1, longest)
    positions = sorted(rng.choices(range(reached + 500), k=rng.choice((0, 5, 400))))

    found = Owners(np.array(starts, np.int32)).of(np.array(positions, np.int32))

    assert [bisect.bisect_right(starts, position) - 1 for position in positions] == found.tolist()
