"""One pass over the files of a build: what was read, what could not be, and what the manifest says of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer import __version__
from indexer.build.entry import indexed_report
from indexer.corpus.regions import gazetteer
from indexer.store import SCHEMA_VERSION, FileEntry, Manifest, SegmentEntry

if TYPE_CHECKING:
    from indexer.analysis import Analysis
    from indexer.backends.base import IndexedReport
    from indexer.model import Report

__all__ = ["BuildRun"]


class BuildRun:
    """Analyses the reports of one build and counts them.

    Args:
        analysis: The analysis of the index.
    """

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._files: list[FileEntry] = []
        self._rows = 0
        self._sections = 0
        self._characters = 0

    def entry(self, report: Report) -> IndexedReport:
        """Analyse one report."""
        entry = indexed_report(report, self._analysis)
        self._files.append(FileEntry(report.source, report.sha256, report.id))
        self._rows += len(entry.rows)
        self._sections += len(report.sections)
        self._characters += len(report.text)
        return entry

    def manifest(self, segment: str) -> Manifest:
        """Describe what was analysed so far; all of it stands in one index segment."""
        return Manifest(
            schema_version=SCHEMA_VERSION,
            program=__version__,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            analysis=self._analysis.components,
            gazetteer=gazetteer().version,
            reports=len(self._files),
            rows=self._rows,
            sections=self._sections,
            characters=self._characters,
            files=tuple(self._files),
            segments=(SegmentEntry(segment, len(self._files)),),
        )
