"""Where the bytes of each report are, under which hash and id; known before any of them is read."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from indexer.corpus.files.files import changed, opened, read_range
from indexer.corpus.files.records import records
from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.corpus.files.discover import SourceFile

__all__ = ["RawFile", "Source", "Stretch", "assign_ids", "sources_of", "stretches"]

_HASH_IN_ID = 8  # hexadecimal digits


class Source(msgspec.Struct, frozen=True):
    """The bytes of one report: a file, or a stretch of a file that holds many.

    It can be sent to another process, and reading it there gives the same.

    Attributes:
        path: The file.
        name: Path relative to the folder that was given, with ``/``; with ``#`` and the id for a part of a file.
        sha256: Hash of the bytes, hexadecimal.
        report_id: Id of the report.
        start: Offset of the first byte.
        length: Number of bytes.
        place: Which part of the file they are, for messages, such as ``line 3``; empty for all of it.
    """

    path: Path
    name: str
    sha256: str
    report_id: str
    start: int
    length: int
    place: str = ""

    def failure(self, reason: str, advice: str) -> UnreadableFile:
        """The error that says that these bytes cannot be read."""
        return UnreadableFile(self.path, f"{self.place}: {reason}" if self.place else reason, advice)

    def read(self) -> RawFile:
        """Read the bytes.

        Raises:
            UnreadableFile: They cannot be read or are others than those that were hashed.
        """
        with opened(self.path) as file:
            data = read_range(file, self.path, self.start, self.length)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise changed(self.path)
        return RawFile(self, data)


class RawFile(msgspec.Struct, frozen=True):
    """The original bytes of one report.

    Attributes:
        source: Where they came from.
        data: All of them.
    """

    source: Source
    data: bytes


class Stretch(NamedTuple):
    """Bytes that will be one report, before ids are given.

    Attributes:
        file: The file that they stand in.
        start: Offset of the first one.
        length: Their number.
        sha256: Their hash.
        wanted_id: The id that the report should have: the file's stem, or as given.
        place: Which part of the file it is, for messages; empty for all of it.
    """

    file: SourceFile
    start: int
    length: int
    sha256: str
    wanted_id: str
    place: str


def stretches(file: SourceFile) -> Iterator[Stretch | UnreadableFile]:
    """Yield the stretches of a file that are reports, in order, and what cannot be one as an error."""
    try:
        with opened(file.path) as stream:
            found = records(stream, file.path)
            parts = [(0, None, "", "")] if found is None else list(found)
            for start, length, given_id, place in parts:
                try:
                    data = read_range(stream, file.path, start, length)
                except UnreadableFile as failure:
                    yield failure
                    continue
                sha256 = hashlib.sha256(data).hexdigest()
                stem = _stem(file.name)
                wanted = given_id or (f"{stem}-{sha256[:_HASH_IN_ID]}" if len(parts) > 1 else stem)
                yield Stretch(file, start, len(data), sha256, wanted, place if len(parts) > 1 else "")
    except UnreadableFile as failure:
        yield failure


def _stem(name: str) -> str:
    base = name.rpartition("/")[2]
    return base.rpartition(".")[0] or base


def sources_of(found: Sequence[Stretch]) -> list[Source]:
    """Give every stretch its id."""
    ids = assign_ids([(stretch.wanted_id, stretch.file.name, stretch.sha256) for stretch in found])
    return [
        Source(
            path=stretch.file.path,
            name=f"{stretch.file.name}#{report_id}" if stretch.place else stretch.file.name,
            sha256=stretch.sha256,
            report_id=report_id,
            start=stretch.start,
            length=stretch.length,
            place=stretch.place,
        )
        for stretch, report_id in zip(found, ids, strict=True)
    ]


def assign_ids(wanted: Sequence[tuple[str, str, str]]) -> list[str]:
    """Make wanted ids unique: with the start of the hash where they clash, numbered where even those do.

    The same reports have the same ids in whatever order they come.

    Args:
        wanted: Wanted id, name of the file and hash of each.
    """
    clashing = {wish for wish, count in Counter(wish for wish, _, _ in wanted).items() if count > 1}
    taken = {wish for wish, _, _ in wanted} - clashing
    ids: dict[int, str] = {}
    for number in sorted(range(len(wanted)), key=wanted.__getitem__):
        wish, _, sha256 = wanted[number]
        if wish not in clashing:
            ids[number] = wish
            continue
        base = f"{wish}-{sha256[:_HASH_IN_ID]}"
        name, copy = base, 2
        while name in taken:
            name, copy = f"{base}-{copy}", copy + 1
        taken.add(name)
        ids[number] = name
    return [ids[number] for number in range(len(wanted))]
