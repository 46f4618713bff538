"""Several index segments with deletions are one index, the same as if only what is left had ever been indexed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from unicodedata import normalize

import numpy as np
import pytest
from indexing import INFO
from msgspec.structs import fields, replace
from reading import report_of

from indexer.analysis import default_analysis
from indexer.backends.memory import MemoryIndex
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.errors import IndexCorrupt
from indexer.model import SearchRequest, Sort, to_json
from indexer.search.searcher import IndexSearcher

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.backends.base import Columns, Index, IndexedReport

PIECE = 700  # characters of a small report
CASES = 12
QUERIES = ("公开", "政府 信息", "公开 -网站", '"信息公开工作"', "title:年度", "(公开 申请)~20", "2015年 OR 12%", "的")


@pytest.fixture(scope="module")
def pool(seeds_dir: Path) -> list[IndexedReport]:
    """Small reports cut from the seeds; every third one comes again under another id."""
    analysis = default_analysis()
    texts = [report.text for report in Corpus([seeds_dir], analysis.simplify).reports()]
    pieces = [text[start : start + PIECE] for text in texts for start in range(0, len(text), PIECE)]
    reports = (report_of(text, f"{number * 37 % 101:03d}") for number, text in enumerate(pieces + pieces[::3]))
    return list(indexed_reports(reports, analysis))


class Split:
    """A random choice of reports, written as segments of random sizes, some reports left out.

    Attributes:
        index: All segments opened as one.
        left: The reports that are left, in the order in which they are numbered.
    """

    def __init__(self, pool: list[IndexedReport], folder: Path, seed: int) -> None:
        rng = random.Random(seed)
        chosen = rng.sample(pool, rng.randint(1, len(pool)))
        cuts = sorted(rng.sample(range(len(chosen) + 1), rng.randint(0, min(4, len(chosen)))))
        self.left: list[IndexedReport] = []
        segments = []
        for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(chosen)], strict=True)):
            part = chosen[start:end]
            share = rng.choice([0, 0.3, 1])
            deleted = frozenset(ids(report for report in part if rng.random() < share))
            write_segment(folder / str(number), part)
            segments.append(SegmentRef(folder / str(number), deleted))
            self.left += [report for report in part if report.stored.report.id not in deleted]
        self.index = WhooshIndex(segments)


def ids(reports: object) -> list[str]:
    """Ids of reports."""
    return [report.stored.report.id for report in reports]  # type: ignore[attr-defined]  # any iterable of them


def assert_equal_columns(expected: Columns, actual: Columns) -> None:
    """Every array is the same, type and length too."""
    for field in fields(expected):
        one, other = getattr(expected, field.name), getattr(actual, field.name)
        if isinstance(one, np.ndarray):
            assert (one.dtype, one.shape) == (other.dtype, other.shape), field.name
            assert one.tolist() == other.tolist(), field.name
        else:
            assert one == other, field.name


def answers(index: Index) -> list[bytes]:
    """Whole answers to some requests in every order."""
    searcher = IndexSearcher(index, default_analysis(), INFO, 1 << 20)
    requests = [SearchRequest(q=query, sort=sort) for query in QUERIES for sort in (None, Sort.HITS, Sort.YEAR_DESC)]
    return [to_json(replace(searcher.search(request), took_ms=0)) for request in requests]


@pytest.mark.parametrize("seed", range(CASES))
def test_segments_are_one_index(pool: list[IndexedReport], tmp_path: Path, seed: int) -> None:
    """Columns, postings, texts and records are those of the reports that are left, numbered in order."""
    split = Split(pool, tmp_path, seed)
    expected, actual = MemoryIndex(split.left), split.index

    assert_equal_columns(expected.columns, actual.columns)
    assert list(expected.titles()) == list(actual.titles())
    words = sorted({word for report in pool for row in report.rows for word in row.words})
    for word in random.Random(seed).sample(words, 200):
        for field in ("text", "heading", "title"):
            one, other = (getattr(index.postings(word), field) for index in (expected, actual))
            assert one.rows.tolist() == other.rows.tolist(), (field, word)
            assert one.frequencies.tolist() == other.frequencies.tolist(), (field, word)
            assert (np.int32, np.int32) == (other.rows.dtype, other.frequencies.dtype)
    for number, report in enumerate(split.left):
        assert report.text == actual.text(number)
        assert report.stored == actual.stored(number)
        assert normalize("NFC", report.stored.report.title) == actual.written_title(number)
    actual.close()


@pytest.mark.parametrize("seed", range(3))
def test_answers_are_those_of_a_rebuild(pool: list[IndexedReport], tmp_path: Path, seed: int) -> None:
    """Whatever the order of segments, a search answers like an index built at once in another order."""
    split = Split(pool, tmp_path / "split", seed)
    write_segment(tmp_path / "one", sorted(split.left, key=lambda report: report.text_sha256))
    rebuilt = WhooshIndex([SegmentRef(tmp_path / "one")])

    assert answers(MemoryIndex(split.left)) == answers(split.index) == answers(rebuilt)


def test_unknown_deletion_is_refused(pool: list[IndexedReport], tmp_path: Path) -> None:
    """To leave out a report that is not there means that segment and manifest do not belong together."""
    write_segment(tmp_path / "one", pool[:3])
    with pytest.raises(IndexCorrupt, match="nianbao index"):
        WhooshIndex([SegmentRef(tmp_path / "one", frozenset(["nowhere"]))])


def test_one_id_twice_is_refused(pool: list[IndexedReport], tmp_path: Path) -> None:
    """Two reports of one id would be two results with one link."""
    for name in ("one", "two"):
        write_segment(tmp_path / name, pool[:2])
    with pytest.raises(IndexCorrupt, match="nianbao index"):
        WhooshIndex([SegmentRef(tmp_path / "one"), SegmentRef(tmp_path / "two")])


def test_no_segments(tmp_path: Path) -> None:
    """An index without a report answers that there is none."""
    write_segment(tmp_path / "one", [])
    for segments in ([], [SegmentRef(tmp_path / "one")]):
        index = WhooshIndex(segments)
        assert (0, 0) == (index.columns.reports, index.columns.rows)
        assert not len(index.postings("公开").text.rows)
