"""Listings made of random and hostile values."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from indexer.model import (
    CHINA_TIME,
    Body,
    BodyKind,
    Fact,
    ListedReport,
    Listing,
    Passage,
    Report,
    Result,
    Scope,
    Script,
    SearchRequest,
    SectionHits,
)
from indexer.query import canonical_path, report_path

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY = dt.date(2026, 1, 2)
BASE = "https://reports.example"
NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "＝1",
    '"',
    "'",
    ",",
    "\n",
    "\\",
    "{",
    "}",
    "%",
    "#",
    "\x00",
    "\x1b[31m",
]
NASTY += [
    "\u202e",
    "<script>",
    "]]>",
    "&lt;",
    "~^_$&",
    "{{{",
    "}}}",
    "\\end{document}",
    "年报",
    "；",
    "\u200b",
    "\ufeff",
]
TEXTS = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(NASTY), max_size=4).map("".join))


def listed(number: int, texts: tuple[str, str, str], published: dt.date | None, year: int | None) -> ListedReport:
    """One result whose id, title and office are given."""
    name, title, office = texts
    report_id = f"{number}{name}"
    time = dt.datetime(2026, 1, 1, 12, tzinfo=CHINA_TIME)
    report = Report(
        id=report_id,
        source=f"{name}.txt",
        sha256=hashlib.sha256(title.encode("utf-8", "replace")).hexdigest(),
        encoding="utf-8",
        text=title,
        title=title,
        title_fact=Fact(value=title),
        body=Fact(value=Body(office, BodyKind.GOVERNMENT, Scope.OWN_BODY) if office else None),
        region=Fact(),
        year=Fact(value=year),
        published=Fact(value=published),
        script=Script.HANS,
        index_number=Fact(),
        document_numbers=(),
        sections=(),
        furniture=(),
        warnings=(),
    )
    url = report_path(SearchRequest(), report_id)
    result = Result(
        rank=number,
        id=report_id,
        title=title,
        title_composed=False,
        url=url,
        region=None,
        year=year,
        office=office or None,
        script="Hans",
        tier=1,
        score=1.0,
        occurrences=1,
        by_section=(SectionHits("other", "其他", 1, 1, f"{url}#hit-1"),),
        passages=(Passage("other", title, 0, title, (), 1, cut_before=False, cut_after=False, url=f"{url}#hit-1"),),
        same_as=(),
        group=report_id,
    )
    return ListedReport(result, report, time, time)


def listing(reports: Iterable[ListedReport], request: SearchRequest | None = None) -> Listing:
    """A listing of these."""
    made = list(reports)
    asked = request or SearchRequest(q="年报")
    return Listing(
        request=asked,
        canonical_url=canonical_path(asked),
        generation="g000007",
        built=dt.datetime(2026, 1, 1, tzinfo=CHINA_TIME),
        notices=(),
        total_reports=len(made),
        total_occurrences=len(made),
        reports=iter(made),
    )


LISTED = st.lists(
    st.tuples(st.tuples(TEXTS, TEXTS, TEXTS), st.none() | st.dates(), st.none() | st.integers(2000, 2030)), max_size=4
).map(lambda rows: [listed(number, *row) for number, row in enumerate(rows, 1)])
