"""A report as it was published, with what a reader's program must know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.model import Original
from indexer.store import read_original

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indexer.model import Report

__all__ = ["original_of"]

_FORMATS = {
    "text": ("text/plain", ".txt"),
    "json": ("application/json", ".json"),
    "html": ("text/html", ".html"),
    "pdf": ("application/pdf", ".pdf"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
}
"""Media type and ending of each format of `Report.format`."""

_UNKNOWN = ("application/octet-stream", ".bin")


def original_of(report: Report, files: Iterable[Path]) -> Original:
    """The kept bytes of a report, which one of some files of originals has.

    Raises:
        IndexCorrupt: They are not kept, or damaged.
    """
    media_type, ending = _FORMATS.get(report.format, _UNKNOWN)
    if media_type.startswith("text/") and report.encoding:
        media_type = f"{media_type}; charset={report.encoding}"
    return Original(read_original(files, report.sha256), media_type, f"{report.id}{ending}")
