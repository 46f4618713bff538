"""Removing what no generation that is kept needs."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.store.entries import entries_in
from indexer.store.generation import generation_names

if TYPE_CHECKING:
    from indexer.store.originals import Originals

__all__ = ["KEPT", "Removable", "removable", "remove_unfinished"]

KEPT = 2
"""Generations that stay: the live one, and the one before it to fall back on."""

_PARTIAL = re.compile(r"\.(?:g\d{6,}|CURRENT)\.partial")


@dataclass(frozen=True, slots=True)
class Removable:
    """What can be removed.

    Attributes:
        generations: Folders of generations, oldest first.
        originals: Kept bytes that no generation that stays was made of.
    """

    generations: tuple[Path, ...]
    originals: tuple[Path, ...]

    def remove(self) -> None:
        """Remove it, generations first: an original goes when nothing tells of it any more.

        A generation loses its name before its files, so that none is ever seen half.
        """
        for folder in self.generations:
            going = folder.with_name(f".{folder.name}.partial")
            folder.rename(going)
            shutil.rmtree(going)
        for path in self.originals:
            path.unlink(missing_ok=True)


def removable(root: Path, originals: Originals, live: str, keep: int = KEPT) -> Removable:
    """Find what can be removed.

    Args:
        root: The folder of generations.
        originals: The kept bytes.
        live: The live generation; it stays.
        keep: How many generations stay, at least 1.
    """
    names = generation_names(root)
    others = [name for name in names if name != live]
    stay = {live, *others[len(others) - keep + 1 :]}
    generations = tuple(root / name for name in names if name not in stay)
    files = [entries_in(root / name) for name in stay]
    if not all(files):  # what one of them was made of cannot be told, so nothing may go
        return Removable(generations, ())
    used = {entry.sha256 for entries in files for entry in entries}
    return Removable(generations, tuple(originals.unused(used)))


def remove_unfinished(root: Path, originals: Originals) -> None:
    """Remove what writers left when they died. Only who holds the lock may call this."""
    for path in root.iterdir():
        if _PARTIAL.fullmatch(path.name):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in originals.unfinished():
        path.unlink()
