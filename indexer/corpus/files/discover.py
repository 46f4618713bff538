"""Which files are there? The same answer for the same files, in whatever order a disk lists them."""

from __future__ import annotations

import os
import re
import stat
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.corpus.files.files import is_folder
from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["PassedOver", "SourceFile", "discover", "shown_name"]

_PASSED_OVER = (
    (re.compile(r"\."), "hidden"),
    (re.compile(r"_"), "its name begins with _, as those of lists beside the reports do"),
    (re.compile(r"README|LICEN[CS]E|SHA256SUMS", re.IGNORECASE), "describes the folder"),
    (re.compile(r"~\$"), "a lock file of an open document"),
    (re.compile(r"(?:Thumbs\.db|desktop\.ini)\Z", re.IGNORECASE), "belongs to the system"),
)
"""Names of what stands in a folder of reports and is none, with the reason; a file that is given itself is read."""


class SourceFile(msgspec.Struct, frozen=True):
    """A file that may hold reports.

    Attributes:
        path: Where it is.
        name: Path relative to the folder that was given, with ``/``; the file's name when it was given itself.
    """

    path: Path
    name: str


class PassedOver(msgspec.Struct, frozen=True):
    """A file or folder inside a given folder that is not read, by rule.

    Attributes:
        path: Where it is.
        reason: Which rule, in a few words.
    """

    path: Path
    reason: str


Found = SourceFile | PassedOver | UnreadableFile


def discover(paths: Sequence[Path]) -> Iterator[Found]:
    """Yield what is among the paths and below the folders, sorted, each file once.

    What is not a regular file is yielded as an error, not raised, so that the rest can be read.
    """
    seen: set[Path] = set()
    real_folder = cache(Path.resolve)  # asks for every folder above, and a folder holds many files
    for path in paths:
        for found in _below(path):
            if not isinstance(found, SourceFile):
                yield found
                continue
            file = found.path
            real = file.resolve() if file.is_symlink() else real_folder(file.parent) / file.name
            if real not in seen:
                seen.add(real)
                yield found


def _below(path: Path) -> Iterator[Found]:
    if is_folder(path):
        yield from _walk(path)
    else:
        yield _checked(path, path.name)


def _walk(folder: Path) -> Iterator[Found]:
    """Walk a folder; links to folders are not followed, so there is no loop."""
    problems: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=problems.append):
        here = Path(parent)
        below = "" if here == folder else f"{here.relative_to(folder).as_posix()}/"
        folders.sort()
        for name in tuple(folders):
            path = here / name
            if reason := _reason(name) or ("a link to a folder; give that folder itself" if path.is_symlink() else ""):
                folders.remove(name)
                yield PassedOver(path, reason)
        for name in sorted(names):
            path = here / name
            yield PassedOver(path, reason) if (reason := _reason(name)) else _checked(path, below + name)
    for problem in problems:
        yield UnreadableFile(
            Path(problem.filename), f"folder cannot be listed ({problem.strerror})", "check its permissions"
        )


def _reason(name: str) -> str:
    """Why what has a name inside a folder is passed over; empty when it is not."""
    return next((reason for pattern, reason in _PASSED_OVER if pattern.match(name)), "")


def _checked(path: Path, name: str) -> SourceFile | UnreadableFile:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return UnreadableFile(
            path, f"cannot be found or reached ({error.strerror})", "check the path and its permissions"
        )
    if not stat.S_ISREG(mode):
        return UnreadableFile(path, "is not a regular file", "give files and folders of files")
    return SourceFile(path, shown_name(name))


def shown_name(name: str) -> str:
    """A file name fit for a page: one that is not UTF-8 is read as GB18030, as old archives have it, else escaped."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")
