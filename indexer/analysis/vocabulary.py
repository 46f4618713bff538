"""The terms of many texts as numbers: each is read and split once, and counted as an array of numbers after that.

A text is cut into pieces: words of Han characters, numbers with the unit behind them, Latin words. A piece gives the
same terms at the same distances from its beginning wherever it stands, and reports say the same few ten thousand pieces
over and over. So every occurrence costs one look-up, and all else is done once a piece.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["TermCounts", "Terms", "Vocabulary", "count_by_group"]

_IntArray: TypeAlias = npt.NDArray[np.int32]
_LARGE = 250_000
"""Terms; with the pieces they are inside they take 100 MB. 10,000 reports have fewer."""
_GROUP = np.int64(1 << 32)  # terms are numbered in 32 bits, and the group stands above


class Terms(NamedTuple):
    """Occurrences of terms in a text, in the order of tokens; arrays of ``int32`` of the same length.

    Attributes:
        numbers: The number of each term in its vocabulary.
        starts: Position where each begins.
        ends: Position after each.
    """

    numbers: _IntArray
    starts: _IntArray
    ends: _IntArray


class Vocabulary:
    """Numbers pieces, and their terms, from 0 in the order in which they are met.

    It only grows, so one serves until it is large and no longer; and only one thread.

    Args:
        split: Gives the terms of a piece, each with start and end in it.

    Attributes:
        terms: Every term, by its number.
    """

    def __init__(self, split: Callable[[str], Iterable[tuple[str, int, int]]]) -> None:
        self._split = split
        self._pieces = _Numbers(self._new_piece)
        self._terms: dict[str, int] = {}
        self.terms: list[str] = []
        # By piece: its length, where its terms begin in the three below, and how many they are.
        self._sizes, self._firsts, self._counts = array("i"), array("i"), array("i")
        self._inside, self._starts, self._ends = array("i"), array("i"), array("i")

    def _new_piece(self, piece: str) -> None:
        first, terms = len(self._inside), self.terms
        for term, start, end in self._split(piece):
            number = self._terms.setdefault(term, len(terms))
            if number == len(terms):
                terms.append(term)
            self._inside.append(number)
            self._starts.append(start)
            self._ends.append(end)
        self._sizes.append(len(piece))
        self._firsts.append(first)
        self._counts.append(len(self._inside) - first)

    def pieces(self, pieces: Sequence[str]) -> _IntArray:
        """The number of each piece."""
        return np.fromiter(map(self._pieces.__getitem__, pieces), np.int32, len(pieces))

    def sizes(self, pieces: _IntArray) -> _IntArray:
        """The length of each piece, given by its number, in characters."""
        return np.frombuffer(self._sizes, np.int32)[pieces]

    def inside(self, pieces: _IntArray, starts: _IntArray) -> Terms:
        """The terms of pieces, given by their numbers and where each begins, in their order."""
        counts = np.frombuffer(self._counts, np.int32)[pieces]
        before = np.cumsum(counts, dtype=np.int32) - counts
        places = np.repeat(np.frombuffer(self._firsts, np.int32)[pieces] - before, counts)
        places += np.arange(len(places), dtype=np.int32)
        begins = np.repeat(starts, counts)
        numbers, first, after = (np.frombuffer(of, np.int32) for of in (self._inside, self._starts, self._ends))
        return Terms(numbers[places], begins + first[places], begins + after[places])

    def renewed(self) -> Vocabulary:
        """The one for the next texts: itself, or an empty one where it takes much memory already."""
        return Vocabulary(self._split) if len(self.terms) > _LARGE else self

    def find(self, term: str) -> int | None:
        """The number of a term, None when it has none."""
        return self._terms.get(term)


class _Numbers(dict[str, int]):
    """Numbers strings as they are first asked for.

    Args:
        new: Told each new one.
    """

    def __init__(self, new: Callable[[str], None]) -> None:
        super().__init__()
        self._new = new

    def __missing__(self, string: str) -> int:
        number = self[string] = len(self)
        self._new(string)
        return number


class TermCounts(Mapping[str, int]):
    """How often each of some terms occurs, as a mapping and as arrays.

    Args:
        vocabulary: What numbers the terms.
        numbers: Their numbers, ascending.
        counts: How often each occurs, at least 1.
    """

    __slots__ = ("counts", "numbers", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, numbers: _IntArray, counts: _IntArray) -> None:
        self.vocabulary = vocabulary
        self.numbers = numbers
        self.counts = counts

    def __getitem__(self, term: str) -> int:
        number = self.vocabulary.find(term)
        if number is not None:
            place = int(np.searchsorted(self.numbers, number))
            if place < len(self.numbers) and self.numbers[place] == number:
                return int(self.counts[place])
        raise KeyError(term)

    def __iter__(self) -> Iterator[str]:
        return map(self.vocabulary.terms.__getitem__, self.numbers.tolist())

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def total(self) -> int:
        """The sum of all counts."""
        return int(self.counts.sum())


def count_by_group(
    vocabulary: Vocabulary, numbers: _IntArray, groups: npt.NDArray[np.integer], size: int
) -> list[TermCounts]:
    """Count occurrences of terms by group.

    Args:
        vocabulary: What numbers the terms.
        numbers: The term of each occurrence.
        groups: Its group.
        size: Number of groups; they are numbered from 0.
    """
    keys = groups * _GROUP + numbers
    keys.sort()
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(firsts, append=len(keys)).astype(np.int32)
    keys = keys[firsts]
    borders = np.searchsorted(keys, np.arange(size + 1) * _GROUP).tolist()
    distinct = (keys % _GROUP).astype(np.int32)
    ranges = (slice(*pair) for pair in pairwise(borders))
    return [TermCounts(vocabulary, distinct[mine], counts[mine]) for mine in ranges]
