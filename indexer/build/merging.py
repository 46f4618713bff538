"""Which index segments are to be written anew, so that their number and what is left out of them stay bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["FULL", "MAX_SEGMENTS", "SegmentUse", "to_merge"]

MAX_SEGMENTS = 8
"""Most index segments of a generation that are not full: each costs every query a look-up a term."""

FULL = 2_000
"""Live reports of an index segment that is never read again only to have fewer: that would take minutes."""

_HALF = 2


@dataclass(frozen=True, slots=True)
class SegmentUse:
    """How much of an index segment is in use.

    Attributes:
        name: Its name.
        held: Reports it holds.
        live: Reports of these that are not left out.
    """

    name: str
    held: int
    live: int


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
