"""What the tests of the text layer share."""

from pathlib import Path

import pytest

from indexer.analysis import Analysis, default_analysis


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    """The analysis that the program uses."""
    return default_analysis()


@pytest.fixture(scope="session")
def seeds(seeds_dir: Path) -> dict[str, str]:
    """Texts of the sample reports by the number that begins their file name."""
    return {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(seeds_dir.glob("*.txt"))}
