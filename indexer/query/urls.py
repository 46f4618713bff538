"""From a request to URLs. The grammar is frozen as version 1: a URL that once worked works for ever."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from indexer.model import UNKNOWN, Mode, SearchRequest, SearchScope
from indexer.query.canonical import canonical
from indexer.query.shape import WHOLE, shape_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.model import FacetName
    from indexer.query.shape import ReportShape

__all__ = [
    "SHORT_LENGTH",
    "RegionLinks",
    "ReportLinks",
    "YearLinks",
    "canonical_path",
    "canonical_query",
    "facet_path",
    "hash_of_query",
    "report_path",
    "request_pairs",
    "saved_query",
    "short_hash",
    "to_hit",
]

SHORT_LENGTH = 10
"""Base32 characters of a short link, 50 bits: among a thousand links any two clash with a chance of 4·10⁻¹⁰."""

_DEFAULT = SearchRequest()

# Each stands once in a path that was made with it, since an equals sign inside of a value is percent-encoded; but that
# of a region may stand behind a minus as well.
_ANY_YEAR = f"year={UNKNOWN}"
_ANY_REGION = f"region={UNKNOWN}"


def request_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters of a request in canonical order, defaults left out."""
    return list(_pairs(canonical(request)))


def _pairs(request: SearchRequest) -> Iterator[tuple[str, str]]:
    if request.q:
        yield "q", request.q
    if request.scope is not SearchScope.REPORT:
        yield "scope", request.scope.value
    if request.mode is not Mode.ALL:
        yield "mode", request.mode.value
    yield from (("region", code) for code in request.regions)
    yield from (("-region", code) for code in request.not_regions)
    yield from (("year", str(span)) for span in request.years)
    if request.unknown_year:
        yield "year", UNKNOWN
    yield from (("year", value) for value in request.unreadable_years)
    yield from (("section", slug) for slug in request.sections)
    yield from (("docnum", number) for number in request.docnums)
    if request.sort is not None:
        yield "sort", request.sort.value
    if request.page != _DEFAULT.page:
        yield "page", str(request.page)
    if request.size != _DEFAULT.size:
        yield "size", str(request.size)


def canonical_query(request: SearchRequest, extra: Iterable[tuple[str, str]] = ()) -> str:
    """The query string of a request, without the question mark.

    Args:
        request: Any request; it is brought to canonical form first.
        extra: Unknown parameters, kept at the end in their order.
    """
    return "&".join(f"{_encoded(key)}={_encoded(value)}" for key, value in [*request_pairs(request), *extra])


def canonical_path(request: SearchRequest, extra: Iterable[tuple[str, str]] = ()) -> str:
    """Path and query of the results page."""
    query = canonical_query(request, extra)
    return f"/search?{query}" if query else "/search"


def facet_path(request: SearchRequest, facet: FacetName, find: str = "") -> str:
    """Path and query of the page that lists the values of a facet under a request.

    Args:
        request: The search that the values are counted in.
        facet: The facet.
        find: Text that the names of the values must hold; empty for all values.
    """
    query = canonical_query(request.on_page(1), [("find", find)] if find else [])
    return f"/facet/{facet}{f'?{query}' if query else ''}"


def report_path(request: SearchRequest, report_id: str, shape: ReportShape = WHOLE) -> str:
    """Path and query of the report page under a request.

    The URL keeps the whole search except page and size, so that the server need not remember the way back to it.

    Args:
        request: The search that the report was found by.
        report_id: Id of the report.
        shape: What of the report is shown.
    """
    return ReportLinks(request, shape).to(report_id)


class ReportLinks:
    """Makes the paths of many report pages under one request; see `report_path`.

    Args:
        request: The search that the reports were found by.
        shape: What of a report is shown.
    """

    def __init__(self, request: SearchRequest, shape: ReportShape = WHOLE) -> None:
        query = canonical_query(replace(request, page=_DEFAULT.page, size=_DEFAULT.size), shape_pairs(shape))
        section = f"/s/{_encoded(shape.section)}" if shape.section else ""
        self._after_id = f"{section}{f'?{query}' if query else ''}"

    def to(self, report_id: str, hit: int = 0) -> str:
        """The path to a report, or to one of its hits, from 1."""
        return to_hit(f"/doc/{_encoded(report_id)}{self._after_id}", hit)


def to_hit(path: str, hit: int) -> str:
    """The path to one of the hits of a report, from 1, given that to its page; 0 for the top of the page."""
    return f"{path}#hit-{hit}" if hit else path


class YearLinks:
    """Makes the paths of one search narrowed to a single year each, in place of the years that it asks for.

    Args:
        before: What stands before the year in each path.
        after: What stands behind it.
    """

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = before, after

    @classmethod
    def of(cls, request: SearchRequest) -> YearLinks:
        """Those of a search, which goes back to its first page."""
        pattern = canonical_path(replace(request.without_years(), unknown_year=True, page=_DEFAULT.page))
        return cls(*pattern.split(_ANY_YEAR))

    def to(self, year: str) -> str:
        """The path to the results of a year such as ``2015``, or of ``unknown``."""
        return f"{self._before}year={year}{self._after}"


class RegionLinks:
    """Makes the paths of one search narrowed to some regions each, in place of those that it asks for.

    Args:
        request: The search; it goes back to its first page.
    """

    def __init__(self, request: SearchRequest) -> None:
        narrowed = replace(request, regions=(UNKNOWN,), page=_DEFAULT.page)
        of_year = canonical_path(replace(narrowed.without_years(), unknown_year=True))
        # at the first place: excluded regions, among which the same value may stand, come behind
        self._before, self._after = canonical_path(narrowed).split(_ANY_REGION, 1)
        self._around_year = of_year.split(_ANY_REGION, 1)[1].split(_ANY_YEAR)

    def to(self, regions: Iterable[str]) -> str:
        """The path to the results of regions, ascending, none of which lies in another one."""
        return f"{self._narrowed(regions)}{self._after}"

    def years(self, regions: Iterable[str]) -> YearLinks:
        """The paths to the results of such regions in a single year each."""
        between, after = self._around_year
        return YearLinks(f"{self._narrowed(regions)}{between}", after)

    def _narrowed(self, regions: Iterable[str]) -> str:
        return self._before + "&".join([f"region={_encoded(value)}" for value in regions])


def saved_query(request: SearchRequest) -> str:
    """What a saved link keeps of a request: its canonical query string without page and size."""
    return canonical_query(replace(request, page=_DEFAULT.page, size=_DEFAULT.size))


def short_hash(request: SearchRequest) -> str:
    """Name of the short link of a search, the same everywhere: the start of the base32 SHA-256 of its query string.

    Page and size are left out, so that every page of a search has the same short link.
    """
    return hash_of_query(saved_query(request))[:SHORT_LENGTH]


def hash_of_query(query: str) -> str:
    """All 52 characters of the lower-case base32 SHA-256 of a query string."""
    return base64.b32encode(hashlib.sha256(query.encode()).digest()).decode().lower().rstrip("=")


def _encoded(text: str) -> str:
    """Percent-encode UTF-8; only unreserved characters stay plain (and ``..`` of a range is made of them)."""
    return quote(text, safe="", errors="replace")
