"""The import contracts of pyproject.toml hold, and would notice if they did not."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

# import-linter has no `python -m`; this is what its command calls
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# a module, an import that it must not have, and the contract that says so
OFFENCES = [
    ("indexer/errors.py", "import indexer.cli", "imports point one way"),
    ("indexer/errors.py", "import indexer.settings", "no package is part of a cycle"),
    ("indexer/errors.py", "import flask", "only the pages know flask"),
    ("indexer/errors.py", "import whoosh", "only the whoosh backend knows whoosh"),
    ("indexer/errors.py", "import jieba", "only the segmenter knows jieba"),
    ("indexer/errors.py", "import opencc", "only the analysis knows opencc"),
    ("webapp/__init__.py", "import whoosh", "only the whoosh backend knows whoosh"),
]


@pytest.fixture(scope="module")
def lint_imports(unavailable: Callable[[str], NoReturn]) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """Runs import-linter in a folder that has a pyproject.toml and the packages."""
    if importlib.util.find_spec("importlinter") is None:
        unavailable("import-linter is not installed: run `sh .ci/venv test`")

    def run(folder: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", LINT_IMPORTS, "--no-cache"]
        return subprocess.run(  # noqa: S603 - our own interpreter and arguments
            command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
        )

    return run


def test_contracts_hold(checkout: Path, lint_imports: Callable[[Path], subprocess.CompletedProcess[str]]) -> None:
    """Imports point one way, without cycles, and each library is known in one place only."""
    result = lint_imports(checkout)
    assert result.returncode == 0, result.stdout + result.stderr


def test_contracts_notice_offences(
    checkout: Path, tmp_path: Path, lint_imports: Callable[[Path], subprocess.CompletedProcess[str]]
) -> None:
    """Negative control: each contract is broken by the import that it is there to forbid."""
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    for package in ("indexer", "webapp"):
        shutil.copytree(checkout / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    for module, offence, _ in OFFENCES:
        with (tmp_path / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{offence}\n")
    report = lint_imports(tmp_path).stdout
    expected = {f"{contract} BROKEN" for _, _, contract in OFFENCES}
    assert {line for line in expected if line in report} == expected, report
