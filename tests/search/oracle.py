"""A plain, slow, obvious search: loops over reports, regular expressions, counting. No code of the executor is used.

A question is a list of wanted and unwanted items. An item is a phrase, which must stand literally, or a run, whose
words must all stand somewhere. What a word is and how characters are folded comes from the analysis, which has tests
of its own; what matches, counts and is counted beside a facet value is decided here by looping.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.analysis import Analysis
    from indexer.model import Report


@dataclass(frozen=True)
class Item:
    """One thing asked for: a phrase or a run, wanted or not."""

    text: str
    phrase: bool
    wanted: bool = True
    near: int | None = None  # runs with blanks between them, all within so many characters in one section


@dataclass(frozen=True)
class Question:
    """What is asked, in the oracle's own words."""

    items: tuple[Item, ...] = ()
    regions: frozenset[str] = frozenset()
    not_regions: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    sections: frozenset[str] = frozenset()
    by_section: bool = False
    unknown_year: bool = False
    any_item: bool = False  # one of the wanted items is enough
    as_typed: bool = False  # items stand in the original text in the very characters typed
    documents: tuple[tuple[str, str, str], ...] = ()  # issuing code, year and number; one of them is cited


@dataclass
class Answer:
    """Ids found and what stands beside each facet value (zeros left out)."""

    ids: set[str] = field(default_factory=set)
    regions: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    sections: Counter[str] = field(default_factory=Counter)


class Oracle:
    """Answers questions over a handful of reports."""

    def __init__(self, reports: list[Report], analysis: Analysis) -> None:
        self._analysis = analysis
        self._reports = [(report, self._texts(report)) for report in reports]

    def _texts(self, report: Report) -> dict[str, list[str]]:
        """For the whole report (under the key "") and for each slug, the canonical stretches that belong to it."""
        texts: dict[str, list[str]] = {"": []}
        for reading in self._analysis.normalise(report.text):
            canonical = self._analysis.canon(reading.text)
            texts[""].append(canonical)
            for section in report.sections:
                inside = [
                    character
                    for position, character in enumerate(canonical)
                    if section.start <= reading.span(position, position + 1)[0] < section.end
                ]
                texts.setdefault(section.slug, []).append("".join(inside))
        return texts

    def answer(self, question: Question) -> Answer:
        """Answer by looping."""
        answer = Answer()
        for report, read in self._reports:
            texts = _original_texts(report) if question.as_typed else read
            slugs = [slug for slug in texts if slug and self._satisfied(question, texts[slug], texts[slug])]
            passages = [stretch for slug in texts if slug for stretch in texts[slug]]
            if question.sections or question.by_section:
                matches = any(slug in question.sections or not question.sections for slug in slugs)
            else:
                matches = self._satisfied(question, texts[""], passages)
            self._count(question, report, slugs, answer, matches=matches)
        return answer

    def _count(self, question: Question, report: Report, slugs: list[str], answer: Answer, *, matches: bool) -> None:
        region, year = report.region.value, report.year.value
        codes = [place.code for place in region.path] if region else ["unknown"]
        in_region = not question.regions or bool(question.regions & set(codes))
        asks_year = bool(question.years) or question.unknown_year
        in_year = not asks_year or (year in question.years if year else question.unknown_year)
        excluded = bool(question.not_regions & set(codes))
        if excluded or not self._cites(question, report):
            return
        if matches and in_region and in_year:
            answer.ids.add(report.id)
        if matches and in_year:
            answer.regions.update(codes)
        if matches and in_region:
            answer.years[str(year) if year else "unknown"] += 1
        if in_region and in_year:
            answer.sections.update(slugs)

    def _satisfied(self, question: Question, stretches: list[str], passages: list[str]) -> bool:
        """Whether the items stand in stretches of text, and what must be near each other does in one section of it."""
        stands = _stands_as_typed if question.as_typed else self._stands
        wanted = [stands(item, stretches, passages) for item in question.items if item.wanted]
        unwanted = any(stands(item, stretches, passages) for item in question.items if not item.wanted)
        return not unwanted and (all(wanted) if not (question.any_item and wanted) else any(wanted))

    def _stands(self, item: Item, stretches: list[str], passages: list[str]) -> bool:
        if item.near is not None:
            return any(self._near(item.text.split(), item.near, passage) for passage in passages)
        literal = item.phrase or not item.wanted
        for form in self._analysis.forms(item.text):
            needles = [form.needle] if literal else [self._analysis.canon(word) for word in form.segments]
            if all(any(_literal(needle).search(stretch) for stretch in stretches) for needle in needles):
                return True
        return False

    def _cites(self, question: Question, report: Report) -> bool:
        """Whether one of the documents is cited, in any brackets; of two issuing codes one ends as the other."""
        canon = self._analysis.canon
        cited = [(canon(code), year, number) for code, year, number in _CITED.findall(report.text)]
        asked = [(canon(code), year, number) for code, year, number in question.documents]
        return not asked or any(
            one[1:] == other[1:] and (one[0].endswith(other[0]) or other[0].endswith(one[0]))
            for one in asked
            for other in cited
        )

    def _near(self, words: list[str], distance: int, stretch: str) -> bool:
        patterns = [_literal(self._analysis.forms(word)[0].needle) for word in words]
        places = [[match.span() for match in pattern.finditer(stretch)] for pattern in patterns]
        return any(all(_begins_by(each, end, end + distance) for each in places) for _, end in chain(*places))

    def occurrences(self, report_id: str, phrase: str) -> int:
        """How often a phrase stands in the main reading, counted as a reader counts: left to right, no overlap."""
        texts = next(texts for report, texts in self._reports if report.id == report_id)
        (form,) = self._analysis.forms(phrase)
        return sum(1 for _ in _disjoint(_literal(form.needle), texts[""][0]))


def _begins_by(places: list[tuple[int, int]], end: int, latest: int) -> bool:
    """Whether some place that ends no sooner begins soon enough."""
    place = bisect_left(places, end, key=lambda span: span[1])
    return place < len(places) and places[place][0] <= latest


_CITED = re.compile(r"([\u3400-\u9fff]{1,20})[〔\[（(【［]([0-9]{4})[〕\]）)】］]?第?([0-9]{1,4})[号號]")


def _original_texts(report: Report) -> dict[str, list[str]]:
    """As `Oracle._texts`, of the text as it was published."""
    texts = {"": [report.text]}
    for section in report.sections:
        texts.setdefault(section.slug, []).append(report.text[section.start : section.end])
    return texts


def _stands_as_typed(item: Item, stretches: list[str], _passages: list[str]) -> bool:
    return any(item.text in stretch for stretch in stretches)


def _literal(needle: str) -> re.Pattern[str]:
    """The needle, not cut out of a number or a Latin word (the one exception)."""
    before = after = ""
    for characters in ("0-9", "a-zß-öø-ɏ"):
        if re.match(f"[{characters}]", needle[0]):
            before = f"(?<![{characters}])"
        if re.match(f"[{characters}]", needle[-1]):
            after = f"(?![{characters}])"
    return re.compile(before + re.escape(needle) + after)


def _disjoint(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(text)
