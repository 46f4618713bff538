"""A folder of small reports and a place for their index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_reports import report_text

from indexer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A place for an index."""
    return Settings(index_dir=tmp_path / "index", lock_timeout_s=5, search_timeout_s=60)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of three reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        (folder / f"r{number}.txt").write_text(report_text(number), "utf-8")
    return folder
