"""A batch of sources in, one index segment out: what was read, what could not be, and what the manifest says of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.backends.whoosh_write import write_segment
from indexer.build.entry import indexed_reports
from indexer.build.verify import read_back
from indexer.corpus import RawFile, Source, body_key, read_report
from indexer.errors import UnreadableFile
from indexer.store import FileEntry, SegmentEntry, find_original, keeping_originals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.analysis import Analysis, Vocabulary
    from indexer.backends.base import IndexedReport
    from indexer.model import Report

__all__ = ["Batch", "Progress", "Written", "write_batch"]

Progress = Callable[[int, int, str], None]
"""Told sources done, sources in all, and the name of the one at hand."""


class Written(msgspec.Struct):
    """What became of some sources.

    Attributes:
        segments: The index segments that hold their reports.
        files: What is told of each report that was indexed, in order.
        failures: Files that could not be read, in order.
    """

    segments: list[SegmentEntry] = msgspec.field(default_factory=list)
    files: list[FileEntry] = msgspec.field(default_factory=list)
    failures: list[UnreadableFile] = msgspec.field(default_factory=list)


class Batch(msgspec.Struct, frozen=True):
    """Sources that become one index segment. It can be sent to another process.

    Attributes:
        sources: What to read.
        segment: Name of the segment.
        folder: Where it is written.
        originals: The file in which the bytes of its reports are kept.
        earlier: The files of the generation before, for sources that it has and whose files have changed meanwhile.
    """

    sources: Sequence[Source]
    segment: str
    folder: Path
    originals: Path
    earlier: Sequence[Path] = ()


def write_batch(batch: Batch, analysis: Analysis, vocabulary: Vocabulary, before: Callable[[str], None]) -> Written:
    """Read sources and write their reports into an index segment; nothing is left of it when there is none.

    Args:
        batch: What to read and where to write.
        analysis: The analysis of the index.
        vocabulary: The words of earlier batches; takes in those of this one.
        before: Told the name of each source before it is read.

    Raises:
        IndexCorrupt: What was written cannot be read back.
        OSError: The disk refuses.
    """
    written = Written()
    with keeping_originals(batch.originals) as keep:
        reports = _reports(batch, analysis, written.failures, keep, before)
        write_segment(batch.folder, _indexed(reports, batch.segment, analysis, vocabulary, written))
    if written.files:
        read_back(batch.folder)
        written.segments.append(SegmentEntry(batch.segment, len(written.files)))
    else:
        shutil.rmtree(batch.folder)
        batch.originals.unlink()
    return written


def _indexed(
    reports: Iterator[Report], segment: str, analysis: Analysis, vocabulary: Vocabulary, written: Written
) -> Iterator[IndexedReport]:
    for entry in indexed_reports(reports, analysis, vocabulary):
        written.files.append(_file_entry(entry, segment))
        yield entry


def _reports(
    batch: Batch,
    analysis: Analysis,
    failures: list[UnreadableFile],
    keep: Callable[[str, bytes], object],
    before: Callable[[str], None],
) -> Iterator[Report]:
    """Yield the reports that can be read, and keep their bytes."""
    for source in batch.sources:
        before(source.name)
        try:
            raw = _raw(source, batch.earlier)
            report = read_report(raw, analysis.simplify)
        except UnreadableFile as failure:
            failures.append(failure)
            continue
        keep(source.sha256, raw.data)
        yield report


def _raw(source: Source, earlier: Sequence[Path]) -> RawFile:
    """Read a source; one that was changed or removed since it was hashed, as it is kept, if it is."""
    try:
        return source.read()
    except UnreadableFile:
        kept = find_original(earlier, source.sha256)
        if kept is None:
            raise
        return RawFile(source, kept)


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
        body_key=body_key(report),
        region=region.code if region else "",
        year=report.year.value or 0,
        segment=segment,
        rows=len(entry.rows),
        sections=len(report.sections),
        characters=len(report.text),
    )
