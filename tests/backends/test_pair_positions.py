"""Where pairs of characters stand in a text."""

import numpy as np
import pytest

from indexer.backends.text import pair_positions
from indexer.backends.text.pair_positions import PairPositions
from indexer.code_points import CODE_POINTS


@pytest.mark.parametrize(("size", "length"), [(5, 0), (5, 1), (5, 2), (5, 2000), (3, 20_000), (400, 20_000)])
@pytest.mark.parametrize("at_once", [1 << 22, 50])
def test_pairs(size: int, length: int, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pair is found at each of its positions, common pairs and rare ones, sorted in one part or in many."""
    monkeypatch.setattr(pair_positions, "_AT_ONCE", at_once)
    text = np.random.default_rng(length).integers(0, size, length).astype(np.uint16)
    expected: dict[int, list[int]] = {}
    for position in range(length - 1):
        if text[position]:
            expected.setdefault(int(text[position]) * size + int(text[position + 1]), []).append(position)
    inverted = PairPositions.of(text, size)

    found = {}
    for pair in range(size * size):
        if extent := inverted.find(*divmod(pair, size)):
            found[pair] = inverted.positions(extent).tolist()
            assert extent.count >= len(found[pair]) / 2
    assert expected == found


def test_pairs_of_every_character() -> None:
    """A text in which every code point stands, the last of them behind all others, is inverted without overflow."""
    rng = np.random.default_rng(3)
    every = rng.permutation(CODE_POINTS).astype(np.uint32) + np.uint32(1)
    last = np.full(50, CODE_POINTS, np.uint32)
    text = np.concatenate((every, np.column_stack((last, rng.choice(every, 50))).ravel()))
    inverted = PairPositions.of(text, CODE_POINTS + 1)

    for place in [*rng.integers(0, len(every), 200).tolist(), *range(len(every), len(text) - 1)]:
        extent = inverted.find(int(text[place]), int(text[place + 1]))
        assert extent is not None
        assert place in inverted.positions(extent).tolist()


def test_pairs_far_apart() -> None:
    """Steps longer than a unit holds, and just as long."""
    text = np.zeros(1_000_000, np.uint16)
    places = [1, 65_536, 65_537, 131_072, 999_000]
    text[places] = 1
    inverted = PairPositions.of(text, 2)

    extents = [extent for second in range(2) if (extent := inverted.find(1, second))]

    assert places == sorted(position for extent in extents for position in inverted.positions(extent).tolist())
