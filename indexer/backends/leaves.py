"""From a leaf of the query tree to the rows and reports where it matches, the same for every embedded backend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from indexer.analysis import gram_cover
from indexer.backends.base import IntArray
from indexer.backends.cache import ByteCache
from indexer.backends.located import (
    Occurrence,
    by_row,
    count_disjoint,
    document_number_occurrences,
    exact_occurrences,
    literal_occurrences,
    near_occurrences,
)
from indexer.query.tree import DocumentNumberIs, Exact, Field, Literal, Near, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.base import Index
    from indexer.backends.stored import StoredText

__all__ = ["Leaf", "LeafMatches", "LeafReader"]

Verified: TypeAlias = Literal | Exact | Near | DocumentNumberIs
"""Leaves whose matches are found by reading the candidates."""

Leaf: TypeAlias = Word | Verified


@dataclass(frozen=True, slots=True)
class LeafMatches:
    """Where one leaf matches, at both grains.

    A leaf may match a report without matching any of its rows: a literal that stands across a section border.

    Attributes:
        rows: Rows that match on their own.
        row_counts: Occurrences in each, at least 1; ``int32``, same length.
        reports: Reports that match.
        report_counts: Occurrences in each, at least 1; ``int32``, same length.
    """

    rows: IntArray
    row_counts: IntArray
    reports: IntArray
    report_counts: IntArray

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return self.rows.nbytes + self.row_counts.nbytes + self.reports.nbytes + self.report_counts.nbytes


class LeafReader:
    """Evaluates leaves over one index and remembers the answers.

    Args:
        index: What to read.
        cache_bytes: Bytes of answers to remember.
    """

    def __init__(self, index: Index, cache_bytes: int) -> None:
        self._index = index
        self._columns = index.columns
        self._cache: ByteCache[LeafMatches] = ByteCache(cache_bytes, lambda matches: matches.nbytes)

    def matches(self, leaf: Leaf) -> LeafMatches:
        """Where a leaf matches."""
        return self._cache.get(leaf, lambda: self._evaluate(leaf))

    def _evaluate(self, leaf: Leaf) -> LeafMatches:
        match leaf:
            case Word(field=Field.TITLE):
                postings = self._index.postings("title", leaf.term)
                return self._whole_reports(self._columns.report_of_row[postings.rows], postings.frequencies)
            case Word():
                return self._word(leaf.term)
            case Literal(field=Field.TITLE):
                return self._title_literal(leaf.needle)
            case _:
                return self._verified(leaf, self._index.candidates(_grams_of(leaf)))

    def _word(self, term: str) -> LeafMatches:
        postings = self._index.postings("text", term)
        owners = self._columns.report_of_row[postings.rows]
        reports, first = np.unique(owners, return_index=True)
        counts = np.add.reduceat(postings.frequencies, first) if len(first) else postings.frequencies
        return LeafMatches(postings.rows, postings.frequencies, reports, counts)

    def _title_literal(self, needle: str) -> LeafMatches:
        counts = np.array([title.count(needle) for title in self._index.titles()], np.int32)
        reports = np.flatnonzero(counts).astype(np.int32)
        return self._whole_reports(reports, counts[reports])

    def _whole_reports(self, reports: IntArray, counts: IntArray) -> LeafMatches:
        """A match outside the text holds for every row of its report (PRODUCT §4.4: it always looks at the report)."""
        per_report = np.zeros(self._columns.reports, np.int32)
        per_report[reports] = counts
        per_row = per_report[self._columns.report_of_row]
        rows = np.flatnonzero(per_row).astype(np.int32)
        return LeafMatches(rows, per_row[rows], reports, counts)

    def _locate(self, leaf: Verified, report: int, text: StoredText) -> list[Occurrence]:
        match leaf:
            case Literal():
                return literal_occurrences(text, leaf.needle)
            case Exact():
                return exact_occurrences(text, self._index.stored(report), leaf)
            case Near():
                return near_occurrences(text, leaf)
            case DocumentNumberIs():
                return document_number_occurrences(text, leaf)

    def _verified(self, leaf: Verified, candidates: IntArray) -> LeafMatches:
        rows: list[tuple[int, int]] = []
        reports: list[tuple[int, int]] = []
        for report in candidates.tolist():
            text = self._index.text(report)
            places = self._locate(leaf, report, text)
            if not places:
                continue
            reports.append((report, count_disjoint(places)))
            first_row = int(self._columns.first_row[report])
            rows += [(first_row + row, count_disjoint(inside)) for row, inside in sorted(by_row(text, places).items())]
        return LeafMatches(*_columns(rows), *_columns(reports))


def _grams_of(leaf: Verified) -> Sequence[str]:
    match leaf:
        case Literal() | Exact():
            return gram_cover(leaf.needle)
        case Near():
            return tuple(dict.fromkeys(gram for needle in leaf.needles for gram in gram_cover(needle)))
        case DocumentNumberIs():
            return gram_cover(f"{leaf.year}") + gram_cover(f"{leaf.number}号")


def _columns(pairs: list[tuple[int, int]]) -> tuple[IntArray, IntArray]:
    table = np.array(pairs, np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1]
