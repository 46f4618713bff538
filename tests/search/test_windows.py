"""The choice of windows, made for all hits at once, is that of a plain loop over the rule."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from indexer.model import Span
from indexer.search.hits.hits import NOWHERE, Hits, HitsOfReports
from indexer.search.results.windows import FRAGMENTS, WIDTH, windows

if TYPE_CHECKING:
    from indexer.model import Report

SLUGS = ("preamble", "proactive", "requests", "problems")


class Section(NamedTuple):
    """What the choice asks of a section."""

    slug: str
    start: int
    end: int


class Made(NamedTuple):
    """What the choice asks of a report."""

    text: str
    sections: tuple[Section, ...]
    furniture: tuple[Span, ...]


def made_report(rng: random.Random, size: int) -> Report:
    """Sections of any length, two of one slug at times, and now and then furniture."""
    borders = sorted({0, size, *rng.sample(range(1, size), rng.randint(0, 5))})
    sections = tuple(Section(rng.choice(SLUGS), start, end) for start, end in itertools.pairwise(borders))
    spans = [
        (start, min(start + rng.randint(1, 200), size)) for start in rng.sample(range(size), rng.choice((0, 0, 1, 2)))
    ]
    return Made("字" * size, sections, tuple(Span(*span) for span in spans))  # type: ignore[return-value]  # all that is asked of one


def made_hits(rng: random.Random, report: Report, size: int, things: int) -> Hits:
    """Hits that do not overlap, of several things and grades."""
    places = sorted(rng.sample(range(size), rng.choice((0, rng.randint(1, 40)))))
    ends = [min(place + rng.randint(1, 12), after) for place, after in zip(places, [*places, size][1:], strict=True)]
    grades = np.full((things, len(places)), NOWHERE, np.int8)
    alike = rng.random() < 0.3
    for place in range(len(places)):
        for thing in {0} if alike else set(rng.choices(range(things), k=rng.choice((1, 1, 2)))):
            grades[thing, place] = 2 if alike else rng.choice((0, 1, 2))
    sections = [
        max(number for number, section in enumerate(report.sections) if section.start <= place) for place in places
    ]
    marks = [rng.choice((1, 1, 2, 5)) for _ in places]
    return Hits(
        np.array(places, np.int32),
        np.array(ends, np.int32),
        np.zeros(len(places), np.bool_),
        np.array(marks, np.int32),
        grades,
        np.array(sections, np.int32),
    )


def joined(shown: list[tuple[Report, Hits]]) -> HitsOfReports:
    """The hits of all reports as those of one text."""
    texts = [0, *itertools.accumulate(len(report.text) for report, _ in shown)]
    sections = [0, *itertools.accumulate(len(report.sections) for report, _ in shown)]
    parts = [
        (hits.starts + text, hits.ends + text, hits.synonyms, hits.marks, hits.grades, hits.sections + section)
        for (_, hits), text, section in zip(shown, texts, sections, strict=False)
    ]
    columns = [np.concatenate(column, axis=-1) for column in zip(*parts, strict=True)]
    bounds = [0, *itertools.accumulate(len(hits) for _, hits in shown)]
    return HitsOfReports(Hits(*columns), bounds, texts, sections)


def plainly(report: Report, hits: Hits) -> list[tuple[int, int]]:
    """The same choice by the rule as it is written down, one window after the other."""
    starts, ends, marks = hits.starts.tolist(), hits.ends.tolist(), hits.marks.tolist()
    sections = [report.sections[number] for number in hits.sections.tolist()]
    hidden = [any(span.start <= start < span.end for span in report.furniture) for start in starts]
    candidates = [first for first in range(len(hits)) if not hidden[first]] or list(range(len(hits)))

    def last_of(first: int) -> int:
        limit = min(starts[first] + WIDTH, max(sections[first].end, ends[first]))
        return max([first + 1, *(other + 1 for other in range(first, len(hits)) if ends[other] <= limit)])

    def best_grades(first: int) -> dict[int, int]:
        inside = hits.grades[:, first : last_of(first)]
        return {thing: int(row.max()) for thing, row in enumerate(inside) if row.max() != NOWHERE}

    chosen: list[tuple[int, int]] = []
    seen_things: set[int] = set()
    seen_slugs: set[str] = set()
    while len(chosen) < FRAGMENTS:
        worth = {}
        for first in candidates:
            last = last_of(first)
            if any(first < after and last > before for before, after in chosen):
                continue
            new = [grade for thing, grade in best_grades(first).items() if thing not in seen_things]
            things = tuple(new.count(grade) for grade in (2, 1, 0))
            new_section = sections[first].slug not in seen_slugs
            count = min(sum(marks[first : min(last, first + 8)]), 8)
            worth[first] = (*things, new_section, count, -starts[first])
        if not worth:
            break
        best = max(worth, key=lambda first: worth[first])
        if chosen and not any(worth[best][:4]):
            break
        chosen.append((best, last_of(best)))
        seen_things |= best_grades(best).keys()
        seen_slugs.add(sections[best].slug)
    return sorted(chosen)


@pytest.mark.parametrize("seed", range(100))
def test_windows_are_those_of_the_rule(seed: int) -> None:
    """The same hits are chosen, whatever sections, furniture, things and grades there are, and however many reports."""
    rng = random.Random(seed)
    things = rng.choice((1, 1, 2, 3))
    shown = []
    for _ in range(rng.choice((1, 3, 10))):
        size = rng.choice((200, 1000, 4000))
        report = made_report(rng, size)
        shown.append((report, made_hits(rng, report, size, things)))

    found = joined(shown)
    for number, (_, hits) in enumerate(shown):
        for field in Hits.__struct_fields__:
            assert getattr(hits, field).tolist() == getattr(found[number], field).tolist()
    assert [plainly(report, hits) for report, hits in shown] == windows([report for report, _ in shown], found)
