"""A cache bounded by the bytes of what it holds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

__all__ = ["ENTRY_BYTES", "ByteCache"]

ENTRY_BYTES = 1500
"""What a kept value takes besides its bytes, measured: its key, and the objects that hold its arrays. Where reports are
few, it is most of what is kept."""

V = TypeVar("V")


class ByteCache(Generic[V]):
    """Keeps the most recently used values up to a total size. Safe to share between threads.

    Args:
        limit: Bytes to keep at most; a single larger value is returned but not kept.
        size: Tells the bytes of a value, which may grow later; see `weigh`.
    """

    def __init__(self, limit: int, size: Callable[[V], int]) -> None:
        self._limit = limit
        self._size = size
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self._held = 0

    def known(self, key: Hashable) -> V | None:
        """The value of a key if it is kept."""
        with self._lock:
            return self._values.get(key)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Give the value of a key, made if it is not kept.

        Two threads that miss at once both make it; values must be equal whoever makes them.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        self._keep(key, value)
        return value

    def get_all(self, keys: Sequence[Hashable], make: Callable[[list[int]], Sequence[V]]) -> list[V]:
        """Give the values of keys; those that are not kept are made together.

        Args:
            keys: The keys.
            make: Makes the values of keys, given their places in `keys`.
        """
        with self._lock:
            found = {place: self._values[key] for place, key in enumerate(keys) if key in self._values}
            for place in found:
                self._values.move_to_end(keys[place])
        missing = [place for place in range(len(keys)) if place not in found]
        if missing:
            for place, value in zip(missing, make(missing), strict=True):
                found[place] = value
                self._keep(keys[place], value)
        return [found[place] for place in range(len(keys))]

    def _keep(self, key: Hashable, value: V) -> None:
        size = self._size(value) + ENTRY_BYTES
        if size > self._limit:
            return
        with self._lock:
            if key in self._values:
                return
            self._values[key] = value
            self._resize(key, size)

    def weigh(self, key: Hashable) -> None:
        """Take note that the value of a key has grown, if it is kept; others may have to go, or it is too large now."""
        with self._lock:
            if key not in self._values:
                return
            size = self._size(self._values[key]) + ENTRY_BYTES
            if size > self._limit:
                del self._values[key]
                self._held -= self._sizes.pop(key)
            else:
                self._resize(key, size)

    def _resize(self, key: Hashable, size: int) -> None:
        self._held += size - self._sizes.get(key, 0)
        self._sizes[key] = size
        while self._held > self._limit:
            dropped, _ = self._values.popitem(last=False)
            self._held -= self._sizes.pop(dropped)
