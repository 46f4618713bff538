"""What the index counts of a word tells what a literal that is written so counts, and never anything else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from msgspec.structs import replace

from indexer.analysis import Analysis, canon, default_analysis
from indexer.backends import leaves as leaves_module
from indexer.backends.leaves import LeafReader
from indexer.backends.memory import MemoryIndex
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.query.tree import Field, Literal, Word

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.backends.base import IndexedReport
    from indexer.model import Report


def test_every_word_of_the_seeds(entries: list[IndexedReport]) -> None:
    """Asked for beside its word, a literal matches as it does alone."""
    index = MemoryIndex(entries)
    leaves = LeafReader(index, 0)
    for term in sorted({term for entry in entries for row in entry.rows for term in row.words})[::7]:
        literal = Literal(Field.TEXT, canon(term))
        alone, beside = leaves.matches(literal), leaves.matches(literal, Word(Field.TEXT, term))
        assert alone.rows.all().tolist() == beside.rows.all().tolist(), term
        for name in ("reports", "report_counts", "reworded"):
            assert getattr(alone, name).tolist() == getattr(beside, name).tolist(), term


@pytest.fixture(scope="module")
def odd_reports(seeds_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> list[IndexedReport]:
    """The seeds, and small reports in which words stand inside others, overlap themselves, are torn or reworded."""
    rng = random.Random(7)
    parts = (
        "人民政府",
        "民政",
        "人人",
        "公开",
        "公开处",
        "信息公开",
        "開處",
        "民",
        "，",
        "一、公开",
        "第 1 页 公开",
        "資訊公開",
        "網路",
    )
    folder = tmp_path_factory.mktemp("odd")
    for number in range(40):
        lines = ["".join(rng.choices(parts, k=rng.randint(1, 9))) for _ in range(rng.randint(1, 30))]
        (folder / f"{number:02}.txt").write_text("\n".join(lines), "utf-8")
    analysis = default_analysis()
    reports = Corpus([folder, seeds_dir], analysis.simplify).reports()
    return list(indexed_reports(list(map(torn, reports)), analysis))


def torn(report: Report) -> Report:
    """A report of which each section but the first begins a character later, mostly inside a word."""
    first, *others = report.sections
    later = [replace(section, start=section.start + 1) for section in others]
    return replace(report, sections=(first, *later))


@pytest.mark.parametrize("seed", range(3))
def test_strays_tell_what_places_do(
    odd_reports: list[IndexedReport], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """In segments with reports left out, a literal matches beside its word and alone as the reference finds it."""
    monkeypatch.setattr(leaves_module, "FEW_REPORTS", 5)
    monkeypatch.setattr(leaves_module, "_COMMON", 0)
    rng = random.Random(seed)
    reports = rng.sample(odd_reports, len(odd_reports))
    parts = (reports[:20], reports[20:21], reports[21:])
    left, segments = [], []
    for number, part in enumerate(parts):
        write_segment(tmp_path / str(number), part)
        gone = {report.stored.report.id for report in part if rng.random() < 0.3}
        left += [report for report in part if report.stored.report.id not in gone]
        segments.append(SegmentRef(tmp_path / str(number), frozenset(gone)))
    index, reference = WhooshIndex(segments), LeafReader(MemoryIndex(left), 0)
    leaves = LeafReader(index, 1 << 20)
    terms = sorted({term for report in odd_reports for row in report.rows for term in row.words})
    for term in {*rng.sample(terms, min(len(terms), 150)), "人民政府", "民政", "人人", "公开", "信息", "网络", "没有"}:
        literal = Literal(Field.TEXT, canon(term))
        expected = reference.matches(literal)
        alone = LeafReader(index, 0).matches(literal)
        for found in (alone, leaves.matches(literal, Word(Field.TEXT, term))):
            assert expected.rows.all().tolist() == found.rows.all().tolist(), term
            for name in ("reports", "report_counts", "reworded"):
                assert getattr(expected, name).tolist() == getattr(found, name).tolist(), (term, name)
        every = np.arange(len(left), dtype=np.int32)
        counts = np.zeros(len(left), np.int32)
        counts[expected.reports] = expected.report_counts
        assert counts.tolist() == LeafReader(index, 0).occurrences_everywhere(literal).tolist(), term
        for asked in (every, every[: rng.randrange(len(left))]):
            assert counts[asked].tolist() == LeafReader(index, 0).occurrences(literal, asked).tolist(), term
    index.close()


def test_strays_are_known(entries: list[IndexedReport], tmp_path: Path) -> None:
    """Of most words of several characters no place has to be looked for."""
    write_segment(tmp_path / "one", entries)
    index = WhooshIndex([SegmentRef(tmp_path / "one")])
    terms = {term for entry in entries for row in entry.rows for term in row.words}
    words = [term for term in terms if len(term) > 1 and Analysis.is_han(term)]
    known = [term for term in words if index.postings(term).strays is not None]
    assert len(known) > 0.9 * len(words)
    index.close()
