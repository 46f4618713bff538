"""Exact mode finds what was typed, character for character, and nothing else: the original texts are the truth."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from reading import report_of
from stretches import Source, odd_text, respelt

from indexer.backends.leaves import LeafReader
from indexer.backends.located import exact_places
from indexer.backends.memory import MemoryIndex
from indexer.backends.text.counting import reports_of
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_segment import WhooshSegment
from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.model import Mode, SearchRequest
from indexer.query import plan_of, request_from_pairs
from indexer.query.canonical import clean_text
from indexer.query.tree import Exact

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.analysis import Analysis, Reading
    from indexer.backends.base import Index, IndexedReport
    from indexer.backends.stored import StoredReport
    from indexer.model import Report
    from indexer.search.searcher import IndexSearcher

ODD_TEXTS = 60
CASES = 4_000
LONGEST = 12
BLANKS = (" ", "\u3000", "\n", "\u200b")


def mixed_text(rng: random.Random) -> str:
    """An odd text, written in one script and width in some parts and in others elsewhere."""
    text = odd_text(rng)
    parts = [text[start : start + 20] for start in range(0, len(text), 20)]
    return "".join(respelt(part, rng) if rng.random() < 0.5 else part for part in parts)


@pytest.fixture(scope="module")
def pool(analysis: Analysis, reports: list[Report]) -> list[IndexedReport]:
    """Two seeds and mixed texts, ready to be indexed."""
    rng = random.Random(53)
    texts = [report.text for report in reports[:2]]
    texts += [mixed_text(rng) for _ in range(ODD_TEXTS)]
    made = (report_of(text, f"{number:03}") for number, text in enumerate(texts))
    return list(indexed_reports(made, analysis))


@pytest.fixture(scope="module")
def indexes(pool: list[IndexedReport], tmp_path_factory: pytest.TempPathFactory) -> list[Index]:
    """The same reports in memory, in one segment, and in three of which some others were left out."""
    folder = tmp_path_factory.mktemp("typed")
    thirds = {"a": pool[:40], "b": pool[40:41], "c": pool[41:]}
    gone = frozenset(entry.stored.report.id for entry in pool[3:60:7])
    left = [entry for entry in pool if entry.stored.report.id not in gone]
    write_segment(folder / "left", left)
    for name, part in thirds.items():
        write_segment(folder / name, part)
    parts = [
        SegmentRef(folder / name, gone & {entry.stored.report.id for entry in part}) for name, part in thirds.items()
    ]
    return [MemoryIndex(left), WhooshIndex([SegmentRef(folder / "left")]), WhooshIndex(parts)]


def typed_in(rng: random.Random, source: Source) -> str:
    """A stretch of a source, mostly as it stands, that begins and ends with what shows; empty if there is none."""
    start = rng.randrange(len(source.text))
    end = min(start + rng.randint(1, LONGEST), len(source.text))
    typed = source.text[start:end]
    if rng.random() < 0.3:
        typed = respelt(typed, rng)
    if rng.random() < 0.1:
        typed = typed[:1] + rng.choice(BLANKS) + typed[1:]
    if rng.random() < 0.4:
        typed = re.sub(r"[\s\u200b]+", " ", typed)
    alone = Source.of(typed)
    shows = alone.can_be_asked(0, 1) and alone.can_be_asked(len(typed) - 1, len(typed))
    return typed if shows and clean_text(typed) == typed else ""


def places(index: Index, exact: Exact) -> list[tuple[int, int, int]]:
    """The report of everything found, and where in its main reading it begins and ends."""
    found = exact_places(index, index.texts, exact)
    reports = reports_of(index.texts.layout, found)
    firsts = index.texts.layout.reports[reports, 0]
    return list(zip(reports.tolist(), (found.starts - firsts).tolist(), (found.ends - firsts).tolist(), strict=True))


def stands(source: Source, typed: str) -> tuple[set[int], set[int]]:
    """Everywhere that a string stands in a source, and those of these places that cut no number or Latin word."""
    every = {place.start() for place in re.finditer(f"(?={re.escape(typed)})", source.text)}
    return every, {place for place in every if source.can_be_asked(place, place + len(typed))}


def test_places_as_typed(indexes: list[Index], analysis: Analysis) -> None:
    """Whatever script, width and blanks: found is where the original text has it, and every backend finds the same."""
    rng = random.Random(59)
    reference = indexes[0]
    sources = [Source.of(reference.stored(report).report.text) for report in range(reference.columns.reports)]
    mains = [analysis.normalise(source.text)[0] for source in sources]
    found_any = 0
    for _ in range(CASES):
        typed = typed_in(rng, rng.choice(sources[2:]) if rng.random() < 0.9 else rng.choice(sources))
        forms = analysis.forms(typed) if typed else ()
        if not forms:
            continue
        exact = Exact(forms[0].needle, typed)
        expected = places(reference, exact)
        mine: dict[int, set[int]] = defaultdict(set)
        for report, start, end in expected:
            mine[report].add(mains[report].span(start, end)[0])
        for number, source in enumerate(sources):
            every, certain = stands(source, typed) if typed in source.text else (set(), set())
            assert certain <= mine[number] <= every, (typed, number)
        assert all(expected == places(index, exact) for index in indexes[1:]), typed
        found_any += bool(expected)
    assert found_any > CASES / 4


def test_no_report_is_read(
    pool: list[IndexedReport], tmp_path: Path, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed without line ends is found without reading reports, of which there may be tens of thousands."""
    write_segment(tmp_path / "one", pool)
    index = WhooshIndex([SegmentRef(tmp_path / "one")])

    def refused(_self: object, _report: int) -> StoredReport:
        raise AssertionError

    monkeypatch.setattr(WhooshIndex, "stored", refused)
    for typed in ("公开", "公開", "檔案館", "，", "（２０１５）", "2015 年", "2015 年 APP store", "APP", "app", "局局"):
        leaf = Exact(analysis.forms(typed)[0].needle, typed)
        LeafReader(index, 0).matches(leaf)


def leaves_out(main: Reading, place: int) -> bool:
    """Whether the source of a main reading has more than one step from the character before a place to that at it."""
    apart = main.starts is not None and main.starts[place] != main.starts[place - 1] + 1
    return apart or place in main.breaks


def test_stretches_that_leave_out_something(pool: list[IndexedReport], tmp_path: Path) -> None:
    """Of all stretches of a size and of a few of them alike: those with a gap between any two characters."""
    write_segment(tmp_path / "one", pool)
    segment = WhooshSegment(tmp_path / "one")
    begins = segment.texts.layout.reports[:, 0].tolist()
    for size in (1, 2, 3, 8):
        expected = {
            begin + start: any(leaves_out(entry.readings[0], place) for place in range(start + 1, start + size))
            for begin, entry in zip(begins, pool, strict=True)
            for start in range(len(entry.readings[0].text) - size + 1)
        }
        starts = np.array([*expected], np.int32)
        for some in (starts, starts[::50], starts[:0]):
            assert [expected[start] for start in some.tolist()] == segment.glyphs.interrupted(some, size).tolist()
    assert any(expected.values())
    segment.close()


@pytest.mark.parametrize("around", ["\u200b", "\ufeff", "\u200b \u200e", "\ufe0f", "\u202e"])
@pytest.mark.parametrize("query", ["{0}ＡＰＰ{0}", '"{0}ＡＰＰ{0}"', "({0}ＡＰＰ{0} {0}微信{0})~3"])
def test_what_nobody_sees_around_it_is_not_typed(make: Callable[..., IndexSearcher], around: str, query: str) -> None:
    """What pages put around words that are copied from them hides nothing, also where a report has it there."""
    searcher = make(
        plain="某市年报。ＡＰＰ和微信。", odd=f"某市年报。{around}ＡＰＰ{around}和微信。", other="某市年报。app和微信。"
    )
    answer = searcher.search(SearchRequest(q=query.format(around), mode=Mode.EXACT))

    assert {result.id for result in answer.results} == {"plain", "odd"}


@pytest.mark.parametrize("published", ["\uf900和\ufa19社，\u212b", "豈和神社，\u00c5"])
@pytest.mark.parametrize("typed", ["\uf900", "豈", "\ufa19社", "神社", "\u212b", "\u00c5", "豈和\ufa19"])
def test_one_character_under_two_numbers(
    analysis: Analysis, tmp_path: Path, make: Callable[..., IndexSearcher], published: str, typed: str
) -> None:
    """What Unicode takes for one character is one, whichever a report has; its Simplified form is another."""
    request = request_from_pairs([("q", typed), ("mode", "exact")]).request
    searcher = make(found=f"某市年报。{published}。", other="某市年报。岂和神，å。")
    leaf = plan_of(request, analysis).tree
    assert isinstance(leaf, Exact)
    report = report_of(f"某市年报。{published}。")
    write_segment(tmp_path / "one", indexed_reports([report], analysis))

    assert ["found"] == [result.id for result in searcher.search(request).results]
    assert 1 == len(places(WhooshIndex([SegmentRef(tmp_path / "one")]), leaf))
