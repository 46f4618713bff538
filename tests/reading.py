"""Reading a report from a text that a test makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.analysis import default_analysis
from indexer.corpus import understand
from indexer.corpus.formats import Extracted

if TYPE_CHECKING:
    from indexer.model import Report


def report_of(text: str, report_id: str = "r") -> Report:
    """The report that a text file has; nothing is stated beside its text."""
    extracted = Extracted(text=text, format="text", encoding="utf-8")
    source_name = f"{report_id}.txt"
    return understand(extracted, default_analysis().simplify, report_id=report_id, source_name=source_name, sha256="")
