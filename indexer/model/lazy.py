"""Values that cost something to make and that not everybody reads: a sequence made when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

__all__ = ["LazySequence"]

T = TypeVar("T")


class LazySequence(Sequence[T], Generic[T]):
    """A tuple that is made when it is looked into; equal to that tuple. Safe to share between threads.

    Args:
        make: Makes it. Two threads that look at once may both call it, so it must give equal values.
        count: Tells its length without making it.
    """

    __slots__ = ("_count", "_made", "_make")

    def __init__(self, make: Callable[[], tuple[T, ...]], count: Callable[[], int]) -> None:
        self._make = make
        self._count = count
        self._made: tuple[T, ...] | None = None

    def _tuple(self) -> tuple[T, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        return self._tuple()[place]

    def __len__(self) -> int:
        return self._count() if self._made is None else len(self._made)

    def __iter__(self) -> Iterator[T]:
        return iter(self._tuple())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, LazySequence):
            return self._tuple() == other._tuple()
        return self._tuple() == other

    def __hash__(self) -> int:
        return hash(self._tuple())

    def __repr__(self) -> str:
        return repr(self._tuple())
