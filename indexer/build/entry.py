"""From a report to what an index takes of it: rows of words, and the texts to search and to show."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import shingles, signature
from indexer.backends.base import IndexedReport
from indexer.backends.source_offsets import SourceOffsets
from indexer.backends.stored import Alternative, Passage, StoredDocumentNumber, StoredReport, StoredText
from indexer.build.row_words import Cut, slugs_of, words_of
from indexer.corpus import body_key, parse_document_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.analysis import Analysis, Reading, Terms, Vocabulary
    from indexer.backends.arrays import IntArray
    from indexer.model import Report

__all__ = ["indexed_reports"]

_AT_ONCE = 1 << 16
"""Characters of the reports that are analysed together: enough for the calls to cost little beside the work, and few
enough for what they make (a hundred bytes a character) to stay in the processor's cache or near it."""


def indexed_reports(
    reports: Iterable[Report], analysis: Analysis, vocabulary: Vocabulary | None = None
) -> Iterator[IndexedReport]:
    """Analyse reports for one index segment, some at a time, which takes half the time of one by one.

    Args:
        reports: The reports.
        analysis: The analysis of the index.
        vocabulary: The words of earlier reports, which are then known already; not to be used meanwhile.
    """
    known = analysis.vocabulary() if vocabulary is None else vocabulary
    for some in _groups(reports):
        yield from _indexed(some, analysis, known)


def _groups(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Put reports together until their texts are long enough."""
    group: list[Report] = []
    size = 0
    for report in reports:
        group.append(report)
        size += len(report.text)
        if size >= _AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _indexed(reports: Sequence[Report], analysis: Analysis, vocabulary: Vocabulary) -> Iterator[IndexedReport]:
    cuts = list(_cut(reports, analysis, vocabulary))
    for cut, words in zip(cuts, words_of(cuts, vocabulary), strict=True):
        yield IndexedReport(
            rows=words.rows,
            title_words=words.title,
            canonical_title=analysis.canon(cut.title[0].text),
            text_sha256=hashlib.sha256(cut.text.main.encode("utf-8", "surrogatepass")).hexdigest(),
            signature=signature(shingles(cut.text.second or cut.text.main)),
            body_key=body_key(cut.report),
            text=cut.text,
            readings=cut.readings,
            cuts=tuple(map(_borders, cut.terms, cut.readings)),
            begins=words.begins,
            stored=StoredReport(cut.report, SourceOffsets.of(cut.readings[0])),
        )


def _cut(reports: Sequence[Report], analysis: Analysis, vocabulary: Vocabulary) -> Iterator[Cut]:
    """Normalise the texts and titles of reports, one by one, and cut them, all at once."""
    texts = [analysis.normalise(report.text) for report in reports]
    titles = [analysis.normalise(report.title) for report in reports]
    terms = iter(analysis.terms(chain(*texts, *titles), vocabulary))
    of_texts, of_titles = ([tuple(islice(terms, len(readings))) for readings in each] for each in (texts, titles))
    for report, readings, found, title, of_title in zip(reports, texts, of_texts, titles, of_titles, strict=True):
        yield Cut(report, readings, _stored_text(report, readings, analysis), found, title, of_title)


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
    slugs = slugs_of(report)
    starts = [main.locate(section.start, section.end)[0] for section in report.sections]
    ends = [*starts[1:], len(main.text)]
    return tuple(
        Passage(slugs.index(section.slug), start, end)
        for section, start, end in zip(report.sections, [0, *starts[1:]], ends, strict=True)
    )


def _alternatives(main: Reading, second: Reading) -> Iterator[Alternative]:
    for start, end in second.alternatives:
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


def _borders(terms: Terms, reading: Reading) -> IntArray:
    """Where words begin and end, ascending; not those inside others, but a number and the unit behind it are two.

    Terms that overlap follow each other, the outer one before the inner, and a number before itself with its unit.
    """
    reached = np.maximum.accumulate(np.append(0, terms.ends))
    first = terms.starts >= reached[:-1]  # of those that overlap
    last = np.append(first, True)[1:]
    border = np.zeros(len(reading.text) + 1, np.bool_)
    border[terms.starts[first]] = True
    border[terms.ends[first]] = True
    border[reached[1:][last]] = True
    return np.flatnonzero(border).astype(np.int32)
