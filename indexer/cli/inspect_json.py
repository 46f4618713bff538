"""The shape in which `nianbao inspect --json` gives a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indexer.cli.text import damage_text

if TYPE_CHECKING:
    from indexer.model import Place, Report

__all__ = ["as_object"]


def as_object(report: Report) -> dict[str, Any]:
    """Give what was understood of a report; what is unknown is None. Offsets count code points of the text."""
    body, region = report.body.value, report.region.value
    return {
        "id": report.id,
        "title": report.title,
        "title_evidence": report.title_fact.evidence,
        "body": {"name": body.name, "kind": body.kind, "scope": body.scope} if body else None,
        "region": {
            "code": region.code,
            "name": region.name,
            "path": region.path,
            "today": _today(region.today),
        }
        if region
        else None,
        "year": report.year.value,
        "published": report.published.value,
        "script": report.script,
        "format": report.format,
        "encoding": report.encoding or None,
        "url": report.url or None,
        "index_number": report.index_number.value,
        "document_numbers": report.document_numbers,
        "sections": [
            {"slug": part.slug, "heading": part.heading, "level": part.level, "start": part.start, "end": part.end}
            for part in report.sections
        ],
        "furniture": [(span.start, span.end) for span in report.furniture],
        "warnings": [
            {"code": damage.kind, "count": damage.count, "text": damage_text(damage)} for damage in report.warnings
        ],
    }


def _today(places: tuple[Place, ...]) -> Place | None:
    """The one unit of today; None when the lineage is unknown or several units received parts."""
    return places[0] if len(places) == 1 else None
