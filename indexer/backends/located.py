"""Where a leaf stands inside one report: the verification behind every literal match.

Positions count characters of the main reading's canonical text. A match in the second reading (mainland wording of a
Traditional report) is carried over to the main reading and counts only where the wording differs, so that nothing is
counted twice.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.analysis import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.backends.stored import Passage, StoredDocumentNumber, StoredReport, StoredText
    from indexer.query.tree import DocumentNumberIs, Exact, Near

__all__ = [
    "Occurrence",
    "by_row",
    "count_disjoint",
    "document_number_occurrences",
    "exact_occurrences",
    "literal_occurrences",
    "near_occurrences",
]


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One place where a leaf stands.

    Attributes:
        start: Position in the main reading.
        end: Position after it.
        second_start: Position in the second reading when it stands there in other wording, else -1.
        second_end: Position after it, else -1.
    """

    start: int
    end: int
    second_start: int = -1
    second_end: int = -1

    @property
    def synonym(self) -> bool:
        """Whether the report says it in other wording (同义)."""
        return self.second_start >= 0


def literal_occurrences(text: StoredText, needle: str) -> list[Occurrence]:
    """Every place where a canonical needle stands, ascending; places may overlap each other."""
    size = len(needle)
    found = [Occurrence(start, start + size) for start in occurrences(text.main, needle)]
    if not text.second:
        return found
    other = _other_wording(text, occurrences(text.second, needle), size)
    return sorted(found + [place for place in other if not _overlaps(found, place)])


def document_number_occurrences(text: StoredText, wanted: DocumentNumberIs) -> list[Occurrence]:
    """Every document number with the wanted year and number whose issuing code ends alike.

    Codes compare by their ending because the Han characters before a code may have been caught with it.
    """
    return [Occurrence(number.start, number.end) for number in text.document_numbers if _same_document(number, wanted)]


def exact_occurrences(text: StoredText, stored: StoredReport, exact: Exact) -> list[Occurrence]:
    """Every place whose original characters are those that were typed."""
    main, original = stored.readings[0], stored.report.text
    return [
        place
        for place in literal_occurrences(text, exact.needle)
        if not place.synonym and original[slice(*main.span(place.start, place.end))] == exact.typed
    ]


def near_occurrences(text: StoredText, near: Near) -> list[Occurrence]:
    """Every shortest stretch of one passage that holds all needles within the distance.

    The gap between two neighbouring needles counts; it may be at most `near.distance` characters.
    """
    places = [literal_occurrences(text, needle) for needle in near.needles]
    if not all(places):
        return []
    found = (_stretch(first, places[1:], near.distance) for first in places[0])
    return sorted({stretch for stretch in found if stretch and _passage_of(text.passages, stretch) is not None})


def count_disjoint(places: Iterable[Occurrence]) -> int:
    """How many of the ascending places a reader counts from left to right without overlap."""
    count, reached = 0, 0
    for place in places:
        if place.start >= reached:
            count += 1
            reached = max(place.end, place.start + 1)
    return count


def by_row(text: StoredText, places: Iterable[Occurrence]) -> dict[int, list[Occurrence]]:
    """Sort places by the row whose passage holds them whole; a place across a seam belongs to none."""
    rows: dict[int, list[Occurrence]] = {}
    for place in places:
        passage = _passage_of(text.passages, place)
        if passage is not None:
            rows.setdefault(passage.row, []).append(place)
    return rows


def _other_wording(text: StoredText, starts: Iterable[int], size: int) -> list[Occurrence]:
    """Carry the places that touch other wording over to the main reading."""
    ends = [other.end for other in text.alternatives]
    places = []
    for start in starts:
        nearest = bisect_right(ends, start)
        if nearest < len(ends) and text.alternatives[nearest].start < start + size:
            places.append(Occurrence(*text.in_main(start, start + size), start, start + size))
    return places


def _overlaps(ascending: Sequence[Occurrence], place: Occurrence) -> bool:
    """Whether a place overlaps one of several places of one length."""
    index = bisect_right(ascending, place.end - 1, key=lambda other: other.start) - 1
    return index >= 0 and ascending[index].end > place.start


def _same_document(number: StoredDocumentNumber, wanted: DocumentNumberIs) -> bool:
    return (
        number.year == wanted.year
        and number.number == wanted.number
        and (number.prefix.endswith(wanted.prefix) or wanted.prefix.endswith(number.prefix))
    )


def _passage_of(passages: Sequence[Passage], place: Occurrence) -> Passage | None:
    index = bisect_right(passages, place.start, key=lambda passage: passage.start) - 1
    if index < 0 or place.end > passages[index].end:
        return None
    return passages[index]


def _stretch(first: Occurrence, others: Sequence[Sequence[Occurrence]], distance: int) -> Occurrence | None:
    """The shortest stretch that holds `first` and the nearest place of each other needle, or None if one is too far."""
    start, end = first.start, first.end
    for places in others:
        place = min(places, key=lambda candidate: max(candidate.start - end, start - candidate.end, 0))
        if max(place.start - end, start - place.end) > distance:
            return None
        start, end = min(start, place.start), max(end, place.end)
    return Occurrence(start, end)
