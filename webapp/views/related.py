"""Reports related to the one on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.model import RELATION_LABELS, Relation
from webapp.views.facts import region_path
from webapp.views.results import language

if TYPE_CHECKING:
    from indexer.model import RelatedReport

__all__ = ["RelatedItem", "related_item"]

_OF_THE_TEXT = frozenset(Relation) - {Relation.SAME_BODY, Relation.SAME_REGION_AND_YEAR}


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """A related report.

    Attributes:
        title: Its title.
        url: Its page.
        lang: Language tag of the title.
        year: Its year; 年度未知 when unknown.
        region: Its region; 地区未知 when unknown.
        reasons: Why it is shown.
        percent: Share of common text, 1 to 100; 0 when the texts are not what they have in common.
    """

    title: str
    url: str
    lang: str
    year: str
    region: str
    reasons: str
    percent: int


def related_item(report: RelatedReport) -> RelatedItem:
    """Show a related report."""
    alike = bool(_OF_THE_TEXT.intersection(report.reasons))
    return RelatedItem(
        title=report.title,
        url=report.url,
        lang=language(report.script),
        year=f"{report.year} 年" if report.year else "年度未知",
        region=region_path(report.region.path) if report.region else "地区未知",
        reasons="、".join(RELATION_LABELS[reason] for reason in report.reasons),
        percent=max(round(100 * report.share), 1) if alike else 0,
    )
