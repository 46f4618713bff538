"""Which reports to show beside a report: other years of its body, copies and mirrors, similar texts, its neighbours.

Signatures choose the candidates among all reports; what is said of two texts is counted on the texts themselves.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import estimates
from indexer.model import RelatedReport, RelatedReports, Relation, SearchRequest
from indexer.query import report_path
from indexer.search.likeness import SIMILAR, compared_text, likeness
from indexer.search.results.shown import result_region

if TYPE_CHECKING:
    import numpy.typing as npt

    from indexer.backends.base import BoolArray, FloatArray, Index

__all__ = ["LIMIT", "RelatedFinder"]

LIMIT = 20
"""Similar reports that are shown."""

_MARGIN = 0.15
"""Above three standard errors of an estimate: no text is missed for its signature."""

_ORDER = {relation: place for place, relation in enumerate(Relation)}


class RelatedFinder:
    """Finds related reports in one index.

    Args:
        index: What to look in.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._columns = index.columns

    @cached_property
    def _signatures(self) -> npt.NDArray[np.uint8]:
        """Those of all reports, bin by bin; turned when they are first compared and not when the index opens."""
        return np.ascontiguousarray(self._columns.signatures)

    def of(self, number: int, generation: str) -> RelatedReports:
        """Find the reports related to a report.

        Args:
            number: Report number.
            generation: Name of the index generation.
        """
        columns = self._columns
        topics = self._topics(number)
        other_years = topics[Relation.SAME_BODY] & (columns.year != columns.year[number])
        others = ~other_years
        others[number] = False
        same_topic = topics[Relation.SAME_BODY] | topics[Relation.SAME_REGION_AND_YEAR]
        by_year = sorted(
            np.flatnonzero(other_years).tolist(),
            key=lambda other: (-columns.year[other], columns.id_rank[other]),
        )
        similar = self._beside(number, self._candidates(number, others, others & same_topic), topics)
        similar.sort(key=lambda report: (_ORDER[report.reasons[0]], -report.share, report.id))
        return RelatedReports(
            id=columns.ids[number],
            other_years=tuple(self._beside(number, by_year, topics)),
            similar=tuple(similar[:LIMIT]),
            generation=generation,
        )

    def _topics(self, number: int) -> dict[Relation, BoolArray]:
        """Which reports are of the same body, and which of the same region and year; none where that is unknown."""
        columns = self._columns
        region, year, body = columns.region[number], columns.year[number], columns.body[number]
        same_place = (columns.region == region).all(axis=1) & (columns.year == year)
        return {
            Relation.SAME_BODY: (columns.body == body) & (body != 0),
            Relation.SAME_REGION_AND_YEAR: same_place & (region.any() and year != 0),
        }

    def _candidates(self, number: int, others: BoolArray, same_topic: BoolArray) -> list[int]:
        """Other reports that may be shown: copies, the most alike by signature, the most alike on the same topic.

        Of those alike twice as many as are shown, because the texts decide in the end.
        """
        estimated = estimates(self._signatures, self._signatures[:, number])
        copies = others & (self._columns.digest == self._columns.digest[number])
        chosen = set(_highest(others & (estimated >= SIMILAR - _MARGIN), estimated, 2 * LIMIT))
        chosen.update(_highest(same_topic, estimated, LIMIT), np.flatnonzero(copies).tolist()[:LIMIT])
        return sorted(chosen)

    def _beside(self, number: int, others: list[int], topics: dict[Relation, BoolArray]) -> list[RelatedReport]:
        """Compare a report with others and leave out those that are unrelated."""
        subject = compared_text(self._index, number)
        found = []
        for other in others:
            share, of_texts = likeness(subject, compared_text(self._index, other))
            reasons = [of_texts] if of_texts else []
            reasons += [topic for topic, reports in topics.items() if reports[other]]
            if reasons:
                found.append(self._described(other, tuple(reasons), share))
        return found

    def _described(self, number: int, reasons: tuple[Relation, ...], share: float) -> RelatedReport:
        report = self._index.stored(number).report
        region, body = report.region.value, report.body.value
        return RelatedReport(
            id=report.id,
            title=report.title,
            title_composed=report.title_composed,
            url=report_path(SearchRequest(), report.id),
            region=result_region(region) if region else None,
            year=report.year.value,
            office=body.name if body else None,
            script=report.script,
            reasons=reasons,
            share=round(share, 4),
        )


def _highest(reports: BoolArray, estimated: FloatArray, limit: int) -> list[int]:
    numbers = np.flatnonzero(reports)
    best: list[int] = numbers[np.argsort(-estimated[numbers], kind="stable")[:limit]].tolist()
    return best
