"""From a request to URLs. The grammar is frozen as version 1: a URL that once worked works for ever."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from indexer.model import UNKNOWN, Mode, SearchRequest, SearchScope
from indexer.query.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["canonical_path", "canonical_query", "report_path", "request_pairs", "short_hash"]

_SHORT_LENGTH = 10  # base32 characters, 50 bits: among a thousand links any two clash with a chance of 4·10⁻¹⁰
_DEFAULT = SearchRequest()


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
        extra: Parameters nobody knows, kept at the end in their order.
    """
    return "&".join(f"{_encoded(key)}={_encoded(value)}" for key, value in [*request_pairs(request), *extra])


def canonical_path(request: SearchRequest, extra: Iterable[tuple[str, str]] = ()) -> str:
    """Path and query of the results page."""
    query = canonical_query(request, extra)
    return f"/search?{query}" if query else "/search"


def report_path(request: SearchRequest, report_id: str, hit: int = 0) -> str:
    """Path, query and fragment of the report page under a request.

    The whole search goes along but for page and size, so that the way back to it needs no memory of the server's.

    Args:
        request: The search that the report was found by.
        report_id: Id of the report.
        hit: Number of a hit to go to, from 1; 0 for the top of the page.
    """
    query = canonical_query(replace(request, page=_DEFAULT.page, size=_DEFAULT.size))
    return f"/doc/{_encoded(report_id)}{f'?{query}' if query else ''}{f'#hit-{hit}' if hit else ''}"


def short_hash(request: SearchRequest) -> str:
    """Name of the short link of a search, the same everywhere: the start of the base32 SHA-256 of its query string.

    Page and size are left out, so that every page of a search has the same short link.
    """
    query = canonical_query(replace(request, page=_DEFAULT.page, size=_DEFAULT.size))
    digest = hashlib.sha256(query.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:_SHORT_LENGTH]


def _encoded(text: str) -> str:
    """Percent-encode UTF-8; only unreserved characters stay plain (and ``..`` of a range is made of them)."""
    return quote(text, safe="", errors="replace")
