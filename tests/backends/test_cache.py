"""The bounded cache: it never holds more than it may, and never gives a wrong value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.backends.cache import ENTRY_BYTES, ByteCache


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=80), st.integers(0, 5 * ENTRY_BYTES))
def test_bound_and_values(asked: list[tuple[int, int]], limit: int) -> None:
    """Whatever is asked in whatever order, each answer is what would be made, and what is kept fits the limit."""
    cache: ByteCache[bytes] = ByteCache(limit, len)
    sizes = dict(asked)
    for key in (key for key, _ in asked):
        value = bytes([key]) * sizes[key]
        assert value == cache.get(key, lambda value=value: value)  # type: ignore[misc]  # the default binds the value
        held = sum(len(value) + ENTRY_BYTES for value in cache._values.values())
        assert held <= limit
        assert held == cache._held


def test_recent_values_are_kept() -> None:
    """A value that is asked for again is not made again; the one asked for longest ago goes first."""
    made: list[int] = []

    def make(key: int) -> bytes:
        made.append(key)
        return b"x" * 10

    cache: ByteCache[bytes] = ByteCache(2 * (10 + ENTRY_BYTES), len)
    for key in (1, 2, 1, 3, 1, 2):
        cache.get(key, lambda key=key: make(key))  # type: ignore[misc]  # the default binds the key

    assert [1, 2, 3, 2] == made


def test_large_values_are_not_kept() -> None:
    """A value larger than the limit is given and not kept, and pushes nothing out."""
    cache: ByteCache[bytes] = ByteCache(20 + ENTRY_BYTES, len)
    cache.get("small", lambda: b"x")

    assert b"x" * 21 == cache.get("large", lambda: b"x" * 21)
    assert ["small"] == list(cache._values)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2 * ENTRY_BYTES)), max_size=60))
def test_values_that_grow(grown: list[tuple[int, int]]) -> None:
    """What a value takes is known once it is weighed; then others go, or the value itself if it is too large alone."""
    cache: ByteCache[bytearray] = ByteCache(4 * ENTRY_BYTES, len)
    for key, by in grown:
        value = cache.get(key, bytearray)
        value.extend(bytes(by))
        cache.weigh(key)
        held = {key: len(value) + ENTRY_BYTES for key, value in cache._values.items()}

        assert sum(held.values()) == cache._held <= 4 * ENTRY_BYTES
        assert (key in held) == (len(value) <= 3 * ENTRY_BYTES)


def test_several_at_once() -> None:
    """Only what is not kept is made, all of it together, and values come in the order of the keys."""
    cache: ByteCache[str] = ByteCache(10 * ENTRY_BYTES, len)
    asked: list[list[int]] = []

    def make(places: list[int]) -> list[str]:
        asked.append(places)
        return [f"made at {place}" for place in places]

    assert ["made at 0", "made at 1"] == cache.get_all(["a", "b"], make)
    assert ["made at 1", "made at 1", "made at 0"] == cache.get_all(["b", "c", "a"], make)
    assert ["made at 0"] == cache.get_all(["a"], make)
    assert [[0, 1], [1]] == asked
