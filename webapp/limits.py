"""Rate limiting: a token bucket for each client, in this process.

Combinations of filters are without number, and crawlers that follow them bring such sites down. Pages of reports, help
and static files cost nothing; a search costs one token; what is expensive, or only crawlers ask for often, costs
more. With several processes each has buckets of its own.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

import flask
from werkzeug.exceptions import TooManyRequests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask, Request

__all__ = ["EXPENSIVE", "Buckets", "RateLimit", "cost_of"]

EXPENSIVE = 8.0
"""Tokens of an expensive request."""

_COSTS: Mapping[str, float] = {
    "search": 1,
    "facet": 1,
    "api_search": 1,
    "api_report": 0.5,
    "suggest": 0.25,  # one for each few letters typed
    "links": EXPENSIVE,
    "save_link": EXPENSIVE,
    "save_short_link": EXPENSIVE,
    **dict.fromkeys(("export", "export_named", "export_short", "feed", "feed_named", "feed_short", "raw"), EXPENSIVE),
}
"""Tokens by route; routes that are not named cost nothing."""

_FACET_KEYS = ("region", "-region", "year", "section", "docnum")
_MANY_VALUES = 3
_MOST_CLIENTS = 10_000
"""Buckets kept, about 2 MB; the least recently used ones go first; they are full again by then."""

_BURST_S = 30
"""A bucket holds what flows into it in this time."""


class Buckets:
    """Token buckets, one for each client.

    Args:
        per_minute: Tokens that flow into a bucket in a minute.
        clock: Tells seconds that never go back.
    """

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_minute / 60
        self._capacity = max(self._per_second * _BURST_S, EXPENSIVE)
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, cost: float) -> int:
        """Take tokens of a client's bucket.

        Returns:
            0 when it had enough, else the seconds after which it will have; then nothing was taken.
        """
        with self._lock:
            now = self._clock()
            tokens, then = self._buckets.pop(client, (self._capacity, now))
            tokens = min(tokens + (now - then) * self._per_second, self._capacity)
            enough = tokens >= cost
            self._buckets[client] = (tokens - cost if enough else tokens, now)
            if len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        return 0 if enough else math.ceil((cost - tokens) / self._per_second)

    def __len__(self) -> int:
        return len(self._buckets)


class RateLimit:
    """Refuses requests of clients that send too many.

    Args:
        per_minute: Searches of one client in a minute, at least 1.
    """

    def __init__(self, per_minute: int) -> None:
        self._buckets = Buckets(per_minute)

    def register(self, app: Flask) -> None:
        """Ask before every request."""
        app.before_request(self._check)

    def _check(self) -> None:
        cost = cost_of(flask.request)
        if cost and (wait_s := self._buckets.take(_client(flask.request.remote_addr), cost)):
            raise TooManyRequests(retry_after=wait_s)


def cost_of(request: Request) -> float:
    """Tokens of a request: those of its route; where many filters are combined, it is expensive."""
    cost = _COSTS.get(request.endpoint or "", 0)
    if cost == 1 and sum(len(request.args.getlist(key)) for key in _FACET_KEYS) >= _MANY_VALUES:
        return EXPENSIVE
    return cost


def _client(address: str | None) -> str:
    """Who asks: an address, or the /64 network that one IPv6 customer gets."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return address or ""
    return str(IPv6Address(int(parsed) >> 64 << 64)) if isinstance(parsed, IPv6Address) else str(parsed)
