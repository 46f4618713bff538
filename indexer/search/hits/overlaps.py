"""Where marks of a query can overlap. Where they cannot, hits are sums of counts that the leaves have."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.query.plan import Piece

__all__ = ["overlaps"]

_MOST = 40  # strings to compare with each other


class _As(Enum):
    """What a marked string is to its piece. The words of a piece are marked only in units where no whole stands."""

    WHOLE = "whole"
    WORD = "word"
    BOTH = "both"


class _Marked(msgspec.Struct, frozen=True, dict=True):
    """A string that is marked.

    Attributes:
        piece: Number of its piece.
        marked_as: What it is to that.
        needle: Its canonical form.
    """

    piece: int
    marked_as: _As
    needle: str

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset(self.needle)

    @property
    def has_digit(self) -> bool:
        return any(map(str.isdigit, self.characters))


def overlaps(pieces: Sequence[Piece], canon: Callable[[str], str]) -> frozenset[str] | None:
    """The canonical strings that a text holds where two marks of a query overlap; None where that cannot be told.

    Where 行政 and 政府 overlap stands 行政府, and a text without it has no such place.
    """
    marked = [each for number, piece in enumerate(pieces) for each in _marked(number, piece, canon)]
    if len(marked) > _MOST:
        return None
    pairs = [(one, other) for one, other in combinations(marked, 2) if not _exclude(one, other)]
    if any(one.has_digit and other.has_digit for one, other in pairs):
        return None  # a number is found in several spellings, so numbers are not compared as strings
    found = {joined for each in marked for joined in _run_on(each.needle, each.needle)}
    for one, other in pairs:
        if not one.characters.isdisjoint(other.characters):
            found.update(_overlapping(one.needle, other.needle))
    return frozenset(found)


def _marked(number: int, piece: Piece, canon: Callable[[str], str]) -> Iterator[_Marked]:
    for form in piece.forms:
        if form.single and not piece.is_phrase:
            yield _Marked(number, _As.BOTH, form.needle)
            continue
        yield _Marked(number, _As.WHOLE, form.needle)
        if not piece.is_phrase:
            yield from (_Marked(number, _As.WORD, canon(segment)) for segment in form.segments)


def _exclude(one: _Marked, other: _Marked) -> bool:
    """Whether two strings are never marked in one unit: a run, and the words that stand in for it."""
    return one.piece == other.piece and {one.marked_as, other.marked_as} == {_As.WHOLE, _As.WORD}


def _overlapping(one: str, other: str) -> Iterator[str]:
    """What stands where two strings share a character: the longer one, or one that runs on into the other."""
    if one in other or other in one:
        yield max(one, other, key=len)
    yield from _run_on(one, other)
    yield from _run_on(other, one)


def _run_on(first: str, second: str) -> Iterator[str]:
    """Strings of which one begins and the other ends, and which are shorter than both together."""
    for size in range(1, min(len(first), len(second))):
        if first.endswith(second[:size]):
            yield first + second[size:]
