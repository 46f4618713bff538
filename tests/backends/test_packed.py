"""Packed sets and counts give what was packed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.backends.packed import PackedMask, PackedNumbers, narrow

NUMBERS = st.lists(st.one_of(st.just(0), st.integers(0, 300), st.integers(0, (1 << 31) - 1)), max_size=40)


@given(st.lists(st.booleans(), max_size=40))
def test_mask(flags: list[bool]) -> None:
    """A mask of any length comes back, in an eighth of the room."""
    packed = PackedMask.of(np.array(flags, np.bool_))

    assert flags == packed.mask().tolist()
    assert -(-len(flags) // 8) == packed.nbytes


@given(NUMBERS, st.data())
def test_numbers(numbers: list[int], data: st.DataObject) -> None:
    """Of chosen places those numbers come back that are not 0, in order."""
    chosen = data.draw(st.lists(st.booleans(), min_size=len(numbers), max_size=len(numbers)))
    packed = PackedNumbers.of(np.array(numbers, np.int32))

    expected = [number for number, is_chosen in zip(numbers, chosen, strict=True) if is_chosen and number]
    assert expected == packed.of_chosen(np.array(chosen, np.bool_)).tolist()


@given(NUMBERS)
def test_narrow(numbers: list[int]) -> None:
    """Numbers stay what they are and take one, two or four bytes each, as the greatest needs."""
    made = narrow(np.array(numbers, np.int32))

    assert numbers == made.tolist()
    assert next(size for size in (1, 2, 4) if max(numbers, default=0) < 1 << 8 * size) == made.itemsize
