"""How a report is cited, and where its file is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.export import bibtex, citation
from indexer.model import SearchRequest
from indexer.query import report_path

if TYPE_CHECKING:
    import datetime as dt

    from indexer.model import ReportView

__all__ = ["Cite", "cite_of"]


@dataclass(frozen=True, slots=True)
class Cite:
    """The citation of one report.

    Attributes:
        gbt: By GB/T 7714-2015.
        bibtex: As a BibTeX entry.
        raw: Path of the original file.
    """

    gbt: str
    bibtex: str
    raw: str


def cite_of(view: ReportView, base_url: str, today: dt.date) -> Cite:
    """Cite a report.

    Args:
        view: The report.
        base_url: Stands before its path.
        today: Day on which it was read.
    """
    path = report_path(SearchRequest(), view.report.id)
    return Cite(
        gbt=citation(view.report, base_url + path, today),
        bibtex=bibtex(view.report, base_url + path, today, view.generation),
        raw=f"{path}/raw",
    )
