"""From a text to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.corpus.docnums import document_numbers
from indexer.corpus.facts import evidence, index_number, published, script_of
from indexer.corpus.furniture import furniture
from indexer.corpus.given import with_given_day, with_given_title, with_given_year
from indexer.corpus.issuer.body import body_of, composed_title
from indexer.corpus.issuer.issuers import Issuers, name_in_title
from indexer.corpus.issuer.region import region_of
from indexer.corpus.issuer.title import Title, find_title
from indexer.corpus.outline.outline import repeated_opening, sections_of
from indexer.corpus.source_text import Simplify, SourceText
from indexer.corpus.years import report_year
from indexer.model import Damage, DamageKind, Fact, Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.corpus.formats import Extracted, Given

__all__ = ["understand"]


def understand(extracted: Extracted, simplify: Simplify, *, report_id: str, source_name: str, sha256: str) -> Report:
    """Understand a text.

    Args:
        extracted: The text, and what is stated beside it.
        simplify: Turns Traditional characters into Simplified ones, one for one.
        report_id: Id of the report.
        source_name: Where the text came from.
        sha256: Hash of the original bytes.
    """
    given = extracted.given
    source = SourceText.of(extracted.text, simplify)
    title = find_title(source) or _given_place(source, given)
    title_end = title.end if title else 0
    page = _furniture(source, title)
    day = with_given_day(published(source), given)
    year = with_given_year(report_year(source, title, day), given)
    name = name_in_title(source.plain, title) if title else ""
    issuers = Issuers(source.plain, title, name)
    region = region_of(source, title, issuers, page, year.value)
    body = body_of(source, issuers, region.value)
    title_fact = with_given_title(_title_fact(source, title), given)
    return Report(
        id=report_id,
        source=source_name,
        sha256=sha256,
        encoding=extracted.encoding,
        format=extracted.format,
        url=given.url,
        text=extracted.text,
        title=title_fact.value or composed_title(body.value, region.value, year.value, report_id),
        title_fact=title_fact,
        body=body,
        region=region,
        year=year,
        published=day,
        script=script_of(source),
        index_number=index_number(source),
        document_numbers=document_numbers(source),
        sections=sections_of(source, page, title_end, name),
        furniture=page,
        warnings=(*extracted.warnings, *_warnings(source)),
    )


def _given_place(source: SourceText, given: Given) -> Title | None:
    """Where a title that looks like no title of a report stands; it is one because it is given as one."""
    start = source.text.find(given.title) if given.title else -1
    return Title(start, start + len(given.title)) if start >= 0 else None


def _furniture(source: SourceText, title: Title | None) -> tuple[Span, ...]:
    """Lines of the page, and the summary that a machine repeats above the text; no line of the title."""
    repeated = repeated_opening(source, title.end if title else 0)
    spans = [*furniture(source), *([repeated] if repeated else [])]
    if title:
        spans = [span for span in spans if span.end <= title.start or title.end <= span.start]
    return tuple(sorted(spans, key=lambda span: span.start))


def _title_fact(source: SourceText, title: Title | None) -> Fact[str]:
    if title is None:
        return Fact()
    quote = evidence(source, "title", title.start, title.end, "title_line")
    lines = (line.strip(" \t|\u3000\u00a0") for line in quote.quote.split("\n"))
    return Fact(value="".join(lines), confidence=1.0, evidence=(quote,))


def _warnings(source: SourceText) -> Iterator[Damage]:
    """Damage that a person should know of; nothing of it is repaired."""
    if lost := source.text.count("\ufffd"):
        yield Damage(DamageKind.LOST_CHARACTERS, lost)
    opened, closed = source.text.count("〔"), source.text.count("〕")
    if opened > closed:
        yield Damage(DamageKind.LOST_BRACKETS, opened - closed)
