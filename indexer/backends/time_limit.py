"""How long a search may take: its loops check now and then whether time is up, and stop with a clear error.

The limit travels in a context variable, because every loop of the search core may ask and threads must not share it;
as a parameter it would stand in every signature between the searcher and the innermost loop.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import msgspec

from indexer.errors import SearchTimeout

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_time", "time_limit"]


class _Limit(msgspec.Struct, frozen=True):
    seconds: float
    end: float
    clock: Callable[[], float]


_current: ContextVar[_Limit | None] = ContextVar("time_limit", default=None)


@contextmanager
def time_limit(seconds: float, clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Limit what is done inside the ``with`` block.

    Args:
        seconds: Time it may take.
        clock: Tells the time in seconds.
    """
    token = _current.set(_Limit(seconds, clock() + seconds, clock))
    try:
        yield
    finally:
        _current.reset(token)


def check_time() -> None:
    """Go on if there is time left. Takes a tenth of a microsecond; loops call it at least every few milliseconds.

    Raises:
        SearchTimeout: Time is up.
    """
    limit = _current.get()
    if limit is not None and limit.clock() > limit.end:
        raise SearchTimeout(limit.seconds)
