"""Packed sets and counts give what was packed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.backends.packed import PackedMask, PackedNumbers, narrow

NUMBERS = st.lists(st.one_of(st.just(0), st.integers(0, 300), st.integers(0, (1 << 31) - 1)), max_size=25)


@given(st.lists(st.booleans(), max_size=40))
def test_mask(flags: list[bool]) -> None:
    """A mask of any length comes back, in an eighth of the room."""
    packed = PackedMask.of(np.array(flags, np.bool_))

    assert flags == packed.mask().tolist()
    assert -(-len(flags) // 8) == packed.nbytes


@given(NUMBERS, st.integers(1, 40), st.data())
def test_numbers(numbers: list[int], apart: int, data: st.DataObject) -> None:
    """Where numbers stand close or far apart, all of them come back, and of chosen places those that are not 0."""
    spread = [number if not zero else 0 for number in numbers for zero in range(apart)]
    chosen = data.draw(st.lists(st.booleans(), min_size=len(spread), max_size=len(spread)))
    packed = PackedNumbers.of(np.array(spread, np.int32))

    assert spread == packed.all().tolist()
    assert [number > 0 for number in spread] == packed.mask().tolist()
    expected = [number for number, is_chosen in zip(spread, chosen, strict=True) if is_chosen and number]
    assert expected == packed.of_chosen(np.array(chosen, np.bool_)).tolist()


@given(NUMBERS)
def test_narrow(numbers: list[int]) -> None:
    """Numbers stay what they are and take one, two or four bytes each, as the greatest needs."""
    made = narrow(np.array(numbers, np.int32))

    assert numbers == made.tolist()
    assert next(size for size in (1, 2, 4) if max(numbers, default=0) < 1 << 8 * size) == made.itemsize
