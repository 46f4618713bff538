"""Which places of reports are marks of a query, for one report, the ten of a page or all that match.

A piece of the query that stands somewhere in a unit as a whole is marked there and nowhere else; only where it does not
are its words marked, and a word that never stands as a word is marked inside other words. With words marked beside the
whole, common ones would hide it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import BoolArray, IntArray
from indexer.backends.located import document_number_places, exact_places
from indexer.backends.text.counting import reports_of, within_passages
from indexer.backends.text.places import Places, disjoint, literal_places, with_other_wording, wording_places
from indexer.backends.time_limit import check_time
from indexer.query.tree import Exact
from indexer.search.execute import Grain
from indexer.search.hits.word_places import WordPlacer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.analysis import Analysis, Form
    from indexer.backends.base import Index, Text
    from indexer.backends.leaves import LeafReader
    from indexer.query.plan import Piece, Plan

__all__ = ["FRAGMENT", "WHOLE", "WORD", "MarkFinder", "Marks"]

WHOLE, WORD, FRAGMENT = 2, 1, 0
"""Grades of marks: the whole piece, a word of it, characters inside other words."""

_KEYS_OF_PIECE = 1 << 10  # a piece has at most as many words as characters


class Marks(msgspec.Struct, frozen=True):
    """Marks in the texts of a corpus, ascending by start.

    Attributes:
        starts: Positions in main texts; ``int32``.
        ends: Positions after them; ``int32``.
        keys: What stands there, equal numbers for the same; ``int32``.
        grades: `WHOLE`, `WORD` or `FRAGMENT`; ``int8``.
        synonyms: Whether the report says it in other wording.
    """

    starts: IntArray
    ends: IntArray
    keys: IntArray
    grades: npt.NDArray[np.int8]
    synonyms: BoolArray

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, chosen: slice) -> Marks:
        return Marks(
            self.starts[chosen], self.ends[chosen], self.keys[chosen], self.grades[chosen], self.synonyms[chosen]
        )


class MarkFinder:
    """Finds the marks of queries in one index.

    Args:
        index: What to look in.
        leaves: Gives the counts of words.
        analysis: Tells words from fragments.
    """

    def __init__(self, index: Index, leaves: LeafReader, analysis: Analysis) -> None:
        self._index = index
        self._canon = analysis.canon
        self._words = WordPlacer(index, leaves, analysis)

    def marks(self, plan: Plan, text: Text, reports: IntArray, units: BoolArray, grain: Grain) -> Marks:
        """Give the marks of a query; of two that overlap and have one key only the first.

        Args:
            plan: The query.
            text: Where to look.
            reports: Reports whose marks are wanted, ascending; those of others may be missing.
            units: Units whose marks count, at `grain`.
            grain: What a unit is.
        """
        search = _Search(self._index, text, reports, units, grain)
        for number, piece in enumerate(plan.distinct_pieces, 1):
            check_time()
            self._piece(search, number * _KEYS_OF_PIECE, piece)
        for number, document in enumerate(plan.documents, 1):
            search.add(-number, WHOLE, document_number_places(text, document))
        return search.marks()

    def _piece(self, search: _Search, key: int, piece: Piece) -> None:
        if isinstance(piece.exact, Exact):
            search.add(key, WHOLE, exact_places(self._index, search.text, piece.exact))
            return
        single = [form for form in piece.forms if form.single and not piece.is_phrase]
        whole = [form for form in piece.forms if form not in single]
        keys = _segment_keys(key, piece.forms)
        if whole:
            found = [literal_places(search.text, form.needle) for form in whole]
            standing = search.add(key, WHOLE, Places.joined(*found))
            for form in whole if not piece.is_phrase else ():
                self._segments(search, keys, form, WORD, ~standing)
        for form in single:
            self._segments(search, keys, form, WHOLE, None)

    def _segments(
        self, search: _Search, keys: dict[str, int], form: Form, grade: int, wanted: BoolArray | None
    ) -> None:
        if wanted is not None and not search.any_in(wanted):
            return
        for segment in form.segments:
            check_time()
            found = wording_places(search.text, self._canon(segment))
            literal = with_other_wording(*found)
            words = self._words.places(search.text, segment, found, search.reports)
            standing = search.add(keys[segment], grade, words, wanted)
            if not np.array_equal(literal.starts, words.starts):
                fragments = ~standing if wanted is None else wanted & ~standing
                search.add(keys[segment], FRAGMENT, literal, fragments)


def _segment_keys(key: int, forms: Sequence[Form]) -> dict[str, int]:
    segments = dict.fromkeys(segment for form in forms for segment in form.segments)
    return {segment: key + number for number, segment in enumerate(segments, 1)}


class _Search:
    """One search for marks: collects places by key."""

    def __init__(self, index: Index, text: Text, reports: IntArray, units: BoolArray, grain: Grain) -> None:
        self.text = text
        self.reports = reports
        self._units = units
        if grain is Grain.REPORT and len(reports) < len(units):  # or words would be looked for because of other reports
            self._units = np.zeros_like(units)
            self._units[reports] = units[reports]
        self._grain = grain
        self._layout = index.texts.layout
        self._found: dict[int, list[tuple[int, Places]]] = defaultdict(list)

    def add(self, key: int, grade: int, places: Places, wanted: BoolArray | None = None) -> BoolArray:
        """Take the places that lie in a unit that counts and is wanted; gives the units that have one now."""
        units = self._unit_of(places)
        kept = units >= 0
        kept[kept] = self._units[units[kept]]
        if wanted is not None:
            kept[kept] = wanted[units[kept]]
        standing = np.zeros(len(self._units), np.bool_)
        standing[units[kept]] = True
        self._found[key].append((grade, places[kept]))
        return standing

    def any_in(self, units: BoolArray) -> bool:
        """Whether any of some units counts."""
        return bool(np.any(self._units & units))

    def _unit_of(self, places: Places) -> IntArray:
        """The unit of each place, -1 where it lies in none."""
        if self._grain is Grain.REPORT:
            return reports_of(self._layout, places)
        passages, inside = within_passages(self._layout, places)
        rows: IntArray = np.where(inside, self._layout.passages[passages, 2], -1)
        return rows

    def marks(self) -> Marks:
        """Everything taken, in order."""
        parts = [part for key, found in self._found.items() for part in _of_key(key, found)]
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.empty(0, int)] * 5
        starts, ends, keys, grades, synonyms = columns
        order = starts.argsort(kind="stable") if len(parts) > 1 else slice(None)
        return Marks(
            starts=starts[order].astype(np.int32),
            ends=ends[order].astype(np.int32),
            keys=keys[order].astype(np.int32),
            grades=grades[order].astype(np.int8),
            synonyms=synonyms[order].astype(np.bool_),
        )


def _of_key(key: int, found: Sequence[tuple[int, Places]]) -> Iterator[tuple[npt.NDArray[np.generic], ...]]:
    """The disjoint places of one key as columns of marks: those that a reader counts from left to right."""
    filled = [(grade, places) for grade, places in found if len(places)]
    if not filled:
        return
    if len(filled) == 1:  # as most: what is whole stands nowhere as words beside it
        grade, places = filled[0]
        kept = disjoint(places)
        yield kept.starts, kept.ends, np.full(len(kept), key), np.full(len(kept), grade), kept.seconds >= 0
        return
    grade_of = np.repeat([grade for grade, _ in filled], [len(places) for _, places in filled])
    starts, ends, seconds = (
        np.concatenate([getattr(places, name) for _, places in filled]) for name in ("starts", "ends", "seconds")
    )
    order = np.lexsort((seconds, grade_of, ends, starts))
    kept = disjoint(Places(starts[order], ends[order], np.arange(len(starts), dtype=np.int32)))
    numbers = kept.seconds
    synonyms, grades = seconds[order][numbers] >= 0, grade_of[order][numbers]
    yield kept.starts, kept.ends, np.full(len(kept), key), grades, synonyms
