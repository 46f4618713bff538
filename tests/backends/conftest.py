"""The seeds, for the tests of the backends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from indexing import entries_of

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.backends.base import IndexedReport


@pytest.fixture(scope="session")
def entries(seeds_dir: Path) -> list[IndexedReport]:
    """The five seeds, ready to be indexed."""
    return entries_of([seeds_dir])
