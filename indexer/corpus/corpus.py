"""A collection of files as reports, one after the other."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.corpus.decode import MAX_BYTES, decode
from indexer.corpus.discover import SourceFile, discover
from indexer.corpus.report import report_from_text
from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from indexer.corpus.source_text import Simplify
    from indexer.model import Report

__all__ = ["Corpus", "assign_ids"]

_HASH_IN_ID = 8  # hexadecimal digits
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _HashedFile:
    file: SourceFile
    sha256: str


class Corpus:
    """The reports among files and folders. Files are read one at a time, so memory does not grow with their number.

    Args:
        paths: Files and folders.
        simplify: Turns Traditional characters into Simplified ones, one for one.

    Attributes:
        failures: Files that could not be read so far, in order.
    """

    def __init__(self, paths: Sequence[Path], simplify: Simplify) -> None:
        self._paths = paths
        self._simplify = simplify
        self.failures: list[UnreadableFile] = []

    def reports(self, progress: Callable[[int, int, str], None] = lambda _done, _all, _name: None) -> Iterator[Report]:
        """Yield every report in order; files that cannot be read are added to `failures`.

        Args:
            progress: Told files done, files in all and the file at hand, before each file and once at the end.
        """
        files = list(self._hashed())
        ids = assign_ids([(hashed.file.name, hashed.sha256) for hashed in files])
        for done, (hashed, report_id) in enumerate(zip(files, ids, strict=True)):
            progress(done, len(files), hashed.file.name)
            try:
                yield self._report(hashed, report_id)
            except UnreadableFile as failure:
                self.failures.append(failure)
        progress(len(files), len(files), "")

    def _hashed(self) -> Iterator[_HashedFile]:
        for found in discover(self._paths):
            if isinstance(found, UnreadableFile):
                self.failures.append(found)
                continue
            try:
                yield _HashedFile(found, hashlib.sha256(_read(found.path)).hexdigest())
            except UnreadableFile as failure:
                self.failures.append(failure)

    def _report(self, hashed: _HashedFile, report_id: str) -> Report:
        path = hashed.file.path
        data = _read(path)
        if hashlib.sha256(data).hexdigest() != hashed.sha256:
            raise UnreadableFile(path, "changed while it was being read", "index again when nothing writes to it")
        decoded = decode(data, path)
        return report_from_text(
            decoded.text,
            self._simplify,
            report_id=report_id,
            source_name=hashed.file.name,
            sha256=hashed.sha256,
            encoding=decoded.encoding,
        )


def _read(path: Path) -> bytes:
    """The bytes of a file of reasonable size."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(
                path,
                f"has {size / _MEBIBYTE:.0f} MiB, more than the {MAX_BYTES // _MEBIBYTE} MiB that one report may have",
                "split it into one file for each report",
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, f"cannot be read ({error.strerror})", "check its permissions") from error


def assign_ids(files: Sequence[tuple[str, str]]) -> list[str]:
    """Give every file an id: its stem, with the start of its hash where stems clash, numbered where even those do.

    The same files have the same ids in whatever order they come.

    Args:
        files: Name with ``/`` and hash of each; pairs are told apart by their names.
    """
    stems = [name.rpartition("/")[2].rpartition(".")[0] or name.rpartition("/")[2] for name, _ in files]
    clashing = {stem for stem, count in Counter(stems).items() if count > 1}
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for number in sorted(range(len(files)), key=lambda number: (*files[number],)):
        stem, sha256 = stems[number], files[number][1]
        base = f"{stem}-{sha256[:_HASH_IN_ID]}" if stem in clashing else stem
        name, copy = base, 2
        while name in taken:
            name, copy = f"{base}-{copy}", copy + 1
        taken.add(name)
        ids[number] = name
    return [ids[number] for number in range(len(files))]
