"""Which results are the same report held several times, so that a list can show it once.

Only what is surely one report counts: the same text whatever its script and layout, or nearly the same text of one body
on one year (the report of another site, of a PDF, of a mirror in the other script). A report taken over from the year
before is none: it is news, and `related` tells it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from indexer.analysis import estimates

if TYPE_CHECKING:
    from indexer.backends.base import Columns, IntArray

__all__ = ["CopyFinder"]

_SURE = 0.85
"""Estimate from which the texts of one body on one year are one text. Such pairs are either that, with resemblances
near 1, or a report and a summary or its second part, with resemblances far below."""


class CopyFinder:
    """Finds the copies of reports in one index.

    Args:
        columns: The index's columns.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    @cached_property
    def _same_text(self) -> _Equal:
        return _Equal(self._columns.digest)

    @cached_property
    def _same_occasion(self) -> _Equal:
        return _Equal(self._columns.body + self._columns.year)

    def of(self, number: int) -> list[int]:
        """The copies of a report, by id, without the report itself; microseconds, or tens of them if it has any."""
        columns = self._columns
        copies = set(self._same_text.to(number).tolist())
        occasion = self._same_occasion.to(number)
        if len(occasion) > 1 and columns.body[number] and columns.year[number]:
            known = (columns.body[occasion] == columns.body[number]) & (columns.year[occasion] == columns.year[number])
            occasion = occasion[known & (occasion != number)]
            if len(occasion):  # comparing takes as long for no report as for a thousand, and most have none
                alike = estimates(columns.signatures[:, occasion], columns.signatures[:, number]) >= _SURE
                copies.update(occasion[alike].tolist())
        return sorted(copies - {number}, key=lambda other: columns.id_rank[other])


class _Equal:
    """Finds the places of an array that have one value.

    Args:
        values: One value a place.
    """

    def __init__(self, values: npt.NDArray[np.int64]) -> None:
        self._values = values
        ascending = np.sort(values)  # a fifth of the time that their order would take
        self._repeated = frozenset(ascending[1:][ascending[1:] == ascending[:-1]].tolist())

    def to(self, place: int) -> IntArray:
        """Every place with the value of a place, itself included, ascending."""
        value = self._values[place]
        if int(value) not in self._repeated:
            return np.array([place], np.int32)
        return np.flatnonzero(self._values == value).astype(np.int32)
