"""What a result shows of a report whatever the filters and the order of the request: its name, hits and passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from indexer.model import SECTION_LABELS, Passage, Result, ResultRegion, SectionHits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import RegionOfReport, Report
    from indexer.search.hits.hits import Hits
    from indexer.search.results.snippets import Fragment

__all__ = ["memory_of", "result_region", "shown_result"]

_LABELS = tuple(SECTION_LABELS)
_VISIBLE = re.compile(r"\S")
_BLANKS = " \t\u3000\u00a0"
_ENDS = "。！？；!?;\n"


def shown_result(report: Report, hits: Hits, fragments: Sequence[Fragment], copies: tuple[str, ...]) -> Result:
    """A result without rank, score and links, which depend on the request.

    Args:
        report: The report.
        hits: Its hits.
        fragments: The passages to show.
        copies: Ids of its copies, ascending.
    """
    region = report.region.value
    return Result(
        rank=0,
        id=report.id,
        title=report.title,
        title_composed=report.title_composed,
        url="",
        region=result_region(region) if region else None,
        year=report.year.value,
        office=report.body.value.name if report.body.value else None,
        script=report.script.value,
        tier=0,
        score=0.0,
        occurrences=len(hits),
        by_section=tuple(_by_section(report, hits)),
        passages=tuple([_passage(report, hits, fragment) for fragment in fragments]),
        same_as=copies,
        group=min((report.id, *copies)),
        hundredths=_hundredths(report, hits),
    )


def memory_of(result: Result) -> int:
    """About how many bytes a result takes in memory, measured: the text of its passages, and its many small objects."""
    passages = sum(300 + 2 * len(passage.text) + 120 * len(passage.marks) for passage in result.passages)
    return 1500 + passages + 150 * len(result.by_section) + 8 * len(result.hundredths)


def result_region(region: RegionOfReport) -> ResultRegion:
    """The region as an answer names it."""
    return ResultRegion(region.code, region.name, tuple(place.name for place in region.path))


def _by_section(report: Report, hits: Hits) -> Iterator[SectionHits]:
    counts: dict[str, int] = {}
    firsts: dict[str, int] = {}
    before = 0
    for section, count in zip(report.sections, np.bincount(hits.sections).tolist(), strict=False):
        if count:  # hits ascend, and so do their sections
            firsts.setdefault(section.slug, before + 1)
            counts[section.slug] = counts.get(section.slug, 0) + count
        before += count
    for slug in sorted(counts, key=_LABELS.index):
        yield SectionHits(slug, SECTION_LABELS[slug], counts[slug], firsts[slug], url="")


def _hundredths(report: Report, hits: Hits) -> tuple[int, ...]:
    of_hits = 100 * hits.starts.astype(np.int64) // max(len(report.text), 1)
    return tuple(dict.fromkeys(of_hits.tolist()))  # they ascend


def _passage(report: Report, hits: Hits, fragment: Fragment) -> Passage:
    inside = slice(fragment.first, fragment.last)
    marks = tuple(zip(hits.starts[inside].tolist(), hits.ends[inside].tolist(), strict=True))
    section = report.sections[int(hits.sections[fragment.first])] if marks else report.section_at(fragment.start)
    text = report.text
    return Passage(
        section=section.slug,
        heading=section.heading,
        start=fragment.start,
        text=text[fragment.start : fragment.end],
        marks=marks,
        first_hit=fragment.first + 1 if marks else 0,
        cut_before=not _at_border(text, fragment.start),
        cut_after=not _at_border(text, fragment.end) and _VISIBLE.search(text, fragment.end) is not None,
        url="",
    )


def _at_border(text: str, offset: int) -> bool:
    """Whether a sentence or a line ends before an offset."""
    while offset and text[offset - 1] in _BLANKS:
        offset -= 1
    return not offset or text[offset - 1] in _ENDS
