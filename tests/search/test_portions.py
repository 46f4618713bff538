"""A question answered portion by portion of the text has the answer that one text as a whole gives."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from indexing import INFO
from msgspec.structs import replace

from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.model import Mode, SearchRequest, SearchScope
from indexer.search.searcher import IndexSearcher

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.analysis import Analysis
    from indexer.backends.base import IndexedReport
    from indexer.backends.memory import MemoryIndex

QUESTIONS = 100
WORDS = (
    *("政府", "信息", "公开", "政府信息", "信息公开", "行政", "申请", "答复", "工作", "县政府", "档案", "窗口"),
    *("的", "，", "。", "一", "2015", "1", "15", "年", "國家", "答覆", "局局", "“", "政政"),
)


@pytest.fixture(scope="module")
def portioned(entries: list[IndexedReport], tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndex]:
    """The seeds, a segment each."""
    folder: Path = tmp_path_factory.mktemp("portions")
    for number, entry in enumerate(entries):
        write_segment(folder / str(number), [entry])
    index = WhooshIndex([SegmentRef(folder / str(number)) for number in range(len(entries))])
    yield index
    index.close()


def question(chance: random.Random) -> SearchRequest:
    """A few words, with any operator between them, in any mode."""
    words = [f'"{word}"' if chance.random() < 0.4 else word for word in chance.choices(WORDS, k=chance.randint(1, 4))]
    between = chance.choice((" ", " ", " OR "))
    near = f"({' '.join(words)})~{chance.randint(0, 30)}"
    text = near if chance.random() < 0.3 else between.join(words)
    return SearchRequest(
        q=f'{text} -"{chance.choice(WORDS)}"' if chance.random() < 0.1 else text,
        mode=chance.choice((Mode.ALL, Mode.ALL, Mode.ANY, Mode.EXACT)),
        scope=chance.choice((SearchScope.REPORT, SearchScope.SECTION)),
        sections=chance.choice(((), ("requests",))),
    )


def test_portions_change_no_answer(
    portioned: WhooshIndex, memory_index: MemoryIndex, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is asked, each report a portion of its own."""
    monkeypatch.setattr("indexer.backends.text.corpus._PORTION", 0)
    monkeypatch.setattr("indexer.search.hits.counts.FEW_REPORTS", 0)  # marks of all are found by portions as well
    one, other = (IndexSearcher(index, analysis, INFO, 1 << 24) for index in (portioned, memory_index))
    chance = random.Random(29)
    for _ in range(QUESTIONS):
        asked = question(chance)
        answers = [replace(searcher.search(asked), took_ms=0) for searcher in (one, other)]
        assert answers[0] == answers[1], asked
    assert len(list(portioned.texts.portions(["政府"]))) == memory_index.columns.reports
