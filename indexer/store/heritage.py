"""What a generation hands on to the next one, whatever became of the formats in between."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.errors import IndexCorrupt
from indexer.store.arrivals import Arrival, next_arrivals, read_arrivals, write_arrivals
from indexer.store.entries import FileEntry, entries_in
from indexer.store.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


__all__ = ["Heritage"]

_log = logging.getLogger(__name__)


class Heritage(msgspec.Struct, frozen=True):
    """What is known of the reports before.

    Attributes:
        arrivals: When each of them came, by id.
        remembered: Where files come from, and what became of reports.
        files: The reports of the generation before.
    """

    arrivals: dict[str, Arrival] = msgspec.field(default_factory=dict)
    remembered: Remembered = msgspec.field(default_factory=Remembered)
    files: tuple[FileEntry, ...] = ()

    @classmethod
    def of(cls, folders: Iterable[Path]) -> Heritage:
        """That of the first of some generations that tells; what is damaged must not keep anybody from a rebuild.

        Args:
            folders: Generations, the preferred one first.
        """
        for folder in folders:
            try:
                return cls(read_arrivals(folder), Remembered.read(folder), entries_in(folder))
            except IndexCorrupt as error:
                _log.warning("what is known of earlier reports is taken from an older generation: %s", error)
        return cls()

    def hand_on(self, folder: Path, created: str, files: Sequence[FileEntry], paths: Sequence[str]) -> None:
        """Write what the generation in a folder knows after the reports before it.

        Args:
            folder: Where it is being written.
            created: When it is made, ISO 8601 with zone.
            files: What it was made of.
            paths: Absolute paths that it was made of.
        """
        made = datetime.fromisoformat(created)
        remembered = self.remembered.after(self.files, files, made.date().isoformat())
        replace(remembered, paths=tuple(paths)).write(folder)
        arrivals = dict(self.arrivals)
        for former, target in remembered.renamed.items():
            if former in arrivals:
                arrivals.setdefault(target, arrivals[former])
        write_arrivals(folder, next_arrivals(arrivals, files, int(made.timestamp())))
