"""What the index counts of a word tells what a literal that is written so counts, and never anything else."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from layouts import layout_of_some, left_to_right, most_stretches, report_of_row
from msgspec.structs import replace

from indexer.analysis import canon, default_analysis
from indexer.backends.leaves import LeafReader
from indexer.backends.memory import MemoryIndex
from indexer.backends.packed import PackedNumbers
from indexer.backends.passage_counts import PassageCounter
from indexer.backends.places import main_places
from indexer.backends.word_counts import RowCounts, WordCounts
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.query.tree import Field, Literal, Word

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.backends.text_layout import TextLayout


def words_of(spans: list[tuple[int, int]], layout: TextLayout) -> RowCounts:
    """What the index counts of words: each in the row and the report in which it begins."""
    rows: Counter[int] = Counter()
    reports: Counter[int] = Counter()
    for place, _ in spans:
        rows[next(row for start, end, row in layout.passages.tolist() if start <= place < end)] += 1
        reports[max(n for n, report in enumerate(layout.reports.tolist()) if report[0] <= place)] += 1
    of_rows = np.array([rows[row] for row in range(layout.rows)], np.int32)
    numbers = np.array(sorted(reports), np.int32)
    return RowCounts(PackedNumbers.of(of_rows), numbers, np.array([reports[n] for n in sorted(reports)], np.int32))


@pytest.mark.parametrize("seed", range(300))
def test_counts_are_those_of_places(seed: int) -> None:
    """Whichever of the places are words, in whichever reports the index counts words of another wording as well."""
    rng = random.Random(seed)
    layout, size = layout_of_some(rng), rng.randint(1, 4)
    possible = most_stretches(layout, size, rng)
    spans = rng.choice((possible, left_to_right(possible), left_to_right(possible)))
    words = [span for span in left_to_right(spans) if rng.random() < rng.choice((0.5, 1.0))]
    torn = {start for start, *_ in layout.passages.tolist() if any(a < start < b for a, b in words)}
    layout = replace(layout, torn=np.array(sorted(torn), np.int32))
    reworded = np.array([n for n in range(len(layout.reports)) if rng.random() < 0.2], np.int32)
    twice = [span for span in words if np.searchsorted(layout.reports[:, 0], span[0], "right") - 1 in reworded]

    counter = PassageCounter(layout, report_of_row(layout))
    places = main_places(*np.array(spans, np.int32).reshape(-1, 2).T)
    known = words_of(sorted([*words, *twice]), layout)
    found = WordCounts(layout, report_of_row(layout), counter).of_literal(places, reworded, known)

    expected = counter.count(places)
    rows = np.zeros(layout.rows, np.int32)
    rows[expected.rows] = expected.row_counts
    assert rows.tolist() == found.rows.all().tolist()
    assert expected.reports.tolist() == found.reports.tolist()
    assert expected.report_counts.tolist() == found.report_counts.tolist()


def test_every_word_of_the_seeds(seeds_dir: Path) -> None:
    """Asked for beside its word, a literal matches as it does alone."""
    analysis = default_analysis()
    entries = list(indexed_reports(Corpus([seeds_dir], analysis.simplify).reports(), analysis))
    index = MemoryIndex(entries)
    leaves = LeafReader(index, 0)
    for term in sorted({term for entry in entries for row in entry.rows for term in row.words})[::7]:
        literal = Literal(Field.TEXT, canon(term))
        alone, beside = leaves.matches(literal), leaves.matches(literal, Word(Field.TEXT, term))
        assert alone.rows.all().tolist() == beside.rows.all().tolist(), term
        for name in ("reports", "report_counts", "reworded"):
            assert getattr(alone, name).tolist() == getattr(beside, name).tolist(), term
