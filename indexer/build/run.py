"""Sources in, one index segment out: what was read, what could not be, and what the manifest says of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_report
from indexer.corpus import RawFile, read_report
from indexer.errors import UnreadableFile
from indexer.store import FileEntry, SegmentEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.analysis import Analysis
    from indexer.backends.base import IndexedReport
    from indexer.corpus import Source
    from indexer.store import Draft, Originals

__all__ = ["Progress", "Written", "write_sources"]

Progress = Callable[[int, int, str], None]
"""Told sources done, sources in all, and the name of the one at hand."""


@dataclass(slots=True)
class Written:
    """What became of some sources.

    Attributes:
        segments: The index segments that hold their reports.
        files: What is told of each report that was indexed, in order.
        failures: Files that could not be read, in order.
    """

    segments: list[SegmentEntry] = field(default_factory=list)
    files: list[FileEntry] = field(default_factory=list)
    failures: list[UnreadableFile] = field(default_factory=list)


def write_sources(sources: Sequence[Source], draft: Draft, analysis: Analysis, progress: Progress) -> Written:
    """Read sources and write their reports into index segments of a draft; their bytes are kept as originals.

    Args:
        sources: What to read.
        draft: Where to.
        analysis: The analysis of the index.
        progress: Told sources done, sources in all and the one at hand, before each and once at the end.
    """
    written = Written()
    name = draft.segment_name(0)
    folder = draft.segment_folder(name)
    if sources:
        write_segment(folder, _reports(sources, name, draft.originals, analysis, written, progress))
    if written.files:
        written.segments.append(SegmentEntry(name, len(written.files)))
    elif folder.exists():
        shutil.rmtree(folder)
    return written


def _reports(
    sources: Sequence[Source],
    segment: str,
    originals: Originals,
    analysis: Analysis,
    written: Written,
    progress: Progress,
) -> Iterator[IndexedReport]:
    for done, source in enumerate(sources):
        progress(done, len(sources), source.name)
        try:
            kept = originals.intact(source.sha256)
            raw = source.read() if kept is None else RawFile(source, kept)
            report = read_report(raw, analysis.simplify)
        except UnreadableFile as failure:
            written.failures.append(failure)
            continue
        if kept is None:
            originals.keep(source.sha256, raw.data)
        entry = indexed_report(report, analysis)
        written.files.append(_file_entry(entry, segment))
        yield entry
    progress(len(sources), len(sources), "")


def _file_entry(entry: IndexedReport, segment: str) -> FileEntry:
    """What a manifest says of a report."""
    report = entry.stored.report
    body, region = report.body.value, report.region.value
    return FileEntry(
        source=report.source,
        sha256=report.sha256,
        report_id=report.id,
        title=report.title,
        body=body.name if body else "",
        region=region.code if region else "",
        year=report.year.value or 0,
        segment=segment,
        rows=len(entry.rows),
        sections=len(report.sections),
        characters=len(report.text),
    )
