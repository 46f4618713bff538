"""Reports made of model values, so that tests of the pages need no index."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from indexer.model import (
    Body,
    BodyKind,
    Evidence,
    Fact,
    Hit,
    Place,
    RegionOfReport,
    Report,
    Scope,
    Script,
    Section,
    Span,
)

HEADING = re.compile(r"^(?:([一二三四五六七八九十]+、)|([(（][一二三四五六七八九十]+[)）]))[^\n]*", re.MULTILINE)
SLUGS = {"主动": "proactive", "依申请": "requests", "依申請": "requests", "复议": "remedies", "问题": "problems"}

LIAONING, SHENYANG = Place("210000", "辽宁省"), Place("210100", "沈阳市")
HUNAN, CHANGDE = Place("430000", "湖南省"), Place("430700", "常德市")


def slug_of(heading: str) -> str:
    """A slug good enough for a test."""
    return next((slug for word, slug in SLUGS.items() if word in heading), "other")


def sections_of(text: str) -> Iterator[Section]:
    """Sections at lines that look like headings."""
    found = list(HEADING.finditer(text))
    starts = [match.start() for match in found]
    if text and (not starts or starts[0] > 0):
        yield Section("preamble", "", 0, 0, starts[0] if starts else len(text), 0, "none")
    for match, end in zip(found, [*starts[1:], len(text)], strict=False):
        level = 1 if match[1] else 2
        yield Section(slug_of(match[0]), match[0], level, match.start(), end, match.end(), "line")


def known(value: object, quote: str = "见原文") -> Fact:
    """A fact that is stated in the body."""
    return Fact(value=value, confidence=0.9, evidence=(Evidence("body", quote, 0, len(quote), "test"),))


def made_report(report_id: str, text: str, **changes: object) -> Report:
    """A report about 沈阳市 2015 with this text; `changes` are fields of `Report`."""
    title = text.split("\n", 1)[0]
    plain = Report(
        id=report_id,
        source=f"{report_id}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        text=text,
        title=title,
        title_fact=known(title, title),
        body=known(Body("沈阳市人民政府", BodyKind.GOVERNMENT, Scope.OWN_BODY)),
        region=known(RegionOfReport((LIAONING, SHENYANG), (SHENYANG,))),
        year=known(2015),
        published=Fact(),
        script=Script.HANS,
        index_number=Fact(),
        document_numbers=(),
        sections=tuple(sections_of(text)),
        furniture=(),
        warnings=(),
    )
    return replace(plain, **changes)


def hits_of(text: str, q: str) -> tuple[Hit, ...]:
    """Every place where the query stands word for word."""
    if not q:
        return ()
    found = re.finditer(re.escape(q), text)
    return tuple(Hit(number, match.start(), match.end(), synonym=False) for number, match in enumerate(found, 1))


def hits_by_section(report: Report, hits: Sequence[Hit]) -> tuple[int, ...]:
    """How many of the hits begin in each section."""
    return tuple(sum(part.start <= hit.start < part.end for hit in hits) for part in report.sections)


def spans(*pairs: tuple[int, int]) -> tuple[Span, ...]:
    """Spans from pairs of offsets."""
    return tuple(Span(start, end) for start, end in pairs)
