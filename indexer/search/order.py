"""The first of many in an order of several keys, without putting all of them in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from indexer.backends.arrays import IntArray

__all__ = ["first_in_order"]

_SORT_ALL = 64  # so few more than are wanted are sorted as they are


def first_in_order(keys: Sequence[npt.NDArray[Any]], count: int) -> IntArray:
    """The places of the `count` least, least first.

    Args:
        keys: Arrays of one length, the most significant first; the last tells any two apart.
        count: How many are wanted.
    """
    undecided = np.arange(len(keys[0]), dtype=np.int32)
    certain: list[IntArray] = []
    wanted = min(count, len(undecided))
    for key in keys:
        if len(undecided) <= wanted + _SORT_ALL:
            break
        values = key.take(undecided)
        last = np.partition(values, wanted - 1)[wanted - 1] if wanted else values.min()
        certain.append(undecided.compress(values < last))
        wanted -= len(certain[-1])
        undecided = undecided.compress(values == last)
    candidates = np.concatenate([*certain, undecided])
    order = np.lexsort([key.take(candidates) for key in reversed(keys)])
    return candidates.take(order[:count])
