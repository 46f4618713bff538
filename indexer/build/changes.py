"""What has changed in an archive since its index was made: sources of now against reports of then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from indexer.corpus import Source
from indexer.store import FileEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


__all__ = ["Changes", "compare"]


class Changes(msgspec.Struct, frozen=True):
    """What an update has to do.

    A report stays as it is when bytes, name and id are the same; everything else is read anew, because title, region
    and year may rest on the name.

    Attributes:
        kept: Reports that stay as they are.
        added: Sources of reports whose id is new.
        changed: Sources of reports whose id is there already.
        moved: Ids that reports had, with the ids under which the same bytes stand now; those are among `added`.
        removed: Reports that are gone.
    """

    kept: tuple[FileEntry, ...]
    added: tuple[Source, ...]
    changed: tuple[Source, ...]
    moved: tuple[tuple[str, str], ...]
    removed: tuple[FileEntry, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.added or self.changed or self.removed or self.moved)


def compare(sources: Sequence[Source], entries: Iterable[FileEntry]) -> Changes:
    """Compare the sources there are with the reports of an index.

    Args:
        sources: What there is now; ids are unique.
        entries: What the index was made of.
    """
    before = {entry.report_id: entry for entry in entries}
    now = {source.report_id: source for source in sources}
    kept = {name: entry for name, entry in before.items() if name in now and _same(now[name], entry)}
    arrived = {source.sha256: source.report_id for source in reversed(sources) if source.report_id not in before}
    gone = [entry for name, entry in before.items() if name not in now]
    moved = {entry.report_id: arrived[entry.sha256] for entry in gone if entry.sha256 in arrived}
    return Changes(
        kept=tuple(kept.values()),
        added=tuple(source for source in sources if source.report_id not in before),
        changed=tuple(source for name, source in now.items() if name in before and name not in kept),
        moved=tuple(moved.items()),
        removed=tuple(entry for entry in gone if entry.report_id not in moved),
    )


def _same(source: Source, entry: FileEntry) -> bool:
    return (source.name, source.sha256) == (entry.source, entry.sha256)
