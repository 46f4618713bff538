"""The regions of reports as paths from province to county: reports are many, the paths that they have are few."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indexer.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import numpy.typing as npt

    from indexer.backends.base import BoolArray, IntArray

__all__ = ["RegionPaths", "region_numbers"]

_CODE = re.compile(r"[1-9][0-9]{5}")

_LEVELS = np.array([10**12, 10**6, 1])
"""Makes one number of the three codes of a path, which have six digits."""


class RegionPaths(NamedTuple):
    """The distinct paths of an index.

    Attributes:
        paths: Codes by level, 0 where there is none; shape ``(n, 3)``.
        of_reports: Which of the paths each report has.
    """

    paths: IntArray
    of_reports: npt.NDArray[np.intp]

    @classmethod
    def of(cls, regions: IntArray) -> RegionPaths:
        """Those of reports.

        Args:
            regions: As `Columns.region`.
        """
        numbers = regions.astype(np.int64) @ _LEVELS
        _, firsts, of_reports = np.unique(numbers, return_index=True, return_inverse=True)
        return cls(regions[firsts], of_reports)

    def of_some(self, reports: IntArray) -> IntArray:
        """The paths that some reports have, each once."""
        return self.paths[np.flatnonzero(np.bincount(self.of_reports.take(reports)))]

    def under(self, codes: Collection[str]) -> BoolArray:
        """Reports whose region is one of the codes or lies below one. An unknown value matches nothing."""
        wanted = [number for _, number in region_numbers(codes)]
        found = np.isin(self.paths, wanted).any(axis=1)
        if UNKNOWN in codes:
            found |= ~self.paths.any(axis=1)
        return found.take(self.of_reports)


def region_numbers(values: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The region values that are codes, each with its number in a path; 0 is none: it stands for a missing level."""
    return ((value, int(value)) for value in values if _CODE.fullmatch(value))
