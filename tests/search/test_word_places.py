"""Where words stand: taking all places of a report at once, where the counts say so, changes no place."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
from reading import report_of

from indexer.backends.leaves import LeafReader
from indexer.backends.memory import MemoryIndex
from indexer.backends.text.places import wording_places
from indexer.build.entry import indexed_reports
from indexer.search.hits.word_places import WordPlacer

if TYPE_CHECKING:
    import pytest

    from indexer.analysis import Analysis
    from indexer.backends.base import Index, IndexedReport

COMMON = ("公开", "信息公开", "政府", "申请", "行政", "工作", "的", "不", "开", "档案", "档案馆", "网站", "局", "市")


def test_counts_change_no_place(
    index: Index, entries: list[IndexedReport], analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every word of the reports stands at the same places whether each place is looked at or reports are counted."""
    words = sorted({word for entry in entries for row in entry.rows for word in row.words if analysis.is_han(word)})
    placer = WordPlacer(index, LeafReader(index, 1 << 20), analysis)
    reports = np.arange(index.columns.reports, dtype=np.int32)
    for word in (*COMMON, *words[::12]):
        found = wording_places(index.texts, analysis.canon(word))
        ways = []
        for many in (1 << 30, 0):
            monkeypatch.setattr("indexer.search.hits.word_places._MANY", many)
            standing = placer.places(index.texts, word, found, reports)
            ways.append((standing.starts.tolist(), standing.ends.tolist(), standing.seconds.tolist()))
        assert ways[0] == ways[1], word


PIECES = ("1", "2", "10", "2018", ".", ",", ":", "%", "+", "#", "a", "c", "年", "件", "公开", "，", "\n", " ", "。")


def test_numbers_stand_where_they_are_scanned(analysis: Analysis) -> None:
    """Every number and Latin word of made texts stands where scanning the whole text finds it."""
    chance = random.Random(31)
    texts = ["年报。" + "".join(chance.choices(PIECES, k=chance.randint(1, 30))) for _ in range(150)]
    reports = [report_of(text, str(number)) for number, text in enumerate(texts)]
    entries = list(indexed_reports(reports, analysis))
    index = MemoryIndex(entries)
    placer = WordPlacer(index, LeafReader(index, 1 << 20), analysis)
    everywhere = np.arange(len(reports), dtype=np.int32)
    words = sorted({word for entry in entries for row in entry.rows for word in row.words if not analysis.is_han(word)})
    assert len(words) > 50
    for word in words:
        found = wording_places(index.texts, analysis.canon(word))
        standing = placer.places(index.texts, word, found, everywhere)
        expected = [
            (start + first, start + after)
            for entry, start in zip(entries, index.texts.layout.reports[:, 0].tolist(), strict=True)
            for first, after in analysis.word_spans(entry.readings[0], word)
        ]
        assert expected == list(zip(standing.starts.tolist(), standing.ends.tolist(), strict=True)), word
