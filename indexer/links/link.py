"""Saved links as values, and the rules that every door holds them to."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import msgspec

from indexer.errors import InvalidRequest
from indexer.query import canonical_path, request_from_pairs, saved_query

if TYPE_CHECKING:
    from indexer.model import SearchRequest
    from indexer.query import ParsedRequest

__all__ = [
    "MAX_AUTHOR",
    "MAX_NOTE",
    "MAX_TITLE",
    "NAME",
    "NamedLink",
    "ShortLink",
    "named_link",
    "parsed_query",
    "request_of",
    "request_to_save",
    "target_of",
]

NAME = re.compile(r"[a-z0-9-]{1,64}")
"""Form of the name of a named link."""

MAX_TITLE = 200  # characters
MAX_NOTE = 2000
MAX_AUTHOR = 100
MAX_MIN_REPORTS = 10**9


class NamedLink(msgspec.Struct, frozen=True, kw_only=True):
    """A search that somebody gave a name.

    Attributes:
        name: As in ``/v/<name>``.
        query: Canonical query string, without page and size.
        title: For a person; never empty.
        note: For a person; may be empty and may have several lines.
        author: Who saved it, in their own words; may be empty.
        date: Day on which it was saved.
        min_reports: Reports that it must find, for `check_links`.
    """

    name: str
    query: str
    title: str
    note: str = ""
    author: str = ""
    date: dt.date
    min_reports: int = 0


class ShortLink(msgspec.Struct, frozen=True, kw_only=True):
    """A search under its own hash.

    Attributes:
        name: As in ``/l/<name>``: the start of the hash of `query`.
        query: The query string that was canonical when the link was made, without page and size.
        date: Day on which it was made.
    """

    name: str
    query: str
    date: dt.date


def named_link(
    *, name: str, query: str, title: str, date: dt.date, note: str = "", author: str = "", min_reports: int = 0
) -> NamedLink:
    """Make a named link of what a person typed.

    Args:
        name: 1 to 64 small letters, digits and hyphens.
        query: A query string, canonical or not.
        title: At least one character.
        date: Day on which it is saved.
        note: May have several lines.
        author: Who saves it.
        min_reports: Reports that it must find.

    Raises:
        InvalidRequest: A value breaks a rule; its code begins with ``link_`` where it is one of these.
    """
    if not NAME.fullmatch(name):
        raise InvalidRequest(
            "link_name_invalid", f"链接名“{name:.70}”不合规定", "请用 1 至 64 个小写字母、数字或连字符"
        )
    if not 0 <= min_reports <= MAX_MIN_REPORTS:
        raise InvalidRequest("link_min_reports_invalid", f"最少份数 {min_reports} 不合规定", "请改用 0 或正整数")
    title = _line("title", title, MAX_TITLE)
    if not title:
        raise InvalidRequest("link_title_missing", "保存的链接没有题名", "请写一个题名")
    return NamedLink(
        name=name,
        query=saved_query(request_to_save(query)),
        title=title,
        note="\n".join(_line("note", line, MAX_NOTE) for line in _within("note", note, MAX_NOTE).splitlines()).strip(),
        author=_line("author", author, MAX_AUTHOR),
        date=date,
        min_reports=min_reports,
    )


def parsed_query(query: str) -> ParsedRequest:
    """Read a query string as the results page does.

    Raises:
        InvalidRequest: It breaks a limit, or is not UTF-8.
    """
    try:
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise InvalidRequest("bad_encoding", "网址不是 UTF-8 编码", "请重新复制链接") from None
    return request_from_pairs(pairs)


def request_to_save(query: str) -> SearchRequest:
    """Read a query string that is to be saved.

    Raises:
        InvalidRequest: It cannot be read as meant, so that the link would not show what its maker saw.
    """
    parsed = parsed_query(query)
    for choice in parsed.choices:
        raise InvalidRequest("ambiguous_region", f"有几个地区叫“{choice.name}”", "请先选定其中一个，再保存")
    for notice in parsed.notices:
        if notice.code in {"unknown_key", "unknown_value"}:
            raise InvalidRequest(notice.code, notice.text, "请先去掉它，再保存")
    return parsed.request


def request_of(link: NamedLink | ShortLink) -> SearchRequest:
    """The search of a link, as today's grammar reads it."""
    return parsed_query(link.query).request


def target_of(link: NamedLink | ShortLink) -> str:
    """Path and query that a link leads to; what today's grammar does not know stays, so that the page can tell so."""
    parsed = parsed_query(link.query)
    return f"/search?{link.query}" if parsed.choices else canonical_path(parsed.request, parsed.extra)


def _within(field: str, text: str, longest: int) -> str:
    if len(text) > longest:
        raise InvalidRequest("link_too_long", f"{_FIELDS[field]}有 {len(text)} 个字，最多 {longest} 个字", "请缩短它")
    return unicodedata.normalize("NFC", text)


def _line(field: str, text: str, longest: int) -> str:
    """One line with its blanks collapsed, without characters that hide or turn round what a page or terminal shows."""
    line = " ".join(_within(field, text, longest).split())
    for character in line:
        if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} or character in _TURNING:
            raise InvalidRequest(
                "link_character_invalid", f"{_FIELDS[field]}含有看不见的字符 U+{ord(character):04X}", "请去掉它"
            )
    return line


_FIELDS = {"title": "题名", "note": "说明", "author": "保存者"}
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
