"""From a report to what an index takes of it: rows of words, and the texts to search and to show."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import shingles, signature
from indexer.backends.base import IndexedReport, IndexedRow
from indexer.backends.stored import Alternative, Passage, StoredDocumentNumber, StoredReport, StoredText
from indexer.corpus import body_key, parse_document_number
from indexer.model import SECTION_SLUGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.analysis import Analysis, Reading, Terms
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.model import Report

__all__ = ["indexed_report"]


def indexed_report(report: Report, analysis: Analysis) -> IndexedReport:
    """Analyse a report for an index."""
    readings = analysis.normalise(report.text)
    text = _stored_text(report, readings, analysis)
    title = analysis.normalise(report.title)
    terms = [analysis.terms(reading) for reading in readings]
    return IndexedReport(
        rows=_rows(report, readings, text, terms),
        title_words=Counter(token.term for _, token in analysis.index_tokens(title)),
        canonical_title=analysis.canon(title[0].text),
        text_sha256=hashlib.sha256(text.main.encode("utf-8", "surrogatepass")).hexdigest(),
        signature=signature(shingles(text.second or text.main)),
        body_key=body_key(report),
        text=text,
        cuts=tuple(_borders(found) for found in terms),
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
        prefix = analysis.canon(analysis.normalise(parsed.prefix)[0].text)
        yield StoredDocumentNumber(start, end, prefix, parsed.year, parsed.number)


def _borders(terms: Terms) -> IntArray:
    """Where terms that are not inside another one begin and end, ascending; an outer one comes before the inner."""
    reached = np.maximum.accumulate(terms.ends)
    outer = np.append(True, terms.starts[1:] >= reached[:-1])[: len(reached)]
    return np.unique(np.concatenate((terms.starts[outer], terms.ends[outer])))


def _rows(
    report: Report, readings: Sequence[Reading], text: StoredText, terms: Sequence[Terms]
) -> tuple[IndexedRow, ...]:
    """Count the words of each row by where they begin; words of page furniture are left out of ranking."""
    slugs = _slugs(report)
    headings = [readings[0].locate(section.start, section.heading_end) for section in report.sections]
    heading_ends = np.array([end for _, end in headings], np.int32)
    rows = np.array([passage.row for passage in text.passages], np.int32)
    passages = np.array([passage.start for passage in text.passages], np.int32)
    words: list[Counter[str]] = [Counter() for _ in slugs]
    heading_words: list[Counter[str]] = [Counter() for _ in slugs]
    for found, starts in _placed(readings, text, terms):
        number = np.maximum(np.searchsorted(passages, starts, "right") - 1, 0)
        counted = _outside(text.furniture, starts)
        heading = counted & (starts < heading_ends[number])
        row_of = rows[number]
        for row in range(len(slugs)):
            mine = row_of == row
            words[row].update(compress(found, (mine & counted).tolist()))
            heading_words[row].update(compress(found, (mine & heading).tolist()))
    return tuple(
        IndexedRow(SECTION_SLUGS.index(slug), words[row], heading_words[row]) for row, slug in enumerate(slugs)
    )


def _placed(
    readings: Sequence[Reading], text: StoredText, terms: Sequence[Terms]
) -> Iterator[tuple[list[str], IntArray]]:
    """Yield the words of each reading with their positions in the main one.

    Of the second reading only what overlaps other wording, so that nothing counts twice.
    """
    yield terms[0].terms, terms[0].starts
    for reading, found in zip(readings[1:], terms[1:], strict=True):
        spans = list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))
        other = [reading.is_alternative(start, end) for start, end in spans]
        starts = [text.in_main(start, end)[0] for start, end in compress(spans, other)]
        yield list(compress(found.terms, other)), np.array(starts, np.int32)


def _outside(furniture: Sequence[tuple[int, int]], starts: IntArray) -> BoolArray:
    """Which positions lie outside of page furniture, given as ascending ranges."""
    ranges = np.array([(-1, -1), *furniture], np.int32)
    outside: BoolArray = starts >= ranges[np.searchsorted(ranges[:, 0], starts, "right") - 1, 1]
    return outside
