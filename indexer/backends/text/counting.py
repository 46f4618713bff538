"""Which reports and passages places lie in, and how many each has, for the whole corpus at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.backends.arrays import counted

if TYPE_CHECKING:
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.text.places import Places
    from indexer.backends.text_layout import TextLayout

__all__ = ["per_report", "reports_of", "within_passages"]


def reports_of(layout: TextLayout, places: Places) -> IntArray:
    """The report of each place."""
    return layout.report_at.of(places.starts)


def within_passages(layout: TextLayout, places: Places) -> tuple[IntArray, BoolArray]:
    """The passage in which each place begins, and whether the place ends in it too."""
    passages = layout.passage_at.of(places.starts)
    return passages, places.ends <= layout.passages[passages, 1]


def per_report(layout: TextLayout, places: Places) -> tuple[IntArray, IntArray]:
    """The reports that have a place, ascending, and how many each has."""
    return counted(reports_of(layout, places))
