"""The kinds of arrays that the backends and the search core pass around."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["BoolArray", "FloatArray", "IntArray", "within"]

IntArray: TypeAlias = npt.NDArray[np.int32]
FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


def within(ascending: IntArray, first: int, last: int) -> slice:
    """The places of an ascending array that hold numbers from the first to the last, both included; logarithmic time.

    It is asked in numbers of its own kind: numpy would copy all of it to compare with Python's.
    """
    low, high = np.searchsorted(ascending, np.array((first, last + 1), np.int32))
    return slice(int(low), int(high))
