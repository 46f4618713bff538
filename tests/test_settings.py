"""What can be set from outside: how much an open index may remember, and values that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import SettingsError
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


@pytest.mark.parametrize(
    "name",
    [
        "NIANBAO_CACHE_BYTES",
        "NIANBAO_LOCK_TIMEOUT_S",
        "NIANBAO_SEARCH_TIMEOUT_S",
        "NIANBAO_RATE_LIMIT",
        "NIANBAO_EXPORTS_AT_ONCE",
        "NIANBAO_MOST_SHORT_LINKS",
    ],
)
@pytest.mark.parametrize("value", ["", "nan", "inf", "-1", "1e400", "９", "two", "9" * 5000])
def test_numbers_that_cannot_be_used(name: str, value: str) -> None:
    """A number that would let a search wait for ever, or fail at a later place, is refused by its name."""
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})


def test_numbers_of_seconds() -> None:
    """Seconds may have a fraction."""
    settings = Settings.from_environment({"NIANBAO_SEARCH_TIMEOUT_S": "0.5", "NIANBAO_LOCK_TIMEOUT_S": "120"})
    assert (0.5, 120) == (settings.search_timeout_s, settings.lock_timeout_s)


def test_folder_without_a_name() -> None:
    """An empty variable is none; as a path it would be the working folder."""
    assert Path("index") == Settings.from_environment({"NIANBAO_INDEX_DIR": ""}).index_dir
