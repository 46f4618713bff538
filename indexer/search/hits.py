"""Which places of a report are hits of a query: what is marked, counted and linked to.

A piece of the query that stands somewhere as a whole is marked there and nowhere else; only where it does not are its
words marked, and a word that never stands as a word is marked inside other words. (Marking words beside the whole gave
148 marks on one page, TEXT §10.1.) Overlapping marks are one hit with one number; marks that only touch are two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.backends.located import (
    Occurrence,
    document_number_occurrences,
    exact_occurrences,
    literal_occurrences,
)
from indexer.query.tree import Exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.analysis import Analysis, Form
    from indexer.backends.stored import StoredReport, StoredText
    from indexer.query.plan import Piece, Plan

__all__ = ["HitSpan", "Mark", "MarkFinder", "disjoint", "merge"]

Ranges = list[tuple[int, int]]
"""Disjoint ranges of the main reading, ascending."""

WHOLE, WORD, FRAGMENT = 2, 1, 0
"""Classes of marks: the whole piece, a word of it, characters inside other words."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One place of one piece or word of the query.

    Attributes:
        start: Position in the main reading.
        end: Position after it.
        key: What stands there, to tell new things from things already shown.
        grade: `WHOLE`, `WORD` or `FRAGMENT`.
        synonym: Whether the report says it in other wording.
    """

    start: int
    end: int
    key: tuple[int, str]
    grade: int
    synonym: bool


@dataclass(frozen=True, slots=True)
class HitSpan:
    """One hit: overlapping marks drawn as one.

    Attributes:
        start: Offset in the report's text.
        end: Offset after it.
        synonym: Whether every mark in it stands in other wording.
        marks: The marks, ascending.
    """

    start: int
    end: int
    synonym: bool
    marks: tuple[Mark, ...]


class MarkFinder:
    """Finds the marks of one query in one report.

    Args:
        plan: The query.
        text: The report's canonical text.
        stored: The report.
        analysis: To tell words from fragments.
    """

    def __init__(self, plan: Plan, text: StoredText, stored: StoredReport, analysis: Analysis) -> None:
        self._plan = plan
        self._text = text
        self._stored = stored
        self._readings = stored.readings
        self._analysis = analysis

    def marks(self, unit: Ranges) -> list[Mark]:
        """The marks inside one unit of the report, ascending."""
        found = {mark for number, piece in enumerate(self._plan.pieces) for mark in self._piece(number, piece, unit)}
        for document in self._plan.documents:
            places = self._inside(document_number_occurrences(self._text, document), unit)
            found |= {_mark(place, (-1, document.prefix), WHOLE) for place in places}
        return sorted(found)

    def _piece(self, number: int, piece: Piece, unit: Ranges) -> Iterator[Mark]:
        if isinstance(piece.exact, Exact):
            places = exact_occurrences(self._text, self._stored, piece.exact)
            yield from (_mark(place, (number, ""), WHOLE) for place in self._inside(places, unit))
            return
        single = [form for form in piece.forms if form.single and not piece.is_phrase]
        whole = [form for form in piece.forms if form not in single]
        found = [place for form in whole for place in literal_occurrences(self._text, form.needle)]
        if standing := self._inside(found, unit):
            yield from (_mark(place, (number, ""), WHOLE) for place in standing)
        elif whole and not piece.is_phrase:
            for form in whole:
                yield from self._words(number, form, WORD, unit)
        for form in single:
            yield from self._words(number, form, WHOLE, unit)

    def _words(self, number: int, form: Form, grade: int, unit: Ranges) -> Iterator[Mark]:
        for segment in form.segments:
            places = self._inside(self._word_places(segment), unit)
            if places:
                yield from (_mark(place, (number, segment), grade) for place in places)
            else:
                needle = self._analysis.canon(segment)
                raw = self._inside(literal_occurrences(self._text, needle), unit)
                yield from (_mark(place, (number, segment), FRAGMENT) for place in raw)

    def _word_places(self, segment: str) -> list[Occurrence]:
        """Where a segment stands as an indexed word.

        As in the index: not in furniture, and in the second reading only where it differs.
        """
        main = [Occurrence(*span) for span in self._analysis.word_spans(self._readings[0], segment)]
        places = [place for place in main if not self._text.in_furniture(place.start)]
        if len(self._readings) > 1:
            second = self._readings[1]
            spans = self._analysis.word_spans(second, segment)
            places += [Occurrence(*self._text.in_main(*span), *span) for span in spans if second.is_alternative(*span)]
        return places

    @staticmethod
    def _inside(places: Iterable[Occurrence], unit: Ranges) -> list[Occurrence]:
        return [place for place in places if any(start <= place.start and place.end <= end for start, end in unit)]


def _mark(place: Occurrence, key: tuple[int, str], grade: int) -> Mark:
    return Mark(place.start, place.end, key, grade, place.synonym)


def disjoint(marks: Sequence[Mark]) -> list[Mark]:
    """Drop marks that overlap an earlier one of the same key: a reader counts from left to right."""
    reached: dict[tuple[int, str], int] = {}
    kept = []
    for mark in marks:
        if mark.start >= reached.get(mark.key, 0):
            kept.append(mark)
            reached[mark.key] = mark.end
    return kept


def merge(marks: Sequence[Mark], stored: StoredReport) -> list[HitSpan]:
    """Join overlapping marks into hits and carry them over to the report's text."""
    groups: list[list[Mark]] = []
    reached = -1
    for mark in marks:
        if groups and mark.start < reached:
            groups[-1].append(mark)
        else:
            groups.append([mark])
        reached = max(reached, mark.end)
    return [_hit(group, stored) for group in groups]


def _hit(group: Sequence[Mark], stored: StoredReport) -> HitSpan:
    start, end = stored.readings[0].span(group[0].start, max(mark.end for mark in group))
    return HitSpan(start, end, all(mark.synonym for mark in group), tuple(group))
