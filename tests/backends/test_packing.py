"""Packed lists are read as they were written."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.backends.files.packing import (
    KIND_BITS,
    Narrow,
    PackedLists,
    about_how_many,
    pack,
    steps_of_lists,
    unpack,
    unpack_all,
)

LIMITS = [0, 1, 254, 255, 256, 65_534, 65_535, 65_536, (1 << 24) - 1, 1 << 24, (1 << 32) - 1]
NUMBERS = st.one_of(
    st.lists(st.integers(0, 300), min_size=1, max_size=60),
    st.lists(st.integers(0, (1 << 32) - 1), min_size=1, max_size=20),
    st.lists(st.one_of(st.integers(0, 9), st.sampled_from(LIMITS)), min_size=1, max_size=60),
)


@given(st.lists(NUMBERS, max_size=12))
@example([[limit] for limit in LIMITS])
@example([[0] * 40 + [limit] for limit in LIMITS])
@example([[1000] * 40 + [limit] for limit in LIMITS])
def test_lists_come_back(lists: list[list[int]]) -> None:
    """Any lists of numbers, with numbers on both sides of each limit, are what was packed."""
    numbers = np.array([number for part in lists for number in part], np.uint32)
    packed = pack(numbers, np.array([len(part) for part in lists], np.int64))
    ends = np.cumsum(packed.sizes).tolist()
    found = [
        unpack(kind, packed.data[end - size : end])
        for kind, size, end in zip(packed.kinds.tolist(), packed.sizes.tolist(), ends, strict=True)
    ]

    assert lists == [part.tolist() for part in found]
    together, counts = unpack_all(packed)
    assert numbers.tolist() == together.tolist()
    assert [len(part) for part in lists] == counts.tolist()
    assert len(packed.data) == sum(packed.sizes.tolist()) <= 4 * len(numbers)
    assert all(kind < 1 << KIND_BITS for kind in packed.kinds.tolist())


@given(st.lists(st.sets(st.integers(0, 1000), max_size=9).map(sorted), max_size=12))
def test_steps_of_lists(lists: list[list[int]]) -> None:
    """Added up list by list, steps are the numbers again; empty lists have none."""
    numbers = np.array([number for part in lists for number in part], np.int32)
    counts = np.array([len(part) for part in lists], np.int64)
    steps = steps_of_lists(numbers, counts)

    assert lists == [part.cumsum().tolist() for part in np.split(steps, np.cumsum(counts)[:-1])][: len(lists)]


def one(numbers: list[int]) -> PackedLists:
    """Pack a list alone."""
    return pack(np.array(numbers, np.int64), np.array([len(numbers)]))


@given(NUMBERS)
def test_how_many(numbers: list[int]) -> None:
    """How many numbers a list has is told within half from its bytes alone."""
    packed = one(numbers)

    assert len(numbers) / 2 <= about_how_many(int(packed.kinds[0]), len(packed.data)) <= 5 * len(numbers)


@given(st.one_of(st.just([]), NUMBERS))
def test_narrow_numbers_come_back(numbers: list[int]) -> None:
    """Numbers are what they were, and take no more bytes than the highest needs."""
    narrow = Narrow.of(np.array(numbers, np.int64))

    assert numbers == narrow.numbers().tolist()
    assert narrow.width < 2 or max(numbers) >= 1 << 4 * narrow.width
    with pytest.raises(ValueError, match=r"."):
        Narrow(4, b"\0" * 7).numbers()


@pytest.mark.parametrize("numbers", [[5, 255, 7] * 30, [70_000] + [400] * 30, [1 << 24] * 2, [70_000], [300]])
def test_bytes_that_are_no_list(numbers: list[int]) -> None:
    """Bytes that are missing, or too many, raise the documented error."""
    packed = one(numbers)
    for harmed in (packed.data[:-1], np.append(packed.data, np.uint8(0))):
        with pytest.raises(ValueError, match=r"."):
            unpack(int(packed.kinds[0]), harmed)
