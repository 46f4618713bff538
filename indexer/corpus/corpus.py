"""A collection of files as reports, one after the other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from indexer.corpus.files.discover import PassedOver, SourceFile, discover
from indexer.corpus.files.sources import Source, Stretch, sources_of, stretches
from indexer.corpus.formats import Content, Unreadable, read_content
from indexer.corpus.report import understand
from indexer.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from indexer.corpus.files.sources import RawFile
    from indexer.corpus.source_text import Simplify
    from indexer.model import Report

__all__ = ["Corpus", "read_report"]


class Corpus:
    """The reports among files and folders. Files are read one at a time, so memory does not grow with their number.

    Args:
        paths: Files and folders.
        simplify: Turns Traditional characters into Simplified ones, one for one.

    Attributes:
        failures: Files that could not be read so far, in order.
        passed_over: Files and folders inside the given folders that by rule are no reports, in order.
    """

    def __init__(self, paths: Sequence[Path], simplify: Simplify) -> None:
        self._paths = paths
        self._simplify = simplify
        self.failures: list[UnreadableFile] = []
        self.passed_over: list[PassedOver] = []

    @cached_property
    def sources(self) -> list[Source]:
        """Every report there is to read, in order; each can be read by `read_report` in any order and process.

        The first access reads and hashes all files and adds those that cannot be read to `failures`.
        """
        found: list[Stretch] = []
        for file in discover(self._paths):
            if isinstance(file, PassedOver):
                self.passed_over.append(file)
            elif isinstance(file, SourceFile):
                for stretch in stretches(file):
                    if isinstance(stretch, UnreadableFile):
                        self.failures.append(stretch)
                    else:
                        found.append(stretch)
            else:
                self.failures.append(file)
        return sources_of(found)

    def reports(self, progress: Callable[[int, int, str], None] = lambda _done, _all, _name: None) -> Iterator[Report]:
        """Yield every report in order; files that cannot be read are added to `failures`.

        Args:
            progress: Told reports done, reports in all and the one at hand, before each and once at the end.
        """
        for done, source in enumerate(self.sources):
            progress(done, len(self.sources), source.name)
            try:
                yield read_report(source.read(), self._simplify)
            except UnreadableFile as failure:
                self.failures.append(failure)
        progress(len(self.sources), len(self.sources), "")


def read_report(raw: RawFile, simplify: Simplify) -> Report:
    """Understand the bytes of one report: the same bytes under the same name give the same report.

    Args:
        raw: The bytes.
        simplify: Turns Traditional characters into Simplified ones, one for one.

    Raises:
        UnreadableFile: They are no report, or not in a format that is read.
    """
    source = raw.source
    try:
        extracted = read_content(Content(raw.data, source.path.suffix.lower(), is_part=bool(source.place)))
    except Unreadable as error:
        raise source.failure(error.reason, error.advice) from error
    return understand(extracted, simplify, report_id=source.report_id, source_name=source.name, sha256=source.sha256)
