"""Making sure that what was written is on the disk before anything points to it. Whoosh itself never does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["replace_file", "sync_folder", "sync_tree"]


def sync_tree(folder: Path) -> None:
    """Flush every file and folder below `folder`, and itself."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(os.path.join(parent, name))  # noqa: PTH118 - os.walk gives strings
        _sync(parent)


def sync_folder(folder: Path) -> None:
    """Flush the entries of one folder: its new names survive a power cut."""
    _sync(str(folder))


def replace_file(path: Path, text: str) -> None:
    """Put a new text in place of a file's: readers see the old one or the new one, also after a power cut."""
    draft = path.with_name(f".{path.name}.partial")
    draft.write_text(text, "utf-8")
    _sync(str(draft))
    draft.replace(path)
    sync_folder(path.parent)


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
