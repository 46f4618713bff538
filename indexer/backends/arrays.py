"""The kinds of arrays that the backends and the search core pass around."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["BoolArray", "FloatArray", "IntArray", "distinct", "within"]

IntArray: TypeAlias = npt.NDArray[np.int32]
FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
IntegerArray = TypeVar("IntegerArray", bound=npt.NDArray[np.integer[Any]])


def distinct(numbers: IntegerArray) -> IntegerArray:
    """Each number once, ascending. `numpy.unique` loads masked arrays, for 30 ms, to tell that these are none."""
    ascending = np.sort(numbers, axis=None)
    found: IntegerArray = ascending[np.append(True, ascending[1:] != ascending[:-1])[: len(ascending)]]
    return found


def within(ascending: IntArray, first: int, last: int) -> slice:
    """The places of an ascending array that hold numbers from the first to the last, both included; logarithmic time.

    The bounds are made ``int32``, as the array is: to compare with Python's numbers, numpy would convert all of it.
    """
    low, high = np.searchsorted(ascending, np.array((first, last + 1), np.int32))
    return slice(int(low), int(high))
