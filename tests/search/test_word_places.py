"""Where words stand: taking all places of a report at once, where the counts say so, changes no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.backends.leaves import LeafReader
from indexer.backends.text.places import wording_places
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
