"""When the reports of one index came."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from indexer.model import CHINA_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from indexer.backends.base import BoolArray, Columns, IntArray
    from indexer.store import Arrival

__all__ = ["Times"]


class Times:
    """Times of entry and of the last change, by report number.

    Args:
        columns: Tells id and place in the order of ids of each report number.
        arrivals: When each came, by id; a report that is not in it came when the index was built.
        built: When that was, ISO 8601 with zone.
    """

    def __init__(self, columns: Columns, arrivals: Mapping[str, Arrival], built: str) -> None:
        self._id_rank = columns.id_rank
        self.built = dt.datetime.fromisoformat(built)
        then = int(self.built.timestamp())
        known = [arrivals.get(report_id) for report_id in columns.ids]
        self._entered = _seconds(arrival.entered if arrival else then for arrival in known)
        self._changed = _seconds(arrival.changed if arrival else then for arrival in known)

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
        return reports[np.lexsort((self._id_rank[reports], -self._changed[reports]))]


def _seconds(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


def _time(seconds: np.int64) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(seconds), CHINA_TIME)
