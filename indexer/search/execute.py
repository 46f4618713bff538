"""Set algebra: a query tree and the filters as masks over rows and reports.

The same tree is evaluated at two grains. At report grain a unit is a whole report; at row grain it is one row, all
passages of a report under one section slug. A mask is a boolean array with one place a unit.
"""

from __future__ import annotations

from enum import Enum
from functools import reduce
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.backends.arrays import BoolArray, mask_of
from indexer.backends.time_limit import check_time
from indexer.model import SECTION_SLUGS
from indexer.query.tree import All, And, Literal, Not, Nothing, Or, RegionIs, SectionIs, Word, YearIs, any_of
from indexer.search.region_paths import RegionPaths

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import numpy.typing as npt

    from indexer.backends.base import Columns
    from indexer.backends.leaves import LeafMatches, LeafReader
    from indexer.model import SearchRequest
    from indexer.query.tree import Node

__all__ = ["Executor", "Filters", "Grain"]


_BITS = 1 << np.arange(len(SECTION_SLUGS))


class Grain(Enum):
    """The unit on which a tree is evaluated."""

    REPORT = "report"
    ROW = "row"


class Executor:
    """Evaluates trees and filters over one open index.

    Args:
        columns: The index's columns.
        leaves: Where its leaves match.
    """

    def __init__(self, columns: Columns, leaves: LeafReader) -> None:
        self.columns = columns
        self.leaves = leaves
        self.regions = RegionPaths.of(columns.region)

    def mask(self, tree: Node, grain: Grain) -> BoolArray:
        """Which units satisfy a tree."""
        check_time()
        match tree:
            case All():
                return np.ones(self._units(grain), np.bool_)
            case Nothing():
                return np.zeros(self._units(grain), np.bool_)
            case And():
                return reduce(np.logical_and, (self.mask(child, grain) for child in tree.children))
            case Or():
                return reduce(np.logical_or, self._alternatives(tree.children, grain))
            case Not():
                return ~self.mask(tree.child, grain)
            case RegionIs():
                return self.of_reports(self.region(tree.codes), grain)
            case YearIs():
                return self.of_reports(self.years(tree.first, tree.last), grain)
            case SectionIs():
                rows = self.sections((tree.slug,))
                return rows if grain is Grain.ROW else self.any_row(rows)
            case _:
                return self._leaf(self.leaves.matches(tree), grain)

    def _alternatives(self, children: Sequence[Node], grain: Grain) -> Iterator[BoolArray]:
        """The mask of each child. A word before the literal spelt like it saves most of the work of the literal."""
        for before, child in zip((None, *children), children, strict=False):
            if isinstance(before, Word) and isinstance(child, Literal):
                yield self._leaf(self.leaves.matches(child, before), grain)
            else:
                yield self.mask(child, grain)

    def _units(self, grain: Grain) -> int:
        return self.columns.rows if grain is Grain.ROW else self.columns.reports

    def _leaf(self, matches: LeafMatches, grain: Grain) -> BoolArray:
        return matches.rows.mask() if grain is Grain.ROW else mask_of(matches.reports, self.columns.reports)

    def of_reports(self, reports: BoolArray, grain: Grain) -> BoolArray:
        """A mask over reports, spread over their rows at row grain."""
        return reports[self.columns.report_of_row] if grain is Grain.ROW else reports

    def any_row(self, rows: BoolArray) -> BoolArray:
        """Which reports have a row in the mask; every report has at least one row."""
        if not self.columns.reports:
            return np.zeros(0, np.bool_)
        return np.logical_or.reduceat(rows, self.columns.first_row)

    def slug_bits(self, rows: BoolArray) -> npt.NDArray[np.uint16]:
        """For each report the slugs of its rows in the mask: bit n for slug number n."""
        if not self.columns.reports:
            return np.zeros(0, np.uint16)
        places = np.flatnonzero(rows)
        bits = _BITS.take(self.columns.slug_of_row.take(places))  # no two rows of a report have one slug
        owners = self.columns.report_of_row.take(places)
        return np.bincount(owners, bits, self.columns.reports).astype(np.uint16)

    def region(self, codes: Collection[str]) -> BoolArray:
        """Reports whose region is one of the codes or lies below one. An unknown value matches nothing."""
        return self.regions.under(codes)

    def years(self, first: int, last: int) -> BoolArray:
        """Reports of known year in a closed range."""
        year = self.columns.year
        return (year >= max(first, 1)) & (year <= last)

    def sections(self, slugs: Iterable[str]) -> BoolArray:
        """Rows that carry one of the slugs."""
        wanted = {*slugs}
        return np.array([slug in wanted for slug in SECTION_SLUGS]).take(self.columns.slug_of_row)

    def filters(self, request: SearchRequest, document_numbers: Sequence[Node]) -> Filters:
        """Evaluate the filters of a request, each on its own."""
        everything = np.ones(self.columns.reports, np.bool_)
        return Filters(
            region=self.region(request.regions) if request.regions else everything,
            year=self._year_filter(request) if request.has_years else everything,
            documents=self.mask(any_of(document_numbers), Grain.REPORT) if request.docnums else everything,
            excluded={code: self.region((code,)) for code in request.not_regions},
            rows=self.sections(request.sections) if request.sections else None,
        )

    def _year_filter(self, request: SearchRequest) -> BoolArray:
        found: BoolArray = np.logical_and(self.columns.year == 0, request.unknown_year)
        for span in request.years:
            found |= self.years(span.first, span.last)
        return found


class Filters(msgspec.Struct, frozen=True):
    """The filters of one request.

    Attributes:
        region: Reports that the region filter lets through.
        year: The same for the year filter.
        documents: The same for cited document numbers.
        excluded: For each excluded region value, the reports it takes away.
        rows: Rows that the section filter lets through; None without one.
    """

    region: BoolArray
    year: BoolArray
    documents: BoolArray
    excluded: dict[str, BoolArray]
    rows: BoolArray | None

    def kept(self, *, but: str | None = None) -> BoolArray:
        """Reports that no exclusion removes; the one named by `but` is not applied."""
        kept = self.documents
        for code, reports in self.excluded.items():
            if code != but:
                kept = kept & ~reports
        return kept
