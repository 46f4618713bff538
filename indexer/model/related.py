"""Which reports are related to a report, and why."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from indexer.model.report import Script
from indexer.model.response import ResultRegion

__all__ = ["RELATION_LABELS", "RelatedReport", "RelatedReports", "Relation"]


class Relation(StrEnum):
    """Why one report is shown beside another; the order is that of how much it says.

    The first five speak of the texts, and a pair of reports has at most one of them; the others speak of what the
    reports are about.
    """

    COPY = "copy"
    """The same text; script, width, blanks and punctuation aside nothing differs, and the script is the same."""

    MIRROR = "mirror"
    """The same or nearly the same text in the other script."""

    SAME_BUT_YEARS = "same_but_years"
    """The texts differ in the years that are written in them and in nothing else."""

    NEAR_COPY = "near_copy"
    """At least 80 % of all the text of both is common."""

    SIMILAR_TEXT = "similar_text"
    """At least 30 % of it is, which reports on one law reach only by taking over passages."""

    SAME_BODY = "same_body"
    """The same issuing body."""

    SAME_REGION_AND_YEAR = "same_region_and_year"
    """The same region and the same report year."""


RELATION_LABELS: dict[Relation, str] = {
    Relation.COPY: "全文相同",
    Relation.MIRROR: "另一字形的同一文本",
    Relation.SAME_BUT_YEARS: "除年份外全文相同",
    Relation.NEAR_COPY: "全文大体相同",
    Relation.SIMILAR_TEXT: "文字相似",
    Relation.SAME_BODY: "同一机关",
    Relation.SAME_REGION_AND_YEAR: "同地区同年度",
}
"""The reasons for people, in Simplified Chinese."""


class RelatedReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report beside another.

    Attributes:
        id: Report id.
        title: To be shown.
        title_composed: Whether the title was made up because none stands in the text (拟题).
        url: Path of its page.
        region: None when unknown.
        year: Report year; None when unknown.
        office: Name of the issuing body; None when unknown.
        script: Script of its text.
        reasons: Why it is shown, in the order of `Relation`; at least one.
        share: The part of all the text of both reports that both have, 0 to 1, by stretches of five characters and
            counted on the texts themselves.
    """

    id: str
    title: str
    title_composed: bool
    url: str
    region: ResultRegion | None
    year: int | None
    office: str | None
    script: Script
    reasons: tuple[Relation, ...]
    share: float


class RelatedReports(msgspec.Struct, frozen=True, kw_only=True):
    """The reports related to one. No report stands in both lists, and the report itself in neither.

    Attributes:
        id: Id of the report.
        other_years: Every report of the same body on another year, newest first, then those of unknown year.
        similar: At most 20 others: those whose text is the same or alike, most alike first, then those of the same
            body and of the same region and year.
        generation: Name of the index generation.
    """

    id: str
    other_years: tuple[RelatedReport, ...]
    similar: tuple[RelatedReport, ...]
    generation: str
