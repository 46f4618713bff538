"""Which reports satisfy a query tree, and nothing else about them: what counting a suggestion or a correction needs.

Counting hits, sections or order needs every place of every leaf. How many reports there are does not: a leaf is not
looked for where the rest of the tree has decided already, and what is known of one is a bit a report, so that the
words of thousands of suggestions are remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import occurrences
from indexer.backends.cache import ByteCache
from indexer.backends.counting import per_report
from indexer.backends.places import wording_places
from indexer.backends.time_limit import check_time
from indexer.query.tree import All, And, Field, Literal, Not, Nothing, Or, Word
from indexer.search.execute import Grain

if TYPE_CHECKING:
    import numpy.typing as npt

    from indexer.backends.base import BoolArray, Index
    from indexer.query.tree import Node
    from indexer.search.execute import Executor

__all__ = ["ReportSets"]

_FEW = 16  # reports so few are read to look for a literal, which takes less time than finding all its places


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
        self._layout = index.texts.layout
        self._known: ByteCache[npt.NDArray[np.uint8]] = ByteCache(cache_bytes, lambda bits: bits.nbytes)

    def satisfying(self, tree: Node) -> BoolArray:
        """The reports that satisfy a tree; equal to the executor's mask."""
        return self._among(tree, np.ones(self._columns.reports, np.bool_))

    def _among(self, tree: Node, asked: BoolArray) -> BoolArray:
        """The reports that satisfy a tree, of those that are asked for; about the others nothing is said."""
        check_time()
        match tree:
            case All():
                return asked
            case Nothing():
                return np.zeros(len(asked), np.bool_)
            case And():
                for child in sorted(tree.children, key=self._most):
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
            case Literal(field=Field.TEXT) if np.count_nonzero(asked) <= _FEW:
                return self._read(tree.needle, asked)
            case Literal(field=Field.TEXT) | Word(field=Field.TEXT):
                return self._leaf(tree)
            case _:
                return self._executor.mask(tree, Grain.REPORT)

    def _most(self, tree: Node) -> int:
        """About how many reports satisfy a tree, as far as it is soon known: those that have its words come first."""
        match tree:
            case Word(field=Field.TEXT):
                return int(np.count_nonzero(self._leaf(tree)))
            case And():
                return min(map(self._most, tree.children))
            case Or():
                return max(map(self._most, tree.children))
            case _:
                return 0

    def _leaf(self, leaf: Word | Literal) -> BoolArray:
        bits = self._known.get(leaf, lambda: np.packbits(self._holding(leaf)))
        return np.unpackbits(bits, count=self._columns.reports).view(np.bool_)

    def _holding(self, leaf: Word | Literal) -> BoolArray:
        found = np.zeros(self._columns.reports, np.bool_)
        if isinstance(leaf, Word):
            found[self._columns.report_of_row[self._index.postings(leaf.term).text.rows]] = True
            return found
        for places in wording_places(self._index.texts, leaf.needle):
            found[per_report(self._layout, places)[0]] = True
        return found

    def _read(self, needle: str, asked: BoolArray) -> BoolArray:
        """The same for a literal in few reports, by reading them."""
        found = np.zeros(len(asked), np.bool_)
        for number in np.flatnonzero(asked).tolist():
            begin, end, _, second_end = self._layout.reports[number].tolist()
            if second_end:  # where it stands in both wordings is for others to say
                return self._leaf(Literal(Field.TEXT, needle))
            found[number] = bool(occurrences(self._index.texts.read_canonical(begin, end), needle))
        return found
