"""Sources in, index segments out, in one process or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.build.batches import batches_of
from indexer.build.run import Batch, Progress, Written, write_batch
from indexer.build.workers import write_in_processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from indexer.analysis import Analysis
    from indexer.corpus import Source
    from indexer.store import Draft

__all__ = ["write_sources"]


def write_sources(
    sources: Sequence[Source],
    draft: Draft,
    analysis: Analysis,
    progress: Progress,
    jobs: int,
    earlier: Sequence[Path] = (),
) -> Written:
    """Read sources and write their reports into index segments of a draft; their bytes are kept as originals.

    Args:
        sources: What to read.
        draft: Where to.
        analysis: The analysis of the index.
        progress: Told sources done, sources in all and the one at hand, and once at the end.
        jobs: Processes that read at once; with 1 it is done in this one.
        earlier: The files of originals of the generation that is built on.
    """
    names = (draft.segment_name(number) for number in range(len(sources)))
    batches = [
        Batch(batch, name, draft.segment_folder(name), draft.originals_file(name), earlier)
        for batch, name in zip(batches_of(sources, jobs), names, strict=False)
    ]
    in_processes = jobs > 1 and len(batches) > 1
    parts = write_in_processes(batches, jobs, progress) if in_processes else list(_here(batches, analysis, progress))
    progress(len(sources), len(sources), "")
    return Written(
        segments=[segment for part in parts for segment in part.segments],
        files=[file for part in parts for file in part.files],
        failures=[failure for part in parts for failure in part.failures],
    )


def _here(batches: Sequence[Batch], analysis: Analysis, progress: Progress) -> Iterator[Written]:
    total, done = sum(len(batch.sources) for batch in batches), 0

    def before(name: str) -> None:
        nonlocal done
        progress(done, total, name)
        done += 1

    vocabulary = analysis.vocabulary()
    for batch in batches:
        vocabulary = vocabulary.renewed()
        yield write_batch(batch, analysis, vocabulary, before)
