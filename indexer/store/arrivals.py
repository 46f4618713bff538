"""When each report came into the index, carried from generation to generation.

"What is new since May" must not depend on how often an index was rebuilt or under which rules. So a generation notes
for each report when its id was first seen and when its file last changed, and the next one takes over what still
holds. The file has a format of its own: generations that this program no longer opens still tell their times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from indexer.store.json_files import bytes_of, read_packed, unpacked, write_packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from indexer.store.entries import FileEntry

__all__ = ["ARRIVALS", "Arrival", "later_arrivals", "next_arrivals", "read_arrivals", "write_arrivals"]

ARRIVALS = "arrivals.json.gz"


class Arrival(msgspec.Struct, frozen=True):
    """When a report came.

    Attributes:
        sha256: Hash of the file it was made of.
        entered: When its id was first indexed, seconds since 1970 UTC.
        changed: When it was first indexed with this content; not before `entered`.
    """

    sha256: str
    entered: int
    changed: int


def next_arrivals(previous: Mapping[str, Arrival], files: Iterable[FileEntry], now: int) -> dict[str, Arrival]:
    """The arrivals of a new generation.

    Args:
        previous: Those of the live one, by report id.
        files: What the new one holds.
        now: When it is made, seconds since 1970 UTC.
    """
    arrivals = {}
    for file in files:
        before = previous.get(file.report_id)
        if before is not None and before.sha256 == file.sha256:
            arrivals[file.report_id] = before
        else:
            entered = now if before is None else before.entered
            arrivals[file.report_id] = Arrival(file.sha256, entered, max(now, entered))
    return arrivals


def write_arrivals(folder: Path, arrivals: Mapping[str, Arrival]) -> None:
    """Write them into the folder of a generation."""
    write_packed(folder / ARRIVALS, arrivals)


def read_arrivals(folder: Path) -> dict[str, Arrival]:
    """Read those of a generation.

    Raises:
        IndexCorrupt: The file is missing or damaged.
    """
    return read_packed(folder / ARRIVALS, dict[str, Arrival])


def later_arrivals(folder: Path) -> Callable[[], dict[str, Arrival]]:
    """Read the file of a generation now, and decode it when the arrivals are asked for.

    Most searches never ask; and who asks late may do so when the generation is gone.

    Raises:
        IndexCorrupt: The file is missing; also raised by what is returned, when the file is damaged.
    """
    path = folder / ARRIVALS
    data = bytes_of(path)
    return lambda: unpacked(data, path, dict[str, Arrival])
