"""Removing older generations, and what writers left when they died."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from indexer.store.generation import generation_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["KEPT", "removable", "remove_generations", "remove_unfinished"]

KEPT = 2
"""Generations that stay: the live one, and the one before it to fall back on."""

_PARTIAL = re.compile(r"\.(?:g\d{6,}|CURRENT)\.partial")


def removable(root: Path, live: str, keep: int) -> list[Path]:
    """The folders of the generations that need not stay, oldest first.

    Args:
        root: The folder of generations.
        live: The live generation; it stays.
        keep: How many generations stay, at least 1.
    """
    names = generation_names(root)
    others = [name for name in names if name != live]
    stay = {live, *others[len(others) - keep + 1 :]}
    return [root / name for name in names if name not in stay]


def remove_generations(folders: Iterable[Path]) -> None:
    """Remove generations. Each loses its name before its files, so that none is ever seen half."""
    for folder in folders:
        going = folder.with_name(f".{folder.name}.partial")
        folder.rename(going)
        shutil.rmtree(going)


def remove_unfinished(root: Path) -> None:
    """Remove what writers left when they died. Only who holds the lock may call this."""
    for path in root.iterdir():
        if _PARTIAL.fullmatch(path.name):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
