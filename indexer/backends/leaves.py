"""From a leaf of the query tree to the rows and reports where it matches, the same for every embedded backend."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np

from indexer.analysis import non_overlapping, occurrences
from indexer.backends.arrays import IntArray, spread, sums
from indexer.backends.cache import ByteCache
from indexer.backends.located import document_number_places, exact_places, near_places
from indexer.backends.packed import PackedNumbers
from indexer.backends.passage_counts import Counts, PassageCounter
from indexer.backends.text.counting import per_report
from indexer.backends.text.part import FEW_REPORTS, TextPart
from indexer.backends.text.places import (
    Places,
    disjoint,
    literal_places,
    with_other_wording,
    wording_of,
    wording_places,
)
from indexer.backends.time_limit import check_time
from indexer.backends.word_counts import is_spelt, with_strays
from indexer.query.tree import DocumentNumberIs, Exact, Field, Literal, Near, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.base import Index, Postings, Text

__all__ = ["Leaf", "LeafMatches", "LeafReader", "WordMatches"]

Leaf: TypeAlias = Word | Literal | Exact | Near | DocumentNumberIs

_COMMON = 150_000  # places that take as long to find as a word to look up
_NONE: IntArray = np.empty(0, np.int32)


class LeafMatches(msgspec.Struct, frozen=True):
    """Where one leaf matches, at both grains.

    A leaf may match a report without matching any of its rows: a literal that stands across a section border.

    Attributes:
        rows: Occurrences in each row; 0 in one that does not match on its own. Packed: rows are many, are asked for
            once a query, and what a common word finds in them is most of what is remembered.
        reports: Reports that match.
        report_counts: Occurrences in each, at least 1; ``int32``, same length.
        reworded: Reports where it stands in other wording, also over a place where it stands in their own; there a
            word has been counted twice.
    """

    rows: PackedNumbers
    reports: IntArray
    report_counts: IntArray
    reworded: IntArray = msgspec.field(default_factory=lambda: _NONE)

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return sum(part.nbytes for part in (self.rows, self.reports, self.report_counts, self.reworded))


class WordMatches(msgspec.Struct, frozen=True):
    """Where one word stands, field by field.

    Attributes:
        text: Where it matches as a leaf.
        heading: How often it stands in the headings of each report; packed, as rows are.
        title: The same of titles.
        strays: See `TermPostings`.
    """

    text: LeafMatches
    heading: PackedNumbers
    title: PackedNumbers
    strays: IntArray | None

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        strays = 0 if self.strays is None else self.strays.nbytes
        return self.text.nbytes + self.heading.nbytes + self.title.nbytes + strays


class LeafReader:
    """Evaluates leaves over one index and remembers the answers.

    Args:
        index: What to read.
        cache_bytes: Bytes of answers to remember.
    """

    def __init__(self, index: Index, cache_bytes: int) -> None:
        self._index = index
        self._columns = index.columns
        self._counter = PassageCounter(index.texts.layout, index.columns.report_of_row)
        self._cache: ByteCache[LeafMatches] = ByteCache(cache_bytes // 2, lambda matches: matches.nbytes)
        self._known: ByteCache[WordMatches] = ByteCache(cache_bytes - cache_bytes // 2, lambda matches: matches.nbytes)

    def matches(self, leaf: Leaf, beside: Leaf | None = None) -> LeafMatches:
        """Where a leaf matches.

        Args:
            leaf: The leaf.
            beside: One that was asked for before: what a word counts need not be counted again where it is a literal.
        """
        if isinstance(leaf, Word) and leaf.field is Field.TEXT:
            return self.word(leaf.term).text
        return self._cache.get(leaf, lambda: self._evaluate(leaf, beside))

    def word(self, term: str) -> WordMatches:
        """Where a word stands, in all fields."""
        return self._known.get(term, lambda: self._word(term))

    def occurrences(self, literal: Literal, reports: IntArray) -> IntArray:
        """How often a literal stands in the text of each of some reports, ascending; few are looked through."""
        if len(reports) > FEW_REPORTS or self._cache.known(literal):
            return self.occurrences_everywhere(literal).take(reports)
        return self._standing(TextPart(self._index.texts, reports), literal.needle).take(reports)

    def occurrences_everywhere(self, literal: Literal) -> IntArray:
        """How often a literal occurs in the text of each report; faster than finding where it matches."""
        matches = self._cache.known(literal) or self._of_word(literal.needle)
        if not matches:
            return self._standing(self._index.texts, literal.needle)
        return spread(matches.reports, matches.report_counts, self._columns.reports)

    def _standing(self, text: Text, needle: str) -> IntArray:
        """How often a literal stands in the text of each report; in one that is not looked through, 0."""
        counts = np.zeros(self._columns.reports, np.int32)
        for portion in text.portions((needle,)):
            check_time()
            reports, standing = per_report(portion.layout, disjoint(literal_places(portion, needle)))
            counts[reports] = standing
        return counts

    def _evaluate(self, leaf: Leaf, beside: Leaf | None) -> LeafMatches:
        check_time()
        match leaf:
            case Word():
                reports, counts = self.word(leaf.term).title.filled()
                return self._whole_reports(reports, counts.astype(np.int32))
            case Literal(field=Field.TITLE):
                return self._in_titles(leaf.needle)
            case Exact(field=Field.TITLE):
                return self._in_titles(leaf.needle, leaf.typed)
            case Literal():
                return self._literal(leaf.needle, beside)
            case Exact() | Near():
                return self._located(leaf)
            case DocumentNumberIs():
                found = document_number_places(self._index.texts, leaf)
                return self._matches(self._counter.count(found), _NONE)

    def _word(self, term: str) -> WordMatches:
        check_time()
        found = self._index.postings(term)
        rows = self._packed(found.text.rows, found.text.frequencies)
        heading, title = (
            PackedNumbers.at(*self._by_report(lists), self._columns.reports) for lists in (found.heading, found.title)
        )
        return WordMatches(LeafMatches(rows, *self._by_report(found.text)), heading, title, found.strays)

    def _by_report(self, postings: Postings) -> tuple[IntArray, IntArray]:
        """The reports of some rows, and the sum of the frequencies of each."""
        return sums(self._columns.report_of_row.take(postings.rows), postings.frequencies)

    def _literal(self, needle: str, beside: Leaf | None) -> LeafMatches:
        if known := self._of_word(needle, beside):
            return known
        counts, reworded = [], []
        for portion in self._index.texts.portions((needle,)):
            check_time()
            main, other = wording_places(portion, needle)
            counts.append(self._counter.count(with_other_wording(main, other)))
            reworded.append(per_report(portion.layout, other)[0])
        return self._matches(Counts.joined(counts), np.concatenate(reworded))

    def _of_word(self, needle: str, beside: Leaf | None = None) -> LeafMatches | None:
        """Where a literal matches, as the index counts the word that is spelt so; None where it does not tell."""
        term = self._spelt(needle, beside)
        word = self.word(term) if term else None
        strays = self._strays(needle, word.strays) if word else None
        if word is None or strays is None:
            return None
        if not len(strays):
            return word.text
        counts = Counts(*word.text.rows.filled(), word.text.reports, word.text.report_counts)
        return self._matches(with_strays(counts, self._counter.count(strays)), _NONE)

    def _spelt(self, needle: str, beside: Leaf | None) -> str | None:
        """The term that is spelt like a needle: that of `beside`, or the needle itself where locating it takes long."""
        if isinstance(beside, Word) and beside.field is Field.TEXT and is_spelt(beside.term, needle):
            return beside.term
        word = len(needle) > 1 and is_spelt(needle, needle) and self._index.texts.at_most(needle) >= _COMMON
        return needle if word else None

    def _strays(self, needle: str, strays: IntArray | None) -> Places | None:
        """The strays of the word that is spelt so; None where they are not known, or some are in other wording."""
        if strays is None:
            return None
        own, other = wording_of(self._index.texts, needle, strays)
        return None if len(other) else own

    def _in_titles(self, needle: str, typed: str = "") -> LeafMatches:
        """The reports in whose titles a literal stands; and what was typed, if that counts, as they are shown."""
        found = (occurrences(title, needle) if needle in title else () for title in self._index.titles())
        counts = np.array([len(non_overlapping(starts, len(needle))) for starts in found], np.int32)
        reports = np.flatnonzero(counts).astype(np.int32)
        if typed:
            reports = reports[[typed in self._index.written_title(report) for report in reports.tolist()]]
        return self._whole_reports(reports, counts[reports])

    def _whole_reports(self, reports: IntArray, counts: IntArray) -> LeafMatches:
        """A match outside the text holds for every row of its report (it always looks at the report)."""
        per_report = spread(reports, counts, self._columns.reports)
        return LeafMatches(PackedNumbers.of(per_report.take(self._columns.report_of_row)), reports, counts)

    def _packed(self, rows: IntArray, counts: IntArray) -> PackedNumbers:
        return PackedNumbers.at(rows, counts, self._columns.rows)

    def _located(self, leaf: Exact | Near) -> LeafMatches:
        counts = []
        for portion in self._index.texts.portions([*_needles(leaf)]):
            check_time()
            counts.append(self._counter.count(self._places(portion, leaf)))
        return self._matches(Counts.joined(counts), _NONE)

    def _places(self, text: Text, leaf: Literal | Exact | Near) -> Places:
        """Where a leaf stands in a text; places may overlap each other."""
        match leaf:
            case Literal():
                return literal_places(text, leaf.needle)
            case Exact():
                return exact_places(self._index, text, leaf)
            case Near():
                strings = [Places.joined(*(self._places(text, one) for one in wordings)) for wordings in leaf.strings]
                return near_places(text.layout, strings, leaf.distance)

    def _matches(self, counts: Counts, reworded: IntArray) -> LeafMatches:
        rows = self._packed(counts.rows, counts.row_counts)
        return LeafMatches(rows, counts.reports, counts.report_counts, reworded)


def _needles(leaf: Literal | Exact | Near) -> Iterator[str]:
    """What has to stand in a text for a leaf to stand there."""
    if not isinstance(leaf, Near):
        yield leaf.needle
        return
    for wordings in leaf.strings:
        yield from (one.needle for one in wordings)
