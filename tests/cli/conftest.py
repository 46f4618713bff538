"""The command line over an index of the seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from in_process import Nianbao, run_words

from indexer.build import build_index
from indexer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory, seeds_dir: Path) -> Path:
    """The folder of an index of the seeds, which no test changes."""
    folder = tmp_path_factory.mktemp("seeds") / "index"
    build_index([seeds_dir], Settings(index_dir=folder))
    return folder


@pytest.fixture
def nianbao(seeds_index: Path, monkeypatch: pytest.MonkeyPatch) -> Nianbao:
    """Runs commands; those that read an index read that of the seeds."""
    monkeypatch.setenv("NIANBAO_INDEX_DIR", str(seeds_index))
    return run_words
