"""Removing what no generation that is kept needs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import msgspec

from indexer.store.generation import generation_names
from indexer.store.originals import ORIGINALS

__all__ = ["KEPT", "Removable", "removable", "remove_unfinished"]

KEPT = 2
"""Generations that stay: the live one, and the one before it to fall back on."""

_PARTIAL = re.compile(r"\.(?:g\d{6,}|CURRENT)\.partial")


class Removable(msgspec.Struct, frozen=True):
    """What can be removed.

    Attributes:
        generations: Folders of generations, oldest first.
        originals: The folder in which formats before 19 kept the originals of all generations, when none that stays is
            of such a format.
    """

    generations: tuple[Path, ...]
    originals: tuple[Path, ...] = ()

    def remove(self) -> None:
        """Remove it. A generation loses its name before its files, so that none is ever seen half."""
        for folder in self.generations:
            going = folder.with_name(f".{folder.name}.partial")
            folder.rename(going)
            shutil.rmtree(going)
        for folder in self.originals:
            shutil.rmtree(folder)


def removable(root: Path, live: str, keep: int = KEPT) -> Removable:
    """Find what can be removed.

    Args:
        root: The folder of generations.
        live: The live generation; it stays.
        keep: How many generations stay, at least 1.
    """
    names = generation_names(root)
    others = [name for name in names if name != live]
    stay = {live, *others[len(others) - keep + 1 :]}
    generations = tuple(root / name for name in names if name not in stay)
    shared = root / ORIGINALS
    unneeded = shared.is_dir() and all((root / name / ORIGINALS).is_dir() for name in stay)
    return Removable(generations, (shared,) if unneeded else ())


def remove_unfinished(root: Path) -> None:
    """Remove what writers left when they died. Only who holds the lock may call this."""
    for path in root.iterdir():
        if _PARTIAL.fullmatch(path.name):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
