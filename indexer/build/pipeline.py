"""Files in, a live generation out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.analysis import default_analysis
from indexer.backends.whoosh import WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.build.run import BuildRun
from indexer.corpus import Corpus, PassedOver
from indexer.errors import CorpusError, IndexCorrupt, UnreadableFile
from indexer.store import Store, segment_refs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.settings import Settings
    from indexer.store import Manifest

__all__ = ["BuildSummary", "Progress", "build_index"]

Progress = Callable[[int, int, str], None]
"""Told files done, files in all, and the name of the file at hand."""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did.

    Attributes:
        generation: Folder of the generation that is live now.
        reports: Reports indexed.
        sections: Their sections.
        characters: Code points of their texts.
        seconds: Wall time of it all.
        failures: Files that could not be read, in order.
        passed_over: Files and folders inside the given folders that by rule are no reports, in order.
    """

    generation: Path
    reports: int
    sections: int
    characters: int
    seconds: float
    failures: tuple[UnreadableFile, ...]
    passed_over: tuple[PassedOver, ...]


def build_index(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = lambda _done, _all, _name: None,
    waiting: Callable[[str], None] = lambda _message: None,
) -> BuildSummary:
    """Read files and folders and make the index of them live.

    A file that cannot be read is reported and left out; everything else is indexed. Whatever goes wrong, the index
    that was live stays live.

    Args:
        paths: Files and folders; folders are walked.
        settings: Where the index goes.
        progress: Told before each file and once at the end.
        waiting: Told when another build must be waited for.

    Raises:
        CorpusError: No file could be read, so there is nothing to index.
        IndexStoreError: The index folder cannot be written, or another build holds it.
    """
    started = time.perf_counter()
    analysis = default_analysis()
    corpus = Corpus(paths, simplify=analysis.simplify)
    run = BuildRun(analysis)
    store = Store(settings.index_dir, settings.lock_timeout_s)
    with store.write(waiting) as draft:
        name = draft.segment_name(0)
        write_segment(draft.segment_folder(name), (run.entry(report) for report in corpus.reports(progress)))
        manifest = run.manifest(name)
        _check_not_empty(manifest, paths, corpus.failures)
        generation = draft.commit(manifest, lambda folder: _verify(folder, manifest))
    return BuildSummary(
        generation=generation.path,
        reports=manifest.reports,
        sections=manifest.sections,
        characters=manifest.characters,
        seconds=time.perf_counter() - started,
        failures=tuple(corpus.failures),
        passed_over=tuple(corpus.passed_over),
    )


def _check_not_empty(manifest: Manifest, paths: Sequence[Path], failures: Sequence[UnreadableFile]) -> None:
    if manifest.reports:
        return
    named = ", ".join(map(str, paths))
    reasons = "".join(f"\n  {failure}" for failure in failures[:_LISTED])
    raise CorpusError(f"no report could be read from {named}; the live index is unchanged{reasons}")


_LISTED = 10


def _verify(folder: Path, manifest: Manifest) -> None:
    """Read back what was written: every report is there and its stored records decode."""
    index = WhooshIndex(segment_refs(folder, manifest))
    try:
        if index.columns.reports != manifest.reports or index.columns.rows != manifest.rows:
            raise IndexCorrupt(
                f"{folder} holds {index.columns.reports} reports in {index.columns.rows} rows after writing "
                f"{manifest.reports} in {manifest.rows}; the disk may be faulty; the live index is unchanged"
            )
        for report in range(index.columns.reports):
            index.text(report)
            index.stored(report)
    finally:
        index.close()
