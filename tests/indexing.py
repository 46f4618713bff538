"""What tests of the search core index, and what an open index knows beside its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.analysis import default_analysis
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.search.searcher import IndexInfo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.backends.base import IndexedReport

INFO = IndexInfo("test", "2020-01-01T00:00:00+00:00", 0, 0)


def entries_of(paths: Sequence[Path]) -> list[IndexedReport]:
    """The reports of files and folders, ready to be indexed."""
    analysis = default_analysis()
    return list(indexed_reports(Corpus(paths, analysis.simplify).reports(), analysis))
