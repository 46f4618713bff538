"""From a report to what an index takes of it: rows of words, grams, and the texts to verify and to show."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from indexer.analysis import Token, grams, shingles, signature
from indexer.backends.base import IndexedReport, IndexedRow
from indexer.backends.stored import Alternative, Passage, StoredDocumentNumber, StoredReport, StoredText
from indexer.corpus import body_key, parse_document_number
from indexer.model import SECTION_SLUGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.analysis import Analysis, Reading
    from indexer.model import Report

__all__ = ["indexed_report"]


def indexed_report(report: Report, analysis: Analysis) -> IndexedReport:
    """Analyse a report for an index.

    Grams are those of the whole report, not of each row: a literal is verified on the report's text once for both
    grains, and a gram occurs in several sections of a report, so this needs a third of the postings.
    """
    readings = analysis.normalise(report.text)
    text = _stored_text(report, readings, analysis)
    title = analysis.normalise(report.title)
    tokens = [analysis.tokenise(reading.text, "index", reading.breaks) for reading in readings]
    return IndexedReport(
        rows=_rows(report, readings, text, tokens),
        title_words=Counter(token.term for _, token in analysis.index_tokens(title)),
        canonical_title=analysis.canon(title[0].text),
        text_sha256=hashlib.sha256(text.main.encode("utf-8", "surrogatepass")).hexdigest(),
        grams=frozenset(grams(text.main) | grams(text.second)),
        signature=signature(shingles(text.second or text.main)),
        body_key=body_key(report),
        text=text,
        cuts=tuple(tuple(_borders(found)) for found in tokens),
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


def _borders(tokens: Sequence[Token]) -> Iterator[int]:
    """Where tokens that are not inside another one begin and end, ascending; an outer one comes before the inner."""
    reached = 0
    for _, start, end in tokens:
        if start >= reached:
            if start > reached or not reached:
                yield start
            yield end
            reached = end


def _rows(
    report: Report, readings: Sequence[Reading], text: StoredText, tokens: Sequence[Sequence[Token]]
) -> tuple[IndexedRow, ...]:
    """Count the words of each row by where they begin; words of page furniture are left out of ranking."""
    slugs = _slugs(report)
    words: list[Counter[str]] = [Counter() for _ in slugs]
    heading_words: list[Counter[str]] = [Counter() for _ in slugs]
    headings = [readings[0].locate(section.start, section.heading_end) for section in report.sections]
    starts = [passage.start for passage in text.passages]
    for start, token in _placed_tokens(readings, text, tokens):
        number = max(bisect_right(starts, start) - 1, 0)
        row = text.passages[number].row
        words[row][token.term] += 1
        if start < headings[number][1]:
            heading_words[row][token.term] += 1
    return tuple(
        IndexedRow(SECTION_SLUGS.index(slug), words[row], heading_words[row]) for row, slug in enumerate(slugs)
    )


def _placed_tokens(
    readings: Sequence[Reading], text: StoredText, tokens: Sequence[Sequence[Token]]
) -> Iterator[tuple[int, Token]]:
    """Yield every word outside page furniture with its position in the main reading.

    Of the second reading only what overlaps other wording, so that nothing counts twice.
    """
    for number, (reading, found) in enumerate(zip(readings, tokens, strict=True)):
        for token in found:
            if number and not reading.is_alternative(token.start, token.end):
                continue
            start = text.in_main(token.start, token.end)[0] if number else token.start
            if not text.in_furniture(start):
                yield start, token
