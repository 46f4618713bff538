"""Files in, a live generation out: built anew, or brought up to date."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer import __version__
from indexer.analysis import default_analysis
from indexer.backends.lexicon.folder import write_lexicon
from indexer.build.changes import compare
from indexer.build.merging import kept_segments, to_merge, uses
from indexer.build.places import check_not_empty, places, remembered
from indexer.build.sources import write_sources
from indexer.build.summary import BuildSummary, UpdatePlan
from indexer.build.verify import verify
from indexer.corpus import Corpus
from indexer.corpus.files.files import is_there
from indexer.errors import REBUILD, CorpusError, IndexNotFound, IndexStoreError
from indexer.regions import gazetteer
from indexer.store import LEXICON, SCHEMA_VERSION, Manifest, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indexer.analysis import Analysis
    from indexer.build.changes import Changes
    from indexer.build.run import Progress
    from indexer.errors import UnreadableFile
    from indexer.settings import Settings
    from indexer.store import Draft, FileEntry, Generation, SegmentEntry

__all__ = ["build_index", "plan_update", "update_index"]


def build_index(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = lambda _done, _all, _name: None,
    tell: Callable[[str], None] = lambda _message: None,
    jobs: int = 1,
) -> BuildSummary:
    """Read files and folders and make the index of them, and of nothing else, live.

    Without any, those that the archive remembers.

    A file that cannot be read is reported and left out; everything else is indexed. Whatever goes wrong, the index
    that was live stays live.

    Args:
        paths: Files and folders; folders are walked.
        settings: Where the index goes.
        progress: Told before each file and once at the end.
        tell: Told what a person should know meanwhile, such as that another build must be waited for.
        jobs: Processes that read at once.

    Raises:
        CorpusError: No file could be read, so there is nothing to index.
        IndexStoreError: The index folder cannot be written, or another build holds it.
    """
    build = _Build(settings, progress, tell, jobs)
    with build.store.write(tell) as draft:
        return build.anew(draft, places((), paths) or places(remembered(draft.heritage.remembered.paths), ()))


def update_index(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = lambda _done, _all, _name: None,
    tell: Callable[[str], None] = lambda _message: None,
    jobs: int = 1,
) -> BuildSummary:
    """Bring the index up to date with the files and folders it was made of, and with those given besides.

    Answers are those of an index built anew from the same places. Where the live index cannot be built on, because it
    is damaged or of other rules, everything is read anew.

    Args:
        paths: Files and folders that join those that the archive is made of.
        settings: Where the index is.
        progress: Told before each file that is read and once at the end.
        tell: Told what a person should know meanwhile.
        jobs: Processes that read at once.

    Raises:
        CorpusError: There is nothing to index, or a place that the archive is made of is not there or holds no report
            any more.
        IndexStoreError: The index folder cannot be written, or another build holds it.
    """
    build = _Build(settings, progress, tell, jobs)
    with build.store.write(tell) as draft:
        everywhere = places(remembered(draft.heritage.remembered.paths, paths), paths)
        live = build.usable()
        return build.anew(draft, everywhere) if live is None else build.onto(live, draft, everywhere)


def plan_update(paths: Sequence[Path], settings: Settings) -> UpdatePlan:
    """Tell what `update_index` would do; nothing is written, and no report is read but to be compared.

    Raises:
        CorpusError: As `update_index`.
        IndexStoreError: The index folder cannot be read.
    """
    build = _Build(settings, lambda _done, _all, _name: None, lambda _message: None)
    live = build.usable()
    known = remembered(build.store.remembered().paths, paths)
    corpus = Corpus(places(known, paths), default_analysis().simplify)
    changes = compare(corpus.sources, live.files() if live else ())
    return UpdatePlan(changes, tuple(corpus.failures))


class _Build:
    """One build or update under way.

    Attributes:
        store: The folder of indexes.
    """

    def __init__(self, settings: Settings, progress: Progress, tell: Callable[[str], None], jobs: int = 1) -> None:
        self.store = Store(settings.index_dir, settings.lock_timeout_s)
        self._started = time.perf_counter()
        self._analysis = default_analysis()
        self._progress = progress
        self._tell = tell
        self._jobs = jobs

    def usable(self) -> Generation | None:
        """The live generation if it can be built on."""
        try:
            live = self.store.current()
            live.manifest.check_parts(live.path)
            live.manifest.check_rules(live.path, self._analysis.components, gazetteer().version)
            live.files()
        except IndexNotFound:
            return None
        except IndexStoreError as error:
            reason = str(error).removesuffix(f"; {REBUILD}")  # which is what is being done
            self._tell(f"everything is read anew: {reason}")
            return None
        return live

    def anew(self, draft: Draft, paths: Sequence[Path]) -> BuildSummary:
        """Read everything."""
        corpus = Corpus(paths, self._analysis.simplify)
        written = write_sources(corpus.sources, draft, self._analysis, self._progress, self._jobs)
        corpus.failures += written.failures
        return self._commit(draft, paths, corpus, written.files, written.segments)

    def onto(self, live: Generation, draft: Draft, paths: Sequence[Path]) -> BuildSummary:
        """Read what has changed, and what is to be merged."""
        corpus = Corpus(paths, self._analysis.simplify)
        before = live.files()
        changes = compare(corpus.sources, before)
        check_not_empty(paths, corpus.sources)
        merged = to_merge(uses(live.manifest, changes.kept))
        stay = {entry.report_id: entry for entry in changes.kept if entry.segment not in merged}
        sources = [source for source in corpus.sources if source.report_id not in stay]
        written = write_sources(sources, draft, self._analysis, self._progress, self._jobs, live.originals())
        corpus.failures += written.failures
        if not written.files and len(stay) == live.manifest.reports and _known(draft, paths):
            return self._summary(live.path, live.manifest, corpus, changes, committed=False)
        kept = kept_segments(live.manifest, before, stay)
        for segment in kept:
            draft.keep_segment(live, segment.name)
        known = stay | {entry.report_id: entry for entry in written.files}
        readable = [source for source in corpus.sources if source.report_id in known]
        files = [known[source.report_id] for source in readable]
        done = compare(readable, before)  # what could not be read was not added
        return self._commit(draft, paths, corpus, files, [*kept, *written.segments], done)

    def _commit(
        self,
        draft: Draft,
        paths: Sequence[Path],
        corpus: Corpus,
        files: Sequence[FileEntry],
        segments: Sequence[SegmentEntry],
        changes: Changes | None = None,
    ) -> BuildSummary:
        if not files:
            raise CorpusError(_nothing(paths, corpus.failures))
        write_lexicon(draft.path / LEXICON, [draft.segment_folder(segment.name) for segment in segments])
        manifest = _manifest(files, segments, self._analysis)
        generation = draft.commit(manifest, files, _standing(paths), lambda folder: verify(folder, manifest, files))
        return self._summary(generation.path, manifest, corpus, changes, committed=True)

    def _summary(
        self, folder: Path, manifest: Manifest, corpus: Corpus, changes: Changes | None, *, committed: bool
    ) -> BuildSummary:
        return BuildSummary(
            generation=folder,
            reports=manifest.reports,
            sections=manifest.sections,
            characters=manifest.characters,
            seconds=time.perf_counter() - self._started,
            failures=tuple(corpus.failures),
            passed_over=tuple(corpus.passed_over),
            changes=changes,
            committed=committed,
        )


def _known(draft: Draft, paths: Sequence[Path]) -> bool:
    return draft.heritage.remembered.paths == _standing(paths)


def _standing(paths: Sequence[Path]) -> tuple[str, ...]:
    """What is remembered of the places; one that is not there was reported and is not."""
    return tuple(str(path) for path in paths if is_there(path))


def _manifest(files: Sequence[FileEntry], segments: Sequence[SegmentEntry], analysis: Analysis) -> Manifest:
    return Manifest(
        schema_version=SCHEMA_VERSION,
        program=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        analysis=analysis.components,
        gazetteer=gazetteer().version,
        reports=len(files),
        rows=sum(file.rows for file in files),
        sections=sum(file.sections for file in files),
        characters=sum(file.characters for file in files),
        segments=tuple(segments),
    )


_LISTED = 10


def _nothing(paths: Sequence[Path], failures: Sequence[UnreadableFile]) -> str:
    named = ", ".join(map(str, paths))
    reasons = "".join(f"\n  {failure}" for failure in failures[:_LISTED])
    return f"no report could be read from {named}; the live index is unchanged{reasons}"
