"""Saved links as a TOML file that people read, review and keep under version control.

    [[link]]
    name = "liaoning-requests"
    query = "q=依申请公开&region=210000"
    title = "辽宁省报告中的依申请公开"
    date = 2026-01-01
    min_reports = 2

    [[short]]
    name = "7c4wyrpos5"
    query = "q=依申请公开&region=210000"
    date = 2026-01-01

`note` and `author` may be added to a link. Han characters in a query stand as they are; the form is read back to the
same links.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import msgspec
import tomli_w

from indexer.errors import InvalidRequest
from indexer.links.link import NamedLink, ShortLink, named_link, parsed_query, request_to_save
from indexer.query import SHORT_LENGTH, hash_of_query, saved_query

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["read_toml", "write_toml"]

_ENCODED = re.compile(r"(?:%[89A-F][0-9A-F])+")
"""Percent-encoded bytes of characters outside ASCII."""


class _Link(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    query: str
    title: str
    note: str = ""
    author: str = ""
    date: dt.date | None = None
    min_reports: int = 0


class _Short(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    query: str
    date: dt.date | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    link: list[_Link] = []
    short: list[_Short] = []


def write_toml(named: Iterable[NamedLink], short: Iterable[ShortLink]) -> str:
    """Write links as TOML; links without an entry in a field leave it out."""
    tables = [("link", link) for link in named] + [("short", link) for link in short]
    return "\n".join(f"[[{table}]]\n{tomli_w.dumps(_fields(link), multiline_strings=True)}" for table, link in tables)


def _fields(link: NamedLink | ShortLink) -> dict[str, object]:
    fields = msgspec.structs.asdict(_entry(link)) | {"query": _readable(link.query)}
    # the query of all reports is empty, and says so
    return {name: value for name, value in fields.items() if name == "query" or value not in {"", 0}}


def _entry(link: NamedLink | ShortLink) -> _Link | _Short:
    if isinstance(link, NamedLink):
        return msgspec.convert(link, _Link, from_attributes=True)
    return msgspec.convert(link, _Short, from_attributes=True)


def read_toml(text: str, today: dt.date) -> tuple[list[NamedLink], list[ShortLink]]:
    """Read named and short links.

    Args:
        text: The file.
        today: Date of links that state none.

    Raises:
        InvalidRequest: The text is no TOML, or an entry breaks a rule; the message tells which.
    """
    try:
        content = msgspec.convert(tomllib.loads(text), _File)
    except tomllib.TOMLDecodeError as error:
        raise InvalidRequest("links_file_invalid", f"看不懂这个 TOML 文件（{error}）", "请改正后再试") from None
    except msgspec.ValidationError as error:
        raise InvalidRequest("links_file_invalid", f"文件的内容不合规定（{error}）", "请改正后再试") from None
    named = [_named(entry, today) for entry in content.link]
    return named, [_short(entry, today) for entry in content.short]


def _named(entry: _Link, today: dt.date) -> NamedLink:
    try:
        return named_link(**(msgspec.structs.asdict(entry) | {"date": entry.date or today}))
    except InvalidRequest as error:
        raise InvalidRequest(error.code, f"链接 {entry.name:.70}：{error.message}", error.hint) from None


def _short(entry: _Short, today: dt.date) -> ShortLink:
    """A name is good when it is the hash of the query as it stands: what was canonical once may not be so today."""
    for query in (quote(entry.query, safe="%=&-._~+"), saved_query(request_to_save(entry.query))):
        if len(entry.name) >= SHORT_LENGTH and hash_of_query(query).startswith(entry.name):
            parsed_query(query)
            return ShortLink(name=entry.name, query=query, date=entry.date or today)
    raise InvalidRequest(
        "short_link_invalid",
        f"短链接 {entry.name:.70} 与它的检索不符",
        f"这个检索的短链接是 {hash_of_query(query)[:SHORT_LENGTH]}",
    )


def _readable(query: str) -> str:
    """Decode what people can read; what separates parameters and what is not UTF-8 stays encoded."""
    return _ENCODED.sub(_decoded, query)


def _decoded(match: re.Match[str]) -> str:
    try:
        text = unquote(match[0], errors="strict")
    except UnicodeDecodeError:
        return match[0]
    return text if text.isprintable() else match[0]
