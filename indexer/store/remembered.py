"""What an archive remembers over updates and rebuilds: where its files come from, and what became of reports.

A link that once worked works for ever: the id of a report whose name changed leads to the one it has now, and that of a
report whose file is gone says so. The file has a format of its own: generations that this program no longer opens
still hand it on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec
from msgspec.structs import replace

from indexer.store.json_files import read_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indexer.store.entries import FileEntry

__all__ = ["REMEMBERED", "Fates", "Remembered", "Withdrawn"]

REMEMBERED = "remembered.json"


class Withdrawn(msgspec.Struct, frozen=True):
    """A report that was in the archive and is no longer.

    Attributes:
        title: Its title.
        date: Day on which it was found gone, ISO 8601.
        sha256: Hash of its bytes; should they come again, under whatever name, they are the report again.
    """

    title: str
    date: str
    sha256: str


class Fates(msgspec.Struct, frozen=True):
    """What became of reports: all that a search asks of what is remembered.

    Attributes:
        renamed: Id that a report had, to the id that it has.
        withdrawn: Id of each report that is gone.
    """

    renamed: dict[str, str] = msgspec.field(default_factory=dict)
    withdrawn: dict[str, Withdrawn] = msgspec.field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read that of a generation.

        Raises:
            IndexCorrupt: The file is missing or damaged.
        """
        return read_json(folder / REMEMBERED, cls)


class Remembered(Fates, frozen=True):
    """What is handed on from generation to generation.

    Attributes:
        paths: Absolute paths of the files and folders that the archive is made of, in the order given.
    """

    paths: tuple[str, ...] = ()

    def after(self, old: Iterable[FileEntry], new: Iterable[FileEntry], today: str) -> Remembered:
        """What is remembered once the reports `new` stand in place of `old`.

        Args:
            old: The reports so far.
            new: Those from now on.
            today: Day, ISO 8601.
        """
        new = tuple(new)
        ids = {entry.report_id for entry in new}
        gone = [entry for entry in old if entry.report_id not in ids]
        heirs = _Heirs(new)
        found = {entry.report_id: heirs.of(entry.sha256, entry.source) for entry in gone}
        found |= {former: heirs.of(entry.sha256) for former, entry in self.withdrawn.items()}
        moves = {former: heir for former, heir in found.items() if heir}
        withdrawn = self.withdrawn | {
            entry.report_id: Withdrawn(entry.title, today, entry.sha256)
            for entry in gone
            if entry.report_id not in moves
        }
        renamed = {former: moves.get(target, target) for former, target in self.renamed.items()} | moves
        withdrawn |= {former: withdrawn[target] for former, target in renamed.items() if target in withdrawn}
        renamed = {former: target for former, target in renamed.items() if former not in ids and target in ids}
        withdrawn = {former: entry for former, entry in withdrawn.items() if former not in ids | renamed.keys()}
        return replace(self, renamed=renamed, withdrawn=withdrawn)

    def write(self, folder: Path) -> None:
        """Write it into the folder of a generation."""
        (folder / REMEMBERED).write_bytes(msgspec.json.encode(self))


class _Heirs:
    """Finds the report that a former one lives on in: the same bytes, else the same file."""

    def __init__(self, entries: Iterable[FileEntry]) -> None:
        self._by_both: dict[tuple[str, str], str] = {}
        self._by_bytes: dict[str, str] = {}
        self._by_source: dict[str, str] = {}
        for entry in entries:
            self._by_both.setdefault((entry.sha256, entry.source), entry.report_id)
            self._by_bytes.setdefault(entry.sha256, entry.report_id)
            self._by_source.setdefault(entry.source, entry.report_id)

    def of(self, sha256: str, source: str = "") -> str | None:
        return self._by_both.get((sha256, source)) or self._by_bytes.get(sha256) or self._by_source.get(source)
