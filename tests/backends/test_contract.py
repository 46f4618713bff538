"""What every embedded backend answers, compared with what was put in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indexer.backends import whoosh
from indexer.backends.memory import MemoryIndex
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.errors import IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.backends.base import Index, IndexedReport


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def index(
    request: pytest.FixtureRequest, entries: list[IndexedReport], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    """Each backend in turn."""
    if request.param == "memory":
        yield MemoryIndex(entries)
        return
    folder = tmp_path_factory.mktemp("whoosh")
    write_segment(folder / "one", entries)
    opened = WhooshIndex([SegmentRef(folder / "one")])
    yield opened
    opened.close()


def test_columns(index: Index, entries: list[IndexedReport]) -> None:
    """Rows of a report are consecutive and in section order; ids, years and lengths are those of the reports."""
    columns = index.columns
    row = 0
    for number, entry in enumerate(entries):
        assert entry.stored.report.id == columns.ids[number]
        assert (entry.stored.report.year.value or 0) == columns.year[number]
        assert row == columns.first_row[number]
        assert sum(entry.title_words.values()) == columns.title_length[number]
        for expected in entry.rows:
            assert (number, expected.slug) == (columns.report_of_row[row], columns.slug_of_row[row])
            assert sum(expected.words.values()) == columns.text_length[row]
            row += 1
    assert row == columns.rows
    assert sorted(columns.ids) == [columns.ids[place] for place in np.argsort(columns.id_rank)]


def test_postings(index: Index, entries: list[IndexedReport]) -> None:
    """Every term of every field is found in just the rows that have it, with its frequency."""
    rows = [row for entry in entries for row in entry.rows]
    for term in sorted({word for row in rows for word in row.words})[::7]:
        expected = [(number, row.words[term]) for number, row in enumerate(rows) if term in row.words]
        postings = index.postings(term).text
        assert expected == list(zip(postings.rows.tolist(), postings.frequencies.tolist(), strict=True)), term
    assert 0 == len(index.postings("没有的词").text.rows)


def test_stored_records(index: Index, entries: list[IndexedReport]) -> None:
    """Texts and reports come back as they went in."""
    for number, entry in enumerate(entries):
        assert entry.text == index.text(number)
        assert entry.stored == index.stored(number)


@pytest.mark.parametrize("characters", [1, 20_000, 1 << 18])
def test_stored_together(
    index: Index, entries: list[IndexedReport], characters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are read at once, reports come back as they went in, in the order in which they are asked for."""
    monkeypatch.setattr(whoosh, "_CHARACTERS", characters)
    order = random.Random(1).sample(range(len(entries)), len(entries))
    assert [entries[number].stored for number in order] == index.stored_all(order)
    assert [] == index.stored_all([])


def test_missing_index_is_reported(tmp_path: Path) -> None:
    """A folder without an index is refused with the command to run."""
    with pytest.raises(IndexCorrupt, match="nianbao index"):
        WhooshIndex([SegmentRef(tmp_path)])
