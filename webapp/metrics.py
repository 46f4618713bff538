"""Counts of requests for Prometheus, in its text format 0.0.4."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from flask import Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from indexer.search import Searcher

__all__ = ["Metrics"]

_BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """What was answered so far, by route.

    Args:
        searcher: Tells the live generation.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._lock = threading.Lock()
        self._statuses: Counter[tuple[str, int]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._seconds: Counter[str] = Counter()

    def register(self, app: Flask) -> None:
        """Add the route."""
        app.add_url_rule("/metrics", "metrics", self.page)

    def note(self, route: str, status: int, seconds: float) -> None:
        """Count one request that was answered."""
        with self._lock:
            self._statuses[route, status] += 1
            self._buckets.setdefault(route, [0] * (len(_BOUNDS_S) + 1))[bisect_left(_BOUNDS_S, seconds)] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]  # a counter of seconds

    def page(self) -> Response:
        """Everything as text."""
        summary = self._searcher.summary()
        lines = [
            "# HELP nianbao_reports Reports of the live index.",
            "# TYPE nianbao_reports gauge",
            f'nianbao_reports{{generation="{summary.generation}"}} {summary.reports}',
        ]
        with self._lock:
            lines += [*self._requests(), *self._durations()]
        response = Response("\n".join([*lines, ""]), content_type="text/plain; version=0.0.4; charset=utf-8")
        response.headers["Cache-Control"] = "no-store"
        return response

    def _requests(self) -> Iterator[str]:
        yield "# HELP nianbao_requests_total Requests answered."
        yield "# TYPE nianbao_requests_total counter"
        for (route, status), count in sorted(self._statuses.items()):
            yield f'nianbao_requests_total{{route="{route}",status="{status}"}} {count}'

    def _durations(self) -> Iterator[str]:
        name = "nianbao_request_duration_seconds"
        yield f"# HELP {name} Time until the last byte was handed to the server."
        yield f"# TYPE {name} histogram"
        for route, counts in sorted(self._buckets.items()):
            for bound, count in zip((*map(str, _BOUNDS_S), "+Inf"), accumulate(counts), strict=True):
                yield f'{name}_bucket{{route="{route}",le="{bound}"}} {count}'
            yield f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'{name}_count{{route="{route}"}} {sum(counts)}'
