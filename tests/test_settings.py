"""How much an open index may remember."""

from __future__ import annotations

import pytest

from indexer.settings import Settings


@pytest.mark.parametrize(
    ("environment", "reports", "expected"),
    [
        ({}, 0, 64 << 20),
        ({}, 20_000, 64 << 20),
        ({}, 100_000, 200_000_000),
        ({"NIANBAO_CACHE_BYTES": "0"}, 100_000, 0),
        ({"NIANBAO_CACHE_BYTES": "1000"}, 100_000, 1000),
    ],
)
def test_memory_goes_by_the_archive(environment: dict[str, str], reports: int, expected: int) -> None:
    """Unless it is set, it grows with the archive, as what an answer takes does."""
    assert expected == Settings.from_environment(environment).memory_for(reports)
