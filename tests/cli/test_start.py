"""What a command from a cold shell loads, of which most of its time is made."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "import sys; from indexer.cli.main import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"

NO_SEARCH_NEEDS = {
    *("flask", "werkzeug", "jinja2", "waitress", "whoosh", "selectolax", "pypdfium2", "tomli_w", "rjieba", "opencc"),
    *("pkg_resources", "importlib.metadata", "asyncio", "email", "http", "multiprocessing", "socket", "sqlite3", "ssl"),
    *("xml", "numpy.random", "numpy.ma", "numpy.fft", "rich.progress", "rich.traceback", "rich.markdown", "rich.tree"),
    *("indexer.build", "indexer.corpus", "indexer.export", "indexer.links", "webapp"),
}
"""Pages, formats, builds, the engine that only writes, and what other libraries load without need."""

NO_HELP_NEEDS = NO_SEARCH_NEEDS | {"numpy", "rich", "jieba", "opencc", "indexer.analysis", "indexer.search"}


def test_there_are_such_modules() -> None:
    """A name that is misspelt would forbid nothing; the one that may be missing comes with setuptools."""
    assert {name for name in NO_HELP_NEEDS if find_spec(name) is None} <= {"pkg_resources"}


def loaded(index: Path, *words: str) -> set[str]:
    """The modules that are loaded once a command is done."""
    process = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, *words],
        env={**os.environ, "NIANBAO_INDEX_DIR": str(index)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(process.stderr.split())


@pytest.mark.parametrize(
    "words", [("search", "公开"), ("search", "公开", "--jsonl"), ("search", "公开", "--count"), ("facets",)]
)
def test_a_search_loads_what_it_needs(seeds_index: Path, words: tuple[str, ...]) -> None:
    """No page, no format, no build."""
    modules = loaded(seeds_index, *words)

    assert "indexer.search.live" in modules
    assert set() == modules & NO_SEARCH_NEEDS


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("completion", "bash")])
def test_help_loads_no_search(seeds_index: Path, words: tuple[str, ...]) -> None:
    """What tells of the commands needs none of them."""
    modules = loaded(seeds_index, *words)

    assert "indexer.cli.main" in modules
    assert set() == modules & NO_HELP_NEEDS


def test_no_model_of_unknown_words_is_loaded(seeds_index: Path) -> None:
    """It comes with jieba, takes 30 ms, and nothing is cut by it."""
    modules = loaded(seeds_index, "search", "公开")

    assert "jieba" in modules
    assert not [name for name in modules if name.startswith("jieba.finalseg.")]
