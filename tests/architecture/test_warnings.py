"""Importing any module of ours is silent, even where Python has to compile everything first."""

import subprocess
import sys
from pathlib import Path

import pytest

# Modules called __main__ run a program when they are imported.
IMPORT_ALL = """
import importlib, pkgutil, sys
root = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(root.__path__, root.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def import_all(package: str, folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Imports every module of the package in `folder`, warnings as errors, with an empty bytecode cache."""
    command = [sys.executable, "-W", "error", "-X", f"pycache_prefix={cache}", "-c", IMPORT_ALL, package]
    return subprocess.run(  # noqa: S603 - our own interpreter and arguments
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )


@pytest.mark.parametrize("package", ["indexer", "webapp"])
def test_importing_warns_of_nothing(package: str, checkout: Path, tmp_path: Path) -> None:
    """No module warns when it is compiled and imported; a library's warnings are silenced where it is imported."""
    result = import_all(package, checkout, tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("source", ['PATTERN = "\\.txt"', 'import warnings; warnings.warn("old")'])
def test_a_warning_would_be_noticed(source: str, tmp_path: Path) -> None:
    """Negative control: a wrong escape and a call to warn, in a module deep in a package, are both seen."""
    deep = tmp_path / "noisy" / "inner"
    deep.mkdir(parents=True)
    (deep.parent / "__init__.py").touch()
    (deep / "__init__.py").touch()
    (deep / "module.py").write_text(source, encoding="utf-8")
    result = import_all("noisy", tmp_path, tmp_path / "cache")
    assert result.returncode == 1
    assert "module.py" in result.stderr
