"""The order of results: explicit tiers first, then BM25F inside a tier.

Tiers: a report with the whole run stands above one that has its words apart, and that above one where some
word stands only as a fragment inside other words. A tier is a sort key of its own, because no boost kept the order in
10,617 measured queries and an explicit key did. Scores are over report-grain frequencies, whatever the grain of the
match.
"""

from __future__ import annotations

import math
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.analysis import pairs_of
from indexer.backends.arrays import spread
from indexer.model import Sort
from indexer.query.tree import Field, Literal
from indexer.search.execute import Grain
from indexer.search.order import first_in_order

if TYPE_CHECKING:
    from indexer.analysis import Analysis, Form
    from indexer.backends.base import BoolArray, FloatArray, Index, IntArray, PostingField
    from indexer.backends.packed import PackedNumbers
    from indexer.query.plan import Piece, Plan
    from indexer.search.execute import Executor

__all__ = ["Ranker", "Ranking"]

_Small: TypeAlias = npt.NDArray[np.int8]

K1 = 1.2
B = 0.75
"""BM25's usual constants."""

FIELD_WEIGHTS: dict[PostingField, float] = {"text": 1.0, "heading": 2.0, "title": 3.0}
"""A name in a title tells more than one in a heading, and that more than one in the text. Not tuned: of the collections
with judged questions (cmrc2018, drcd) no text has headings, and every title is a first line."""

LITERAL_ONLY = 0.05
"""Weight of a word that stands only inside other words: enough to order such reports among themselves."""

WHOLE_RUN = 3.0
"""Weight of the whole run, saturating with its count; orders reports inside the first tier."""


_MOST_PIECES = np.int8(127)  # a query has at most 32
_LAST_TIER = np.int8(3)

TOGETHER = 1.0
"""What it is worth that one section holds all that is asked: as much as a word that a third of the reports have."""

PAIR = 0.5
"""Weight of two characters side by side beside the words of alternatives. Less than a word, because most pairs are
inside of words that count already; it finds names that the dictionary cuts to pieces (陆 特, 汉斯 雷 顿). Chosen on the
questions about one half of the articles of two retrieval collections: .2 to .5 give nDCG@10 .991 to .994 on the one and
.958 to .959 on the other, .8 gives .990 and .957; on the other half .5 and .8 differ by less than .001."""


class Ranking(msgspec.Struct, frozen=True):
    """What orders reports: one value for each of them.

    Attributes:
        tiers: Tier, 0 where a report does not match or nothing is ranked; ``int8``.
        exact_pieces: How many pieces of the query stand in it as a whole; ``int8``.
        scores: BM25F score; ``float32``, because the rankings of many queries are remembered.
    """

    tiers: _Small
    exact_pieces: _Small
    scores: npt.NDArray[np.float32]

    def of(self, places: npt.NDArray[np.integer]) -> Ranking:
        """That of the reports at some places."""
        return Ranking(self.tiers.take(places), self.exact_pieces.take(places), self.scores.take(places))

    def order(self) -> npt.NDArray[np.uint64]:
        """A sort key for each report, lower is better: its tier, then its exact pieces, then its score.

        Bits of numbers above 0 ascend as the numbers do.
        """
        above = self.tiers.astype(np.uint64) << np.uint64(8) | (_MOST_PIECES - self.exact_pieces).astype(np.uint64)
        return above << np.uint64(32) | ~self.scores.view(np.uint32)

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return self.tiers.nbytes + self.exact_pieces.nbytes + self.scores.nbytes


class Ranker:
    """Ranks the matches of one index.

    Args:
        index: Gives lengths.
        executor: Gives masks and leaf matches.
        analysis: Gives the canonical form of words.
    """

    def __init__(self, index: Index, executor: Executor, analysis: Analysis) -> None:
        self._canon = analysis.canon
        self._executor = executor
        self._columns = index.columns
        self._norms = {field: self._norm(field) for field in FIELD_WEIGHTS}
        self._of_text = FIELD_WEIGHTS["text"] / self._norms["text"]

    def rank(self, plan: Plan, units: BoolArray, grain: Grain, in_one_section: BoolArray) -> Ranking:
        """Tier and score the reports that match; the values of other reports mean nothing.

        Args:
            plan: The query.
            units: Units that satisfy the query and the section filter, at `grain`.
            grain: What a unit is.
            in_one_section: Reports of which one section satisfies the query on its own.
        """
        if not units.any():  # what a wider search would find is asked for next, and that takes time
            nothing = np.zeros(self._columns.reports, np.int8)
            return Ranking(nothing, nothing, nothing.astype(np.float32))
        tiers, exact_pieces = self._tiers(plan, units, grain)
        scores = self._scores(plan, tiers > 0, in_one_section)
        return Ranking(tiers, exact_pieces, scores.astype(np.float32))

    def first(self, sort: Sort, ranking: Ranking, reports: IntArray, hits: IntArray, count: int) -> IntArray:
        """The places of the first of some reports in an order; unknown years and regions come last.

        Args:
            sort: The order.
            ranking: Theirs.
            reports: Report numbers.
            hits: Hits of each of them.
            count: How many are wanted.
        """
        id_rank = self._columns.id_rank[reports]
        year = self._columns.year[reports]
        keys: list[npt.NDArray[Any]]
        match sort:
            case Sort.RELEVANCE:
                return self.most_relevant(ranking, reports, count)
            case Sort.YEAR_DESC:
                keys = [-year]
            case Sort.YEAR_ASC:
                keys = [year == 0, year]
            case Sort.REGION:
                province, prefecture, county = self._columns.region[reports].T
                # A county right below its province stands among the prefectures, as in the facet.
                keys = [province == 0, province, np.where(prefecture, prefecture, county), county, -year]
            case Sort.HITS:
                keys = [-hits]
        return first_in_order([*keys, id_rank], count)

    def most_relevant(self, ranking: Ranking, reports: IntArray, count: int) -> IntArray:
        """The places of the first of some reports by relevance; see `first`."""
        return first_in_order([ranking.order(), self._columns.id_rank[reports]], count)

    def _scores(self, plan: Plan, matching: BoolArray, in_one_section: BoolArray) -> FloatArray:
        """Scores of the reports that match; those of other reports mean nothing."""
        scores = np.zeros(self._columns.reports)
        if not plan.pieces:
            return scores
        for piece in plan.pieces:
            scores += self._piece_score(piece, matching)
        if sum(len(piece.forms[0].segments) for piece in plan.pieces) > 1:
            scores += TOGETHER * in_one_section
        for pair in pairs_of(plan.alternatives):
            scores += PAIR * self._pair_score(pair)
        return scores

    def _tiers(self, plan: Plan, units: BoolArray, grain: Grain) -> tuple[_Small, _Small]:
        """The best tier and the most exact pieces over the satisfying units of each report."""
        pieces = np.zeros(len(units), np.int8)
        if not plan.pieces:
            return pieces[: self._columns.reports], pieces[: self._columns.reports]
        exact = self._executor.mask(plan.exact, grain)
        words = exact | self._executor.mask(plan.words, grain)
        ranks = units * (np.int8(1) + words + exact)  # tiers from the last up; 0 for what does not satisfy the query
        for piece in plan.pieces:
            if piece.required:  # of alternatives the score decides: the rarer word, not the larger number
                pieces += self._executor.mask(piece.exact, grain)
        best = self._most(ranks, grain)
        tiers = np.where(best > 0, _LAST_TIER + 1 - best, 0)
        return tiers, self._most(units * pieces, grain)

    def _most(self, values: _Small, grain: Grain) -> _Small:
        """The most that a unit of each report has."""
        if grain is Grain.REPORT or not len(values):
            return values
        most: _Small = np.maximum.reduceat(values, self._columns.first_row)
        return most

    def _piece_score(self, piece: Piece, matching: BoolArray) -> FloatArray:
        return reduce(np.maximum, (self._form_score(piece, form, matching) for form in piece.forms))

    def _form_score(self, piece: Piece, form: Form, matching: BoolArray) -> FloatArray:
        scores = np.zeros(self._columns.reports)
        for segment in form.segments:
            scores += self._segment_score(segment, matching)
        if piece.is_phrase or not form.single:
            scores += WHOLE_RUN * _saturated(self._literal_counts(form.needle))
        return scores

    def _segment_score(self, segment: str, matching: BoolArray) -> FloatArray:
        scores = self._bm25f(segment)
        only_literal = np.flatnonzero(matching & (scores == 0)).astype(np.int32)
        if len(only_literal):
            literal = Literal(Field.TEXT, self._canon(segment))
            scores[only_literal] = LITERAL_ONLY * _saturated(self._executor.leaves.occurrences(literal, only_literal))
        return scores

    def _pair_score(self, pair: str) -> FloatArray:
        """BM25 of two characters side by side in the text, words or not."""
        return _weighted(self._literal_counts(pair) / self._norms["text"])

    def _literal_counts(self, needle: str) -> IntArray:
        return self._executor.leaves.occurrences_everywhere(Literal(Field.TEXT, needle))

    def _bm25f(self, term: str) -> FloatArray:
        """BM25F of one term for every report.

        Frequencies of the fields are weighted and added before they saturate (Robertson, Zaragoza, Taylor 2004).
        """
        word = self._executor.leaves.word(term)
        frequency = self._of_text * spread(word.text.reports, word.text.report_counts, self._columns.reports)
        self._add(frequency, "heading", word.heading)
        self._add(frequency, "title", word.title)
        return _weighted(frequency)

    def _add(self, frequency: FloatArray, field: PostingField, counts: PackedNumbers) -> None:
        reports, standing = counts.filled()
        added = FIELD_WEIGHTS[field] * standing / self._norms[field].take(reports)
        frequency += spread(reports, added, len(frequency))

    def _norm(self, field: PostingField) -> FloatArray:
        """``1 - b + b · length / average length`` of a field for every report."""
        lengths = self._lengths(field)
        average = lengths.mean() if len(lengths) and lengths.any() else 1.0
        return 1 - B + B * lengths / average

    def _lengths(self, field: PostingField) -> FloatArray:
        if field == "title":
            return self._columns.title_length.astype(np.float64)
        of_rows = self._columns.text_length if field == "text" else self._columns.heading_length
        sums = np.bincount(self._columns.report_of_row, weights=of_rows, minlength=self._columns.reports)
        return sums.astype(np.float64)


def _saturated(counts: IntArray) -> FloatArray:
    """``n / (n + 2)`` for n occurrences of a literal."""
    saturated: FloatArray = counts / (counts + 2.0)
    return saturated


def _weighted(frequency: FloatArray) -> FloatArray:
    """BM25 of a term from its normalised frequency in every report.

    The inverse document frequency is that of Lucene, which goes to 0 for a term that every report has: such a term
    tells nothing, and with a floor of 1 a sentence's particles outweigh its names.
    """
    holders = np.count_nonzero(frequency)
    idf = math.log(1 + (len(frequency) - holders + 0.5) / (holders + 0.5))
    return idf * frequency * (K1 + 1) / (frequency + K1)
