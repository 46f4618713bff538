"""The literal guarantee: what stands in a report is found, and under its section; the texts themselves are the truth.

A case is a stretch of a report, as it stands or in another script, width or layout, asked for as a phrase. Found must
be every report whose text holds the stretch as it stands. Most cases ask the leaves alone, so that tens of thousands of
them take seconds.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Literal

import pytest
from stretches import Source, odd_text, quoted, respelt

from indexer.backends.leaves import LeafReader
from indexer.backends.text.counting import reports_of
from indexer.backends.text.places import Places, literal_places
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.model import SECTION_SLUGS, Report, SearchRequest
from indexer.query import plan_of
from indexer.query.canonical import clean_text
from indexer.search.execute import Executor, Grain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.analysis import Analysis

ODD_TEXTS = 150
CASES = 20_000
DATA_CASES = 5_000
WHOLE_QUERIES = 0.1  # share of the cases that are parsed, planned and evaluated at both grains as well
LONGEST = 20
SHORT = range(1, 5)  # lengths of which all stretches of the seeds are tried


class Collection:
    """Reports and their index, asked for what matches."""

    def __init__(self, reports: Sequence[Report], analysis: Analysis, folder: Path) -> None:
        write_segment(folder, indexed_reports(reports, analysis))
        index = WhooshIndex([SegmentRef(folder)])
        self.reports = list(reports)
        self.sources = [Source.of(report.text) for report in reports]
        self._columns = index.columns
        self._texts = index.texts
        self._analysis = analysis
        self._executor = Executor(index.columns, LeafReader(index, 0))

    def found(self, query: str) -> set[int]:
        """Numbers of the reports that a query finds."""
        tree = plan_of(SearchRequest(q=clean_text(query)), self._analysis).tree
        return set(self._executor.mask(tree, Grain.REPORT).nonzero()[0].tolist())

    def found_literally(self, stretch: str) -> set[int]:
        """Numbers of the reports where one of the wordings of a phrase stands: what its leaves give."""
        forms = self._analysis.forms(clean_text(stretch))
        places = Places.joined(*(literal_places(self._texts, form.needle) for form in forms))
        return set(reports_of(self._texts.layout, places).tolist())

    def sections(self, query: str, report: int) -> set[str]:
        """Slugs under which a query finds a report."""
        tree = plan_of(SearchRequest(q=clean_text(query)), self._analysis).tree
        rows = self._executor.mask(tree, Grain.ROW) & (self._columns.report_of_row == report)
        return {SECTION_SLUGS[slug] for slug in self._columns.slug_of_row[rows].tolist()}

    def stretch(self, rng: random.Random) -> tuple[int, int, int]:
        """A report and the ends of a stretch of it that can be asked for."""
        while True:
            report = rng.randrange(len(self.sources))
            source = self.sources[report]
            start = rng.randrange(len(source.text))
            end = min(start + rng.randint(1, LONGEST), len(source.text))
            if source.can_be_asked(start, end):
                return report, start, end

    def check(self, rng: random.Random) -> None:
        """One random case."""
        report, start, end = self.stretch(rng)
        stretch = self.reports[report].text[start:end]
        asked = stretch if rng.random() < 0.4 else respelt(stretch, rng)
        assert report in self.found_literally(asked), (asked, stretch)
        if rng.random() < WHOLE_QUERIES:
            query = quoted(asked)
            assert report in self.found(query), (query, stretch)
            inside = [part.slug for part in self.reports[report].sections if part.start <= start and end <= part.end]
            assert set(inside) <= self.sections(query, report), (query, stretch)


def odd_reports(folder: Path, analysis: Analysis) -> list[Report]:
    """Reports of odd texts."""
    rng = random.Random(41)
    folder.mkdir()
    for number in range(ODD_TEXTS):
        (folder / f"{number:03d}.txt").write_text(odd_text(rng), "utf-8")
    return list(Corpus([folder], analysis.simplify).reports())


@pytest.fixture(scope="module")
def collection(reports: list[Report], analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The seeds and odd texts."""
    folder = tmp_path_factory.mktemp("guarantee")
    return Collection([*reports, *odd_reports(folder / "texts", analysis)], analysis, folder / "index")


def test_random_stretches(collection: Collection) -> None:
    """Stretches of one to twenty characters in either script, any width and layout find their report and section."""
    rng = random.Random(43)
    for _ in range(CASES):
        collection.check(rng)


def test_all_short_stretches_of_the_seeds(collection: Collection, reports: list[Report]) -> None:
    """Every stretch of one to four characters of a seed finds every seed that it stands in."""
    expected: dict[str, set[int]] = defaultdict(set)
    for number, source in enumerate(collection.sources[: len(reports)]):
        for start in range(len(source.text)):
            for size in SHORT:
                if start + size <= len(source.text) and source.can_be_asked(start, start + size):
                    expected[source.text[start : start + size]].add(number)
    assert len(expected) > 20_000
    for stretch, holders in expected.items():
        assert holders <= collection.found_literally(stretch), stretch


@pytest.mark.data
def test_stretches_of_published_reports(shared_data: Path, analysis: Analysis, tmp_path: Path) -> None:
    """The same for reports in the wild, with lines broken in words, page numbers and tables."""
    published = list(Corpus([shared_data / "reports"], analysis.simplify).reports())
    assert len(published) > 20
    collection = Collection(published, analysis, tmp_path / "index")
    rng = random.Random(47)
    for _ in range(DATA_CASES):
        collection.check(rng)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_and_their_marks(analysis: Analysis, tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    """A letter and its mark may be one character or two, in the report and in the query; with another it is another."""
    text = unicodedata.normalize(form, "Café 咖啡ガス公司，한글，Й号")
    (tmp_path / "a.txt").write_text(f"某市报告\n{text}。\n", "utf-8")
    collection = Collection(
        list(Corpus([tmp_path / "a.txt"], analysis.simplify).reports()), analysis, tmp_path / "index"
    )
    for stretch in ("café", "Café 咖啡ガ", "ス公司", "ガス公司", "한글", "글，й"):
        for typed in ("NFC", "NFD"):
            asked = unicodedata.normalize(typed, stretch)
            assert {0} == collection.found(quoted(asked)), (typed, stretch)
    assert set() == collection.found(quoted("ガズ"))


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("39号", "第139号", False),
        ("39号", "第39号", True),
        ("2015", "共12015件", False),
        ("pp下载", "APP下载", False),
        ("19", "COVID19", True),
        ("514条", "2,514条", True),
        ("2015年", "①2015年", True),
        ("39号", "1\u200b39号", False),
    ],
)
def test_the_exception(analysis: Analysis, tmp_path: Path, query: str, text: str, found: bool) -> None:  # noqa: FBT001 - a table of cases
    """Only a stretch that cuts a number or a Latin word may miss what it was cut from."""
    (tmp_path / "a.txt").write_text(f"某市报告\n{text}。\n", "utf-8")
    reports = list(Corpus([tmp_path / "a.txt"], analysis.simplify).reports())
    assert found == (0 in Collection(reports, analysis, tmp_path / "index").found(quoted(query)))
