"""The citation of one report: GB/T 7714-2015 and BibTeX.

GB/T 7714-2015 sets a report that is read online as ``责任者. 题名[R/OL]. (发布日期)[引用日期]. 网址``.
What is not known is left out, as the standard allows for an author who is not known.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from indexer.export.plain import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from indexer.model import Report

__all__ = ["bibtex", "citation"]

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_.:-]+")

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


def citation(report: Report, url: str, accessed: dt.date) -> str:
    """Cite a report as GB/T 7714-2015 does.

    Args:
        report: The report.
        url: Where it can be read.
        accessed: Day on which it was.
    """
    body, published = report.body.value, report.published.value
    author = f"{one_line(body.name)}. " if body else ""
    day = f"({published.isoformat()})" if published else ""
    return f"{author}{one_line(report.title)}[R/OL]. {day}[{accessed.isoformat()}]. {url}"


def bibtex(report: Report, url: str, accessed: dt.date, generation: str) -> str:
    """Make the BibTeX entry of a report.

    Args:
        report: The report.
        url: Where it can be read.
        accessed: Day on which it was.
        generation: Name of the index generation it was found in.
    """
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(report, url, accessed, generation))
    return f"@{'techreport' if report.body.value else 'misc'}{{{_key(report)},\n{fields}}}\n"


def _fields(report: Report, url: str, accessed: dt.date, generation: str) -> Iterator[tuple[str, str]]:
    body, published, year = report.body.value, report.published.value, report.year.value
    if body:
        # braces of their own: the name of an office is not a person's, to be taken apart and abbreviated
        yield "author", f"{{{_tex(body.name)}}}"
        yield "institution", _tex(body.name)
    yield "title", f"{{{_tex(report.title)}}}"
    yield "type", "政府信息公开工作年度报告"
    if published:
        yield "year", f"{published.year:04}"
        yield "month", str(published.month)
        yield "date", published.isoformat()
    yield "url", url
    yield "urldate", accessed.isoformat()
    covered = f"报告年度 {year}；" if year else ""
    yield "note", f"{covered}SHA-256 {report.sha256}；索引代次 {_tex(generation)}"
    yield "langid", "chinese"


def _key(report: Report) -> str:
    """The report's id where BibTeX can read it, else a name made of its hash: ids are unique, files need not be."""
    if _PLAIN_KEY.fullmatch(report.id):
        return report.id
    return f"report-{hashlib.sha256(report.id.encode()).hexdigest()[:16]}"


def _tex(text: str) -> str:
    return one_line(text).translate(_TEX)
