"""What all tests share: where the texts are, how hard hypothesis tries, what a missing tool means."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

CHECKOUT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"

# No deadlines: a machine shared with others is slow at random moments, and that is not a bug.
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,  # the same commit gives the same verdict
    print_blob=True,  # a failure can be replayed elsewhere
    suppress_health_check=[HealthCheck.too_slow],  # for the same reason as the deadline
)
settings.load_profile("ci" if IN_CI else "dev")

# For the same reason a program that a test starts may search longer than people wait.
os.environ.setdefault("NIANBAO_SEARCH_TIMEOUT_S", "60")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that accepts changed rankings."""
    parser.addoption("--update-golden", action="store_true", help="write the rankings of tests/golden as they are now")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def seeds_dir(checkout: Path) -> Path:
    """The folder of the five sample reports."""
    return checkout / "seeds"


@pytest.fixture(scope="session")
def shared_data(checkout: Path) -> Path:
    """The folder of test collections beside the checkout; skips the test where there is none."""
    folder = checkout.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no test collections: {folder} is not a folder")
    return folder


@pytest.fixture(scope="session")
def unavailable() -> Callable[[str], NoReturn]:
    """Call it with what is missing: skips the test on a person's machine, fails it in CI (CI=true)."""
    return pytest.fail if IN_CI else pytest.skip
