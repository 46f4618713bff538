"""When the reports of one index came."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.model import CHINA_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from indexer.backends.base import BoolArray, Columns, IntArray
    from indexer.store import Arrival

__all__ = ["Times"]


class Times:
    """Times of entry and of the last change, by report number.

    Args:
        columns: Tells id and place in the order of ids of each report number.
        arrivals: Tells when each came, by id; a report that is not in it came when the index was built. It is asked
            when the first time is.
        built: When that was, ISO 8601 with zone.
    """

    def __init__(self, columns: Columns, arrivals: Callable[[], Mapping[str, Arrival]], built: str) -> None:
        self._columns, self._arrivals = columns, arrivals
        self.built = dt.datetime.fromisoformat(built)

    @cached_property
    def _seconds(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of entry and of the last change, by report number."""
        then, arrivals = int(self.built.timestamp()), self._arrivals()
        known = [arrivals.get(report_id) for report_id in self._columns.ids]
        entered = np.array([arrival.entered if arrival else then for arrival in known], np.int64)
        return entered, np.array([arrival.changed if arrival else then for arrival in known], np.int64)

    @property
    def _entered(self) -> NDArray[np.int64]:
        return self._seconds[0]

    @property
    def _changed(self) -> NDArray[np.int64]:
        return self._seconds[1]

    def entered(self, number: int) -> dt.datetime:
        """When a report's id came into the index."""
        return _time(self._entered[number])

    def changed(self, number: int) -> dt.datetime:
        """When a report's file last changed as far as the index knows."""
        return _time(self._changed[number])

    def entered_since(self, day: dt.date) -> BoolArray:
        """Which reports entered on or after a day in China, by report number."""
        return self._entered >= int(dt.datetime.combine(day, dt.time(), CHINA_TIME).timestamp())

    def newest(self, reports: BoolArray) -> dt.datetime | None:
        """When the last of some reports entered; None when there are none."""
        return _time(self._entered[reports].max()) if reports.any() else None

    def latest_first(self, reports: IntArray) -> IntArray:
        """Report numbers by time of change, the last one first; where equal, by id."""
        return reports[np.lexsort((self._columns.id_rank[reports], -self._changed[reports]))]


def _time(seconds: np.int64) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(seconds), CHINA_TIME)
