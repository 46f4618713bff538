"""What a request asks for: its query string, decoded strictly and read by `indexer.query`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from werkzeug.exceptions import RequestURITooLarge

from indexer.errors import IndexerError, InvalidRequest
from indexer.query import (
    ParsedRequest,
    ReportShape,
    clean_text,
    request_from_pairs,
    request_pairs,
    shape_from_pairs,
)
from webapp.views.frame import SearchBox
from webapp.views.search import search_box

if TYPE_CHECKING:
    from collections.abc import Container

    from flask import Request

__all__ = [
    "FIND",
    "MAX_URL_LENGTH",
    "box_as_read",
    "box_as_typed",
    "canonical_redirect",
    "check_length",
    "day_of",
    "find_text",
    "parsed_report_request",
    "parsed_request",
    "refuse_misread",
    "unambiguous_request",
]

FIND = "find"
"""Key of the input that narrows a list of regions; it stands in the form that asks for results, too."""

_MAX_FIND = 64
"""Characters of it; the longest name of a region has 15."""

MAX_URL_LENGTH = 8192
"""Bytes of path and query: a query of 500 characters takes up to 6,000 when percent-encoded, every filter about 15."""


def check_length(request: Request) -> None:
    """Refuse a URL that no page of ours makes.

    Raises:
        RequestURITooLarge: It is too long.
    """
    if len(request.path.encode()) + len(request.query_string) > MAX_URL_LENGTH:
        raise RequestURITooLarge


def parsed_request(request: Request, *, ignoring: Container[str] = ()) -> ParsedRequest:
    """Read the query string.

    Args:
        request: The request.
        ignoring: Keys that are the route's own and no part of the search.

    Raises:
        InvalidRequest: It breaks a limit, or is not UTF-8.
    """
    return request_from_pairs((key, value) for key, value in _pairs(request.query_string) if key not in ignoring)


def unambiguous_request(request: Request, *, ignoring: Container[str] = ()) -> ParsedRequest:
    """Read the query string for a program or a file, where nobody can be asked which of several regions is meant.

    Args:
        request: The request.
        ignoring: As for `parsed_request`.

    Raises:
        InvalidRequest: It breaks a limit, is not UTF-8, or names a region that means several places; these are named
            with their codes.
    """
    parsed = parsed_request(request, ignoring=ignoring)
    for choice in parsed.choices:
        paths = ("›".join(place.name for place in path) + f" {path[-1].code}" for path in choice.candidates)
        raise InvalidRequest("ambiguous_region", f"有几个地区叫“{choice.name}”", f"请改用代码：{'、'.join(paths)}")
    return parsed


def parsed_report_request(request: Request, section: str) -> tuple[ParsedRequest, ReportShape]:
    """Read the query string of a report page: the search, and what of the report is shown.

    Raises:
        InvalidRequest: It breaks a limit, or is not UTF-8.
    """
    shape, pairs = shape_from_pairs(_pairs(request.query_string), section)
    return request_from_pairs(pairs), shape


def _pairs(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise InvalidRequest("bad_encoding", "网址不是 UTF-8 编码", "请重新输入检索词") from None


def refuse_misread(parsed: ParsedRequest) -> None:
    """Refuse a request that was not read as meant, where the answer has no place to say so but the URL of its search.

    Raises:
        InvalidRequest: That URL does not say it either, as it leaves out an unknown key.
    """
    told = request_from_pairs(request_pairs(parsed.request)).notices
    for notice in parsed.notices:
        if notice not in told:
            raise InvalidRequest(notice.code, notice.text, "请改正网址；这种文件没有地方说明")


def day_of(text: str) -> dt.date | None:
    """Read a day, such as 2026-01-31; None when nothing stands there.

    Raises:
        InvalidRequest: Something else stands there.
    """
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidRequest("day_invalid", f"“{text:.40}”不是日期", "请写成 2026-01-31 这样") from None


def find_text(request: Request) -> str:
    """Text that the names of regions in a list must hold.

    Raises:
        InvalidRequest: It is longer than any name.
    """
    find = clean_text(request.args.get(FIND, ""))
    if len(find) > _MAX_FIND:
        raise InvalidRequest("find_too_long", f"地区名称最多 {_MAX_FIND} 个字", "请缩短要查找的名称")
    return find


def canonical_redirect(request: Request, parsed: ParsedRequest, canonical: str) -> str | None:
    """Say where a page's request must be sent to have the page's one URL; None when it may stay.

    A request that was not read as meant stays where it is if the canonical URL could no longer tell so: the person sees
    the notice instead of losing what was typed.

    Args:
        request: The request.
        parsed: How it was read.
        canonical: Path and query of the same page in canonical form.
    """
    query = canonical.partition("?")[2].encode()
    _, pairs = shape_from_pairs((key, value) for key, value in _pairs(query) if key != FIND)
    if query == request.query_string or request_from_pairs(pairs).notices != parsed.notices:
        return None
    return canonical


def box_as_read(request: Request) -> SearchBox:
    """What the search box holds on a page that could not be made: as much of the request as can be read."""
    try:
        return search_box(parsed_request(request).request)
    except IndexerError:
        return box_as_typed(request)


def box_as_typed(request: Request) -> SearchBox:
    """The search box with the query alone, as it was typed."""
    return SearchBox(request.args.get("q", ""))
