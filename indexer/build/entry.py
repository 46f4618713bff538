"""From a report to what an index takes of it: rows of words, and the texts to search and to show."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import Terms, count_by_group, shingles, signature
from indexer.backends.base import IndexedReport, IndexedRow
from indexer.backends.stored import Alternative, Passage, StoredDocumentNumber, StoredReport, StoredText
from indexer.corpus import body_key, parse_document_number
from indexer.model import SECTION_SLUGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.analysis import Analysis, Reading, TermCounts, Vocabulary
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.model import Report

__all__ = ["indexed_reports"]


def indexed_reports(reports: Iterable[Report], analysis: Analysis) -> Iterator[IndexedReport]:
    """Analyse reports for one index segment, each as it is asked for."""
    vocabulary = analysis.vocabulary()
    return (_indexed_report(report, analysis, vocabulary) for report in reports)


def _indexed_report(report: Report, analysis: Analysis, vocabulary: Vocabulary) -> IndexedReport:
    readings = analysis.normalise(report.text)
    text = _stored_text(report, readings, analysis)
    title = analysis.normalise(report.title)
    terms = [analysis.terms(reading, vocabulary) for reading in readings]
    return IndexedReport(
        rows=_rows(report, readings, text, terms, vocabulary),
        title_words=_title_words(title, analysis, vocabulary),
        canonical_title=analysis.canon(title[0].text),
        text_sha256=hashlib.sha256(text.main.encode("utf-8", "surrogatepass")).hexdigest(),
        signature=signature(shingles(text.second or text.main)),
        body_key=body_key(report),
        text=text,
        cuts=tuple(_borders(found, len(reading.text)) for reading, found in zip(readings, terms, strict=True)),
        stored=StoredReport(report, readings),
    )


def _stored_text(report: Report, readings: Sequence[Reading], analysis: Analysis) -> StoredText:
    main = readings[0]
    return StoredText(
        main=analysis.canon(main.text),
        second=analysis.canon(readings[1].text) if len(readings) > 1 else "",
        alternatives=tuple(_alternatives(main, readings[1])) if len(readings) > 1 else (),
        passages=_passages(report, main),
        furniture=tuple(main.locate(span.start, span.end) for span in report.furniture),
        document_numbers=tuple(_document_numbers(report, main, analysis)),
    )


def _passages(report: Report, main: Reading) -> tuple[Passage, ...]:
    """The sections in reading positions; a border in a dropped stretch falls before the next character kept."""
    slugs = _slugs(report)
    starts = [main.locate(section.start, section.end)[0] for section in report.sections]
    ends = [*starts[1:], len(main.text)]
    return tuple(
        Passage(slugs.index(section.slug), start, end)
        for section, start, end in zip(report.sections, [0, *starts[1:]], ends, strict=True)
    )


def _slugs(report: Report) -> list[str]:
    present = {section.slug for section in report.sections}
    return [slug for slug in SECTION_SLUGS if slug in present]


def _alternatives(main: Reading, second: Reading) -> Iterator[Alternative]:
    for start, end in second.alts:
        yield Alternative(start, end, *main.locate(*second.span(start, end)))


def _document_numbers(report: Report, main: Reading, analysis: Analysis) -> Iterator[StoredDocumentNumber]:
    for cited in report.document_numbers:
        parsed = parse_document_number(cited.normal)
        if parsed is None:  # a decree such as 政府令第51号 has no year, and is found literally
            continue
        start, end = main.locate(cited.start, cited.end)
        prefix = _canonical_prefix(parsed.prefix, analysis)
        yield StoredDocumentNumber(start, end, prefix, parsed.year, parsed.number)


@lru_cache(4096)  # a few hundred agencies issue what reports cite
def _canonical_prefix(prefix: str, analysis: Analysis) -> str:
    return analysis.canon(analysis.normalise(prefix)[0].text)


def _borders(terms: Terms, size: int) -> IntArray:
    """Where terms that are not inside another one begin and end, ascending; an outer one comes before the inner."""
    outer = terms.starts >= np.maximum.accumulate(np.append(0, terms.ends))[:-1]
    border = np.zeros(size + 1, np.bool_)
    border[terms.starts[outer]] = True
    border[terms.ends[outer]] = True
    return np.flatnonzero(border).astype(np.int32)


def _title_words(title: Sequence[Reading], analysis: Analysis, vocabulary: Vocabulary) -> TermCounts:
    terms = [analysis.terms(title[0], vocabulary)]
    terms += [_in_other_wording(reading, analysis.terms(reading, vocabulary)) for reading in title[1:]]
    numbers = np.concatenate([found.numbers for found in terms])
    return count_by_group(vocabulary, numbers, np.zeros_like(numbers), 1)[0]


def _rows(
    report: Report,
    readings: Sequence[Reading],
    text: StoredText,
    terms: Sequence[Terms],
    vocabulary: Vocabulary,
) -> tuple[IndexedRow, ...]:
    """Count the words of each row by where they begin; words of page furniture are left out of ranking."""
    slugs = _slugs(report)
    headings = [readings[0].locate(section.start, section.heading_end) for section in report.sections]
    heading_ends = np.array([end for _, end in headings], np.int32)
    rows = np.array([passage.row for passage in text.passages], np.int32)
    passages = np.array([passage.start for passage in text.passages], np.int32)
    numbers, starts = _placed(readings, text, terms)
    counted = _outside(text.furniture, starts)
    numbers, starts = numbers[counted], starts[counted]
    passage = np.maximum(np.searchsorted(passages, starts, "right") - 1, 0)
    heading = starts < heading_ends[passage]
    row_of = rows[passage]
    words = count_by_group(vocabulary, numbers, row_of, len(slugs))
    heading_words = count_by_group(vocabulary, numbers[heading], row_of[heading], len(slugs))
    return tuple(
        IndexedRow(SECTION_SLUGS.index(slug), words[row], heading_words[row]) for row, slug in enumerate(slugs)
    )


def _placed(readings: Sequence[Reading], text: StoredText, terms: Sequence[Terms]) -> tuple[IntArray, IntArray]:
    """The words of all readings, by their numbers, with where each begins in the main one.

    Of the second reading only what overlaps other wording, so that nothing counts twice.
    """
    numbers, starts = [terms[0].numbers], [terms[0].starts]
    for reading, found in zip(readings[1:], terms[1:], strict=True):
        other = _in_other_wording(reading, found)
        spans = zip(other.starts.tolist(), other.ends.tolist(), strict=True)
        numbers.append(other.numbers)
        starts.append(np.array([text.in_main(start, end)[0] for start, end in spans], np.int32))
    return np.concatenate(numbers), np.concatenate(starts)


def _in_other_wording(reading: Reading, found: Terms) -> Terms:
    """The terms that overlap other wording than the source's."""
    spans = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    other = np.fromiter((reading.is_alternative(start, end) for start, end in spans), np.bool_)
    return Terms(found.numbers[other], found.starts[other], found.ends[other])


def _outside(furniture: Sequence[tuple[int, int]], starts: IntArray) -> BoolArray:
    """Which positions lie outside of page furniture, given as ascending ranges."""
    ranges = np.array([(-1, -1), *furniture], np.int32)
    outside: BoolArray = starts >= ranges[np.searchsorted(ranges[:, 0], starts, "right") - 1, 1]
    return outside
