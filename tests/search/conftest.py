"""The seeds, indexed in memory and by Whoosh, for the tests of the search core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from indexing import INFO
from oracle import Oracle
from reading import report_of

from indexer.analysis import Analysis, default_analysis
from indexer.backends.memory import MemoryIndex
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.search.searcher import IndexSearcher
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from indexer.backends.base import Index, IndexedReport
    from indexer.model import Report

CACHE_BYTES = 1 << 24


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    """The shipped analysis."""
    return default_analysis()


@pytest.fixture(scope="session")
def reports(seeds_dir: Path) -> list[Report]:
    """The five seeds as reports."""
    return list(Corpus([seeds_dir], default_analysis().simplify).reports())


@pytest.fixture(scope="session")
def entries(reports: list[Report], analysis: Analysis) -> list[IndexedReport]:
    """The five seeds, ready to be indexed."""
    return list(indexed_reports(reports, analysis))


@pytest.fixture(scope="session")
def memory_index(entries: list[IndexedReport]) -> MemoryIndex:
    """The reference."""
    return MemoryIndex(entries)


@pytest.fixture(scope="session")
def whoosh_index(entries: list[IndexedReport], tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndex]:
    """The default backend."""
    folder = tmp_path_factory.mktemp("whoosh")
    write_segment(folder, entries)
    index = WhooshIndex([SegmentRef(folder)])
    yield index
    index.close()


@pytest.fixture(scope="session", params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest) -> Index:
    """Each backend in turn; the default one may not be skipped."""
    return request.getfixturevalue(f"{request.param}_index")


@pytest.fixture(scope="session")
def searcher(index: Index, analysis: Analysis) -> IndexSearcher:
    """A searcher over each backend."""
    return IndexSearcher(index, analysis, INFO, CACHE_BYTES)


@pytest.fixture(scope="session")
def make(analysis: Analysis) -> Callable[..., IndexSearcher]:
    """Makes a searcher over texts that are given by their ids."""

    def searcher(**texts: str) -> IndexSearcher:
        reports = [report_of(text, name) for name, text in texts.items()]
        index = MemoryIndex(indexed_reports(reports, analysis))
        return IndexSearcher(index, analysis, INFO, CACHE_BYTES)

    return searcher


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A place for an index."""
    return Settings(index_dir=tmp_path / "index", lock_timeout_s=5)


@pytest.fixture(scope="session")
def oracle(reports: list[Report], analysis: Analysis) -> Oracle:
    """The plain loop."""
    return Oracle(reports, analysis)
