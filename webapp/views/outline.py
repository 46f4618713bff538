"""The outline of a report: its own headings, and where the hits are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from indexer.model import SECTION_LABELS
from webapp.views.body import depths, section_id

if TYPE_CHECKING:
    from collections.abc import Collection

    from indexer.model import ReportView

__all__ = ["OutlineEntry", "outline_of"]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One section in the outline.

    Attributes:
        heading: As written, blanks collapsed; empty when the section has none.
        label: Chinese label of its slug.
        depth: 2 to 6, like the heading element on the page.
        hits: Hits that begin in the section.
        href: The first of its hits, or the section itself when it has none; on the page of the whole report when this
            page leaves the section out.
        current: Whether this page shows sections of its slug alone.
    """

    heading: str
    label: str
    depth: int
    hits: int
    href: str
    current: bool


def outline_of(view: ReportView, shown: Collection[int], whole_url: str, slug: str = "") -> tuple[OutlineEntry, ...]:
    """List the sections in order. Hits are numbered in text order, so adding up gives the first one of each section.

    Args:
        view: The report with its hits.
        shown: Numbers of the sections on this page, from 1.
        whole_url: Path and query of the page that shows all of them.
        slug: The only slug shown; empty for all.
    """
    sections = view.report.sections
    hits_before = accumulate(view.hits_by_section, initial=0)
    return tuple(
        OutlineEntry(
            heading=" ".join(section.heading.split()),
            label=SECTION_LABELS[section.slug],
            depth=depth,
            hits=hits,
            href=("" if number in shown else whole_url) + (f"#hit-{before + 1}" if hits else f"#{section_id(number)}"),
            current=section.slug == slug,
        )
        for number, (section, depth, hits, before) in enumerate(
            zip(sections, depths(sections), view.hits_by_section, hits_before, strict=False), start=1
        )
    )
