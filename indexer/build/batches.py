"""Cutting what is to be read into batches, each of which becomes one index segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.corpus import Source

__all__ = ["LEAST_BYTES", "MAX_BYTES", "batches_of"]

MAX_BYTES = 40 * 1024 * 1024
"""Most bytes of the batches that are worked on at once (but one source may be larger): about 4,400 reports, which take
0.8 GB of memory in one process or 1.1 GB in two."""

LEAST_BYTES = MAX_BYTES // 2
"""Most bytes of a batch where many processes share `MAX_BYTES`: about 2,200 reports, enough for a segment that later
updates leave alone (`indexer.build.merging.FULL`)."""

_MAX_SOURCES = 10_000  # a segment with fewer than 65,536 rows has shorter posting lists; few reports have six rows
_WORTH_A_PROCESS = 1024 * 1024  # bytes; a process takes a second to start and reads a megabyte in about as much


def batches_of(sources: Sequence[Source], jobs: int) -> list[Sequence[Source]]:
    """Cut sources into batches of about equal size, in order: as many as must be, or as keep all jobs busy.

    Answers do not depend on the cuts, because segments are one index to whoever searches.
    """
    total = sum(source.length for source in sources)
    most = max(MAX_BYTES // jobs, LEAST_BYTES)
    least = max(-(-total // most), -(-len(sources) // _MAX_SOURCES))
    count = max(-(-least // jobs) * jobs if least > 1 else 0, min(jobs, total // _WORTH_A_PROCESS), 1)
    batches: list[list[Source]] = [[] for _ in range(min(count, len(sources)))]
    done = 0
    for source in sources:
        batches[min(done * count // max(total, 1), len(batches) - 1)].append(source)
        done += source.length
    return [batch for batch in batches if batch]
