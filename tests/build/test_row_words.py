"""Words counted for many reports at once are those that a loop over the tokens of each report counts."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import report_of

from indexer.analysis import default_analysis
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.backends.base import IndexedReport
    from indexer.model import Report

ANALYSIS = default_analysis()
LINES = (
    "沈阳市人民政府2018年政府信息公开工作年度报告",
    "一、概述",
    "二、主动公开政府信息的情况",
    "三、依申请公开政府信息办理情况",
    "全年公开信息2,514条，其中人民政府门户网站82.2%。",
    "本府資訊公開專區、網路申辦系統與資料庫，印表機滑鼠。",
    "資訊處理費與行政訴願之資訊",
    "open data 2019年度 App",
    "【打印】 【关闭】",
    "当前位置：首页 > 信息公开 > 年报",
    "",
)
TEXTS = st.lists(st.lists(st.sampled_from(LINES), max_size=9).map("\n".join), min_size=1, max_size=6)


def words_by_loop(entry: IndexedReport) -> tuple[list[Counter[str]], list[Counter[str]], Counter[str]]:
    """The words of each row, of its headings, and of the title."""
    report, main = entry.stored.report, entry.readings[0]
    heading_ends = [main.locate(section.start, section.heading_end)[1] for section in report.sections]
    rows, headings = ([Counter[str]() for _ in entry.rows] for _ in range(2))
    for reading, (term, start, _) in ANALYSIS.index_tokens(entry.readings):
        place = entry.text.start_in_main(start) if reading else start
        if any(first <= place < after for first, after in entry.text.furniture):
            continue
        number = max(n for n, passage in enumerate(entry.text.passages) if n == 0 or passage.start <= place)
        row = entry.text.passages[number].row
        rows[row][term] += 1
        headings[row][term] += place < heading_ends[number]
    title = Counter(token.term for _, token in ANALYSIS.index_tokens(ANALYSIS.normalise(report.title)))
    return rows, [+counts for counts in headings], title


def assert_counted(reports: list[Report]) -> None:
    """Compare all of some reports, analysed together, with the loop."""
    for entry in indexed_reports(reports, ANALYSIS):
        rows, headings, title = words_by_loop(entry)
        assert rows == [Counter(row.words) for row in entry.rows]
        assert headings == [Counter(row.heading_words) for row in entry.rows]
        assert title == Counter(entry.title_words)


@given(TEXTS)
@settings(max_examples=150)
def test_made_texts(texts: list[str]) -> None:
    """Texts in both scripts, with other wording, page furniture and without any section."""
    assert_counted([report_of(text, f"r{number}") for number, text in enumerate(texts)])


def test_seeds(seeds_dir: Path) -> None:
    """Whole reports."""
    assert_counted(list(Corpus([seeds_dir], ANALYSIS.simplify).reports()))


def test_many_reports(seeds_dir: Path) -> None:
    """More than are analysed at a time, each as if alone."""
    reports = list(Corpus([seeds_dir], ANALYSIS.simplify).reports()) * 8
    for report, entry in zip(reports, indexed_reports(reports, ANALYSIS), strict=True):
        (alone,) = indexed_reports([report], ANALYSIS)
        assert entry.stored == alone.stored
        assert [dict(row.words) for row in alone.rows] == [dict(row.words) for row in entry.rows]
        assert all((one == other).all() for one, other in zip(entry.cuts, alone.cuts, strict=True))


@pytest.mark.parametrize(
    "words",
    [
        ["收到", "8", "件", "，", "其中", "5", "件"],
        ["国办发", "〔", "2014", "〕", "8", "号", "文件"],
        ["文号", "8", "号"],
        ["经费", "3.5", "万元", "。"],
        ["A4", "纸", "50%", "以上"],
        ["，"],
        [],
    ],
)
def test_borders_of_words(words: list[str]) -> None:
    """Every word begins and ends at a border, a unit behind a number too, whatever comes after it."""
    (entry,) = indexed_reports([report_of("".join(words))], ANALYSIS)
    starts = accumulate(map(len, words), initial=0)
    places = [(start, start + len(word)) for start, word in zip(starts, words, strict=False) if word[0].isalnum()]

    assert sorted({*chain(*places)}) == entry.cuts[0].tolist()
