"""Whether marks of a query can overlap at all. Where they cannot, hits are sums of counts that the leaves have."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.query.plan import Piece

__all__ = ["may_overlap"]

_MOST = 40  # strings to compare with each other; of more it is simply assumed that they may overlap


class _Marked(msgspec.Struct, frozen=True, dict=True):
    """A string that is marked.

    Attributes:
        piece: Number of its piece.
        part: Whether it is marked only in units where no whole run of its piece stands; None if both are.
        needle: Its canonical form.
    """

    piece: int
    part: bool | None
    needle: str

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset(self.needle)

    @property
    def has_digit(self) -> bool:
        return any(map(str.isdigit, self.characters))


def may_overlap(pieces: Sequence[Piece], canon: Callable[[str], str]) -> bool:
    """Whether two marks of a query could overlap somewhere."""
    marked = [each for number, piece in enumerate(pieces) for each in _marked(number, piece, canon)]
    if len(marked) > _MOST or any(_overlaps_itself(each.needle) for each in marked):
        return True
    return any(_touch(one, other) for one, other in combinations(marked, 2) if not _exclude(one, other))


def _marked(number: int, piece: Piece, canon: Callable[[str], str]) -> Iterator[_Marked]:
    for form in piece.forms:
        if form.single and not piece.is_phrase:
            yield _Marked(number, None, form.needle)
            continue
        yield _Marked(number, part=False, needle=form.needle)
        if not piece.is_phrase:
            yield from (_Marked(number, part=True, needle=canon(segment)) for segment in form.segments)


def _exclude(one: _Marked, other: _Marked) -> bool:
    """Whether two strings are never marked in one unit: a run, and the words that stand in for it."""
    return one.piece == other.piece and {one.part, other.part} == {True, False}


def _overlaps_itself(needle: str) -> bool:
    """Whether a string has an end that is also its beginning, as 局局 and 1001."""
    return any(needle.endswith(needle[:size]) for size in range(1, len(needle)))


def _touch(one: _Marked, other: _Marked) -> bool:
    """Whether occurrences of two strings could share a character of a text."""
    if one.has_digit and other.has_digit:
        return True  # a number is found in several spellings, so numbers are not compared as strings
    if one.characters.isdisjoint(other.characters):
        return False
    first, second = one.needle, other.needle
    sizes = range(1, min(len(first), len(second)) + 1)
    ends = (first.endswith(second[:size]) or second.endswith(first[:size]) for size in sizes)
    return first in second or second in first or any(ends)
