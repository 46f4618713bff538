"""Which index segments stay, and which are written anew so that their number and what is left out stay bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable

    from indexer.store import FileEntry, Manifest, SegmentEntry

__all__ = ["FULL", "MAX_SEGMENTS", "SegmentUse", "kept_segments", "to_merge", "uses"]

MAX_SEGMENTS = 8
"""Most index segments of a generation that are not full: each costs every query a look-up a term."""

FULL = 2_000
"""Live reports of an index segment that is never read again only to have fewer: that would take minutes."""

_HALF = 2


class SegmentUse(msgspec.Struct, frozen=True):
    """How much of an index segment is in use.

    Attributes:
        name: Its name.
        held: Reports it holds.
        live: Reports of these that are not left out.
    """

    name: str
    held: int
    live: int


def uses(manifest: Manifest, kept: Iterable[FileEntry]) -> list[SegmentUse]:
    """How much of each index segment of a generation is in use.

    Args:
        manifest: What the generation says of itself.
        kept: Its reports that are not left out.
    """
    live = dict.fromkeys((segment.name for segment in manifest.segments), 0)
    for entry in kept:
        live[entry.segment] += 1
    return [SegmentUse(segment.name, segment.reports, live[segment.name]) for segment in manifest.segments]


def to_merge(segments: Collection[SegmentUse]) -> set[str]:
    """The segments whose reports are to be read again into a new one.

    Full ones stay as they are as long as half of them is live. Of the others those of which more than half is left out,
    and, when a new one would be one too many, the smaller half of the rest. So a report is read again at most about
    log2(n) times while an archive grows to n reports, and the index never takes much more than twice the room of its
    reports.
    """
    wasteful = {segment.name for segment in segments if segment.live * _HALF < segment.held}
    small = [segment for segment in segments if segment.name not in wasteful and segment.live < FULL]
    others = sorted(small, key=lambda use: use.live)
    if len(others) < MAX_SEGMENTS:
        return wasteful
    return wasteful | {segment.name for segment in others[: -(MAX_SEGMENTS // _HALF)]}


def kept_segments(manifest: Manifest, files: Iterable[FileEntry], stay: Container[str]) -> list[SegmentEntry]:
    """The segments that hold any report that stays, with the others left out.

    Args:
        manifest: What the generation says of itself.
        files: Its reports.
        stay: Ids of those that stay where they are.
    """
    leaving: dict[str, list[str]] = {segment.name: list(segment.deleted) for segment in manifest.segments}
    for entry in files:
        if entry.report_id not in stay:
            leaving[entry.segment].append(entry.report_id)
    return [
        replace(segment, deleted=tuple(sorted(leaving[segment.name])))
        for segment in manifest.segments
        if len(leaving[segment.name]) < segment.reports
    ]
