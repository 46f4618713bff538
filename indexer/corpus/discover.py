"""Which files are there? The same answer for the same files, in whatever order a disk lists them."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["SourceFile", "discover"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may be a report.

    Attributes:
        path: Where it is.
        name: Path relative to the folder that was given, with ``/``; the file's name when it was given itself.
    """

    path: Path
    name: str


def discover(paths: Sequence[Path]) -> Iterator[SourceFile | UnreadableFile]:
    """Yield the files among the paths and below the folders, sorted, each once.

    Hidden files and README files inside folders are passed over. What is not a regular file is yielded as an error,
    not raised, so that the rest can be read.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path):
            if isinstance(found, UnreadableFile):
                yield found
            elif (real := found.path.resolve()) not in seen:
                seen.add(real)
                yield found


def _below(path: Path) -> Iterator[SourceFile | UnreadableFile]:
    if path.is_dir():
        yield from _walk(path)
    else:
        yield _checked(path, path.name)


def _walk(folder: Path) -> Iterator[SourceFile | UnreadableFile]:
    """Walk a folder; links to folders are not followed, so there is no loop."""
    problems: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=problems.append):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(names):
            if not name.startswith(".") and not name.upper().startswith("README"):
                path = Path(parent, name)
                yield _checked(path, path.relative_to(folder).as_posix())
    for problem in problems:
        yield UnreadableFile(
            Path(problem.filename), f"folder cannot be listed ({problem.strerror})", "check its permissions"
        )


def _checked(path: Path, name: str) -> SourceFile | UnreadableFile:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return UnreadableFile(
            path, f"cannot be found or reached ({error.strerror})", "check the path and its permissions"
        )
    if not stat.S_ISREG(mode):
        return UnreadableFile(path, "is not a regular file", "give files and folders of files")
    return SourceFile(path, name)
