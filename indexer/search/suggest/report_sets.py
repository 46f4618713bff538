"""Which reports satisfy a query tree, and nothing else about them: what counting a suggestion or a correction needs.

Counting hits, sections or order needs every place of every leaf. How many reports there are does not: a leaf is not
looked for where the rest of the tree has decided already, and what is known of one is a bit a report, so that the
words of thousands of suggestions are remembered.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import Analysis
from indexer.backends.arrays import mask_of
from indexer.backends.cache import ByteCache
from indexer.backends.text.counting import per_report
from indexer.backends.text.part import TextPart
from indexer.backends.text.places import wording_of, wording_places
from indexer.backends.time_limit import check_time
from indexer.backends.word_counts import is_spelt
from indexer.query.tree import All, And, Field, Literal, Not, Nothing, Or, Word
from indexer.search.execute import Grain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from indexer.backends.base import BoolArray, Index, IntArray, Text
    from indexer.query.tree import Node
    from indexer.search.execute import Executor

__all__ = ["ReportSets"]

_PAIR = 2
_SLOW = 4  # times as long as a place of a pair takes one of a single character, or of more than two
_SOON = 150_000  # places of pairs that are found while the reports that have a word are looked up
_FEW = 16  # reports so few are read to look for a literal, which takes less time than finding all its places
_REMEMBERED = 1 << 12  # literals of which it is known how many places they have at most


class ReportSets:
    """Finds the reports that satisfy trees at report grain.

    Args:
        index: What to read.
        executor: Evaluates what has no short way.
        cache_bytes: Memory for what is known of leaves.
    """

    def __init__(self, index: Index, executor: Executor, cache_bytes: int) -> None:
        self._index = index
        self._executor = executor
        self._columns = index.columns
        self._at_most = lru_cache(_REMEMBERED)(index.texts.at_most)
        self._known: ByteCache[npt.NDArray[np.uint8]] = ByteCache(cache_bytes, lambda bits: bits.nbytes)

    def satisfying(self, tree: Node, runs: Sequence[str] = ()) -> BoolArray:
        """The reports that satisfy a tree; equal to the executor's mask.

        Args:
            tree: The tree.
            runs: Canonical strings that its literals are mostly parts of.
        """
        return self._among(self._eased(tree, runs), np.ones(self._columns.reports, np.bool_))

    def _eased(self, tree: Node, runs: Sequence[str]) -> Node:
        """An equal tree that takes less time.

        A word of Han characters stands nowhere but where these do, so that it tells nothing where those are soon
        found. A single character has more places than anything, but mostly between the neighbours that it has in the
        query: 及减 tells of nearly all reports that have 及.
        """
        match tree:
            case And():
                rarest_first = sorted(tree.children, key=self._most)
                return And(tuple(self._eased(child, runs) for child in rarest_first))
            case Or():
                texts = [child for child in tree.children if isinstance(child, Literal) and child.field is Field.TEXT]
                soon = [leaf.needle for leaf in texts if self._effort(leaf.needle) < _SOON]
                return Or(tuple(self._eased(child, runs) for child in tree.children if not _is_one_of(child, soon)))
            case Literal(field=Field.TEXT) if self._effort(tree.needle) >= _SOON and len(tree.needle) == 1:
                return Or((*_around(tree, runs), tree))
            case _:
                return tree

    def _most(self, tree: Node) -> int:
        """About how often what a tree asks for occurs anywhere; the rarest child is evaluated first."""
        match tree:
            case Literal(field=Field.TEXT):
                return self._at_most(tree.needle)
            case And():
                return min(map(self._most, tree.children))
            case Or():
                return max(map(self._most, tree.children))
            case _:
                return 0

    def _effort(self, needle: str) -> int:
        """How long it takes to find a literal, in places of a pair."""
        return self._at_most(needle) * (1 if len(needle) == _PAIR else _SLOW)

    def _among(self, tree: Node, asked: BoolArray) -> BoolArray:
        """The reports that satisfy a tree, among those asked for; the result says nothing about the others."""
        check_time()
        match tree:
            case All():
                return asked
            case Nothing():
                return np.zeros(len(asked), np.bool_)
            case And():
                for child in tree.children:
                    asked = asked & self._among(child, asked) if asked.any() else asked
                return asked
            case Or():
                found = np.zeros(len(asked), np.bool_)
                for child in tree.children:
                    left = asked & ~found
                    found = found | self._among(child, left) if left.any() else found
                return found
            case Not():
                return ~self._among(tree.child, asked)
            case Literal(field=Field.TEXT) if np.count_nonzero(asked) <= _FEW and self._known.known(tree) is None:
                return self._holding(tree.needle, TextPart(self._index.texts, np.flatnonzero(asked).astype(np.int32)))
            case Literal(field=Field.TEXT) | Word(field=Field.TEXT):
                return self._leaf(tree)
            case _:
                return self._executor.mask(tree, Grain.REPORT)

    def _leaf(self, leaf: Word | Literal) -> BoolArray:
        bits = self._known.get(leaf, lambda: np.packbits(self._evaluated(leaf)))
        return np.unpackbits(bits, count=self._columns.reports).view(np.bool_)

    def _evaluated(self, leaf: Word | Literal) -> BoolArray:
        if isinstance(leaf, Literal):
            counted = self._counted(leaf.needle) if self._effort(leaf.needle) >= _SOON else None
            return self._holding(leaf.needle, self._index.texts) if counted is None else counted
        return self._of_rows(self._index.postings(leaf.term).text.rows)

    def _counted(self, needle: str) -> BoolArray | None:
        """The reports that hold a literal which is spelt as a word: those of the word, and those of its strays.

        None where strays are not known, there is no such word, or nothing canonical is spelt so.
        """
        if not is_spelt(needle, needle):
            return None
        word = self._index.postings(needle)
        if word.strays is None or not len(word.text.rows):
            return None
        found = self._of_rows(word.text.rows)
        for places in wording_of(self._index.texts, needle, word.strays):
            found[per_report(self._index.texts.layout, places)[0]] = True
        return found

    def _of_rows(self, rows: IntArray) -> BoolArray:
        """The reports of some rows."""
        return mask_of(self._columns.report_of_row.take(rows), self._columns.reports)

    def _holding(self, needle: str, texts: Text) -> BoolArray:
        """The reports of all texts or of some that hold a literal."""
        found = np.zeros(self._columns.reports, np.bool_)
        for portion in texts.portions((needle,)):
            check_time()
            for places in wording_places(portion, needle):
                found[per_report(portion.layout, places)[0]] = True
        return found


def _is_one_of(node: Node, needles: Iterable[str]) -> bool:
    """Whether a tree is a word of Han characters that is written as one of some needles."""
    return (
        isinstance(node, Word) and node.field is Field.TEXT and any(is_spelt(node.term, needle) for needle in needles)
    )


def _around(leaf: Literal, runs: Sequence[str]) -> Iterable[Literal]:
    """A Han character in each of some runs together with the one before it, and with the one behind it."""
    if not Analysis.is_han(leaf.needle):
        return ()
    pairs = ("".join(pair) for run in runs for pair in pairwise(run) if leaf.needle in pair)
    return (Literal(Field.TEXT, pair) for pair in dict.fromkeys(pairs))
