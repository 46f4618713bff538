"""The kinds of arrays that the backends and the search core pass around."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = [
    "BoolArray",
    "FloatArray",
    "IntArray",
    "begins",
    "counted",
    "distinct",
    "mask_of",
    "spread",
    "sums",
    "within",
]

IntArray: TypeAlias = npt.NDArray[np.int32]
FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Integer = TypeVar("Integer", bound=np.integer[Any])
Kind = TypeVar("Kind", bound=np.generic)


def distinct(numbers: npt.NDArray[Integer]) -> npt.NDArray[Integer]:
    """Each number once, ascending. `numpy.unique` would load `numpy.ma`, which takes 30 ms of a start."""
    ascending = np.sort(numbers, axis=None)
    return ascending.take(begins(ascending))


def counted(ascending: npt.NDArray[Integer]) -> tuple[npt.NDArray[Integer], IntArray]:
    """The distinct values of an ascending array, and how often each occurs."""
    first = begins(ascending)
    return ascending.take(first), np.diff(first, append=np.int32(len(ascending)))


def sums(ascending: IntArray, counts: IntArray) -> tuple[IntArray, IntArray]:
    """The distinct values of an ascending array, and the sum of the counts of each."""
    first = begins(ascending)
    # Where most sums are of few counts, as those of a report's rows, `np.add.reduceat` takes three times as long.
    reached = counts.cumsum(dtype=np.int32)
    before = reached.take(first) - counts.take(first)
    return ascending.take(first), np.concatenate((before[1:], reached[-1:])) - before


def begins(ascending: npt.NDArray[np.integer[Any]]) -> IntArray:
    """Where the distinct values of an ascending array begin."""
    differs = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=differs[1:])
    return np.flatnonzero(differs).astype(np.int32)


def within(ascending: IntArray, first: int, last: int) -> slice:
    """The places of an ascending array that hold numbers from the first to the last, both included; logarithmic time.

    The bounds are made ``int32``, as the array is: to compare with Python's numbers, numpy would convert all of it.
    """
    low, high = np.searchsorted(ascending, np.array((first, last + 1), np.int32))
    return slice(int(low), int(high))


def mask_of(places: npt.NDArray[np.integer[Any]], size: int) -> BoolArray:
    """Which of `size` places are among some, which may be in any order."""
    mask = np.zeros(size, np.bool_)
    mask[places.astype(np.intp, copy=False)] = True  # numpy takes twice as long to convert them as it goes
    return mask


def spread(places: npt.NDArray[np.integer[Any]], values: npt.NDArray[Kind], size: int) -> npt.NDArray[Kind]:
    """Values at some of `size` places, each given once, and 0 at the others."""
    every = np.zeros(size, values.dtype)
    every[places.astype(np.intp, copy=False)] = values  # see `mask_of`
    return every
