"""Where a word is spelt but is not a word: occurrences of a literal that the postings do not count.

Every word of Han characters that the index counts is a place of the literal spelt so, and hardly any other place is
one: of 公开 500 among 1.4 million, inside other words or in page furniture. So the counts of a literal are those of its
word and these places, its strays, which are kept beside the word's postings where they are few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.analysis import canon, han_places
from indexer.backends.files.joined_strings import decoded
from indexer.backends.text.pair_positions import PairLists
from indexer.backends.text.places import touches_other_wording
from indexer.code_points import code_points, numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.inversion import Inverted
    from indexer.backends.text.laid import LaidText
    from indexer.backends.text.pair_positions import PairPositions
    from indexer.backends.text_layout import TextLayout

__all__ = ["LONGEST", "SpeltText", "Strays", "strays_of"]

LONGEST = 7
"""Characters of a word whose strays are known: as many as a byte has bits to say which words begin at a position."""

_SHORTEST = 2  # nearly every character stands inside words
_PER_STRAY = 2  # words that there must be for each stray; else to find the places takes little longer
_PER_PLACE = 8  # the same for each place of the rarest pair, of which there may be more
_AT_ONCE = 1 << 20  # places that are looked at at a time: 40 MB of memory
_ENDLESS = np.iinfo(np.int64).max  # for the number of places of a pair that has no list


class SpeltText(NamedTuple):
    """A laid text as literals are found in it.

    Attributes:
        characters: The canonical characters by their numbers from 1; 0 at borders.
        canonical: The code point of each number, ascending, the first that of number 1.
        pairs: Where each pair of them stands.
    """

    characters: npt.NDArray[np.unsignedinteger]
    canonical: npt.NDArray[np.uint32]
    pairs: PairPositions

    def numbers(self, points: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
        """The numbers of canonical characters, 0 for one that stands nowhere."""
        return numbers_in(self.canonical, points)


class Strays(NamedTuple):
    """The strays of some terms.

    Attributes:
        known: Whether those of each term are known.
        counts: How many it has; 0 where they are not known.
        positions: Where they are in the text, one term's behind another's, ascending.
    """

    known: BoolArray
    counts: IntArray
    positions: IntArray


def strays_of(words: Inverted, laid: LaidText, spelt: SpeltText) -> Strays:
    """Find the strays of words.

    They are not known of a word that overlaps itself (人人), as a reader counts left to right; of one that the index
    counts at other places than its own spelling, as in other wording or across the border of a passage; and of one that
    has many.

    Args:
        words: What the index counts in the text.
        laid: The text.
        spelt: The same as literals are found in it.
    """
    lists = PairLists.of(spelt.pairs)
    begins_word = _words_in_one_passage(laid)
    known = np.zeros(len(words.terms), np.bool_)
    counts = np.zeros(len(words.terms), np.int32)
    owners, positions = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    for some in _Needles.of(words, spelt).parts(lists):
        owner, starts = some.places(lists, spelt.characters)
        is_word = (begins_word[starts] >> np.uint8(some.size) & 1).astype(np.bool_)
        exact = np.bincount(owner[is_word], minlength=len(some.terms)) == some.frequencies
        owner, starts = owner[~is_word], starts[~is_word]
        second = _in_second_text(laid.layout, starts)
        inside = starts[second].astype(np.int32)
        reworded = touches_other_wording(laid.layout, inside, inside + np.int32(some.size))
        exact[owner[second][reworded]] = False
        number = np.bincount(owner[~second], minlength=len(some.terms))
        exact &= _PER_STRAY * number <= some.frequencies
        known[some.terms[exact]] = True
        counts[some.terms[exact]] = number[exact]
        kept = exact[owner] & ~second
        owners.append(some.terms[owner[kept]])
        positions.append(starts[kept].astype(np.int32))
    return Strays(known, counts, np.concatenate(positions)[np.argsort(np.concatenate(owners), kind="stable")])


class _Needles(NamedTuple):
    """Words that may have strays, as the numbers of their characters.

    Attributes:
        terms: The place of each among all words.
        sizes: Its characters.
        characters: Their numbers, 0 behind the last; shape ``(words, LONGEST)``.
        frequencies: How often the index counts it.
    """

    terms: npt.NDArray[np.int64]
    sizes: npt.NDArray[np.int64]
    characters: npt.NDArray[np.int64]
    frequencies: npt.NDArray[np.int64]

    @classmethod
    def of(cls, words: Inverted, spelt: SpeltText) -> _Needles:
        names = list(map(decoded, words.terms))
        points = code_points(canon("".join(names)))
        sizes = np.fromiter(map(len, names), np.int64, len(names))
        firsts = np.cumsum(sizes) - sizes
        terms = np.flatnonzero((sizes >= _SHORTEST) & (sizes <= LONGEST) & han_places(points)[firsts])
        sizes, firsts = sizes[terms], firsts[terms]
        places = firsts[:, np.newaxis] + np.arange(LONGEST)
        filled = np.arange(LONGEST) < sizes[:, np.newaxis]
        characters = np.where(filled, spelt.numbers(points).take(places, mode="clip"), 0)
        begins = np.cumsum(words.counts, dtype=np.int64) - words.counts
        totals = np.add.reduceat(words.frequencies, begins, dtype=np.int64) if len(begins) else begins
        needles = cls(terms, sizes, characters, totals[terms])
        return needles.chosen(~needles._overlapping() & (characters.astype(np.bool_) == filled).all(axis=1))

    def chosen(self, wanted: BoolArray | slice) -> _Needles:
        return _Needles(*(column[wanted] for column in self))

    def _overlapping(self) -> BoolArray:
        """Whether each begins as it ends."""
        found = np.zeros(len(self.terms), np.bool_)
        for step in range(1, LONGEST):
            beyond = np.arange(LONGEST - step) >= (self.sizes - step)[:, np.newaxis]
            alike = self.characters[:, step:] == self.characters[:, :-step]
            found |= (self.sizes > step) & (alike | beyond).all(axis=1)
        return found

    def parts(self, pairs: PairLists) -> Iterator[_Part]:
        """Yield them by their sizes, so many at a time as have places enough."""
        for size in range(_SHORTEST, LONGEST + 1):
            mine = self.chosen(self.sizes == size)
            lists = np.stack([pairs.find(*mine.characters[:, at : at + 2].T) for at in range(size - 1)], axis=1)
            places = np.where(lists >= 0, pairs.counts(lists), _ENDLESS)
            offsets = np.argmin(places, axis=1)
            rows = np.arange(len(lists))
            most = places[rows, offsets]
            few = (lists >= 0).all(axis=1) & (most <= _PER_PLACE * mine.frequencies)
            mine, most = mine.chosen(few), most[few]
            lists, offsets = lists[rows, offsets][few], offsets[few]
            parts = (np.cumsum(most) - most) // _AT_ONCE
            for part in range(int(parts.max(initial=-1)) + 1):
                some = slice(*np.searchsorted(parts, (part, part + 1)).tolist())
                terms, _, characters, frequencies = mine.chosen(some)
                yield _Part(size, terms, characters, frequencies, lists[some], offsets[some])


class _Part(NamedTuple):
    """Words of one size.

    Attributes:
        size: Their characters.
        terms: The place of each among all words.
        characters: As in `_Needles`.
        frequencies: How often the index counts each.
        lists: Number of the list of its rarest pair.
        offsets: Where in the word that pair begins.
    """

    size: int
    terms: npt.NDArray[np.int64]
    characters: npt.NDArray[np.int64]
    frequencies: npt.NDArray[np.int64]
    lists: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]

    def places(
        self, pairs: PairLists, text: npt.NDArray[np.unsignedinteger]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Every place where one of them stands: whose it is, by its number among these, and where; by word."""
        found, counts = pairs.positions(self.lists)
        owners = np.repeat(np.arange(len(counts)), counts)
        starts = found - self.offsets[owners]
        if self.size > _SHORTEST:
            for place in range(self.size):  # the ends of the text are borders
                characters = text.take(starts + place, mode="clip")
                stands = np.flatnonzero(characters == self.characters[owners, place])
                owners, starts = owners[stands], starts[stands]
        return owners, starts


def _words_in_one_passage(laid: LaidText) -> npt.NDArray[np.uint8]:
    """Which words begin at each position, as bits by their size, without those that go across a border of passages."""
    words, torn = laid.words.copy(), laid.layout.torn
    for before in range(1, LONGEST):
        # Of words that begin so far before a border only those of as many characters end there: bits up to `before`.
        words[torn - before] &= np.uint8((1 << before + 1) - 1)
    return words


def _in_second_text(layout: TextLayout, starts: npt.NDArray[np.int64]) -> BoolArray:
    """Whether each position lies in a second text."""
    inside = np.zeros(len(starts), np.bool_)
    for start, end in layout.seconds.tolist():
        inside |= (starts >= start) & (starts < end)
    return inside
