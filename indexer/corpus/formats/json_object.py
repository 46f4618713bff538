"""A report as a JSON object: a line of a JSON Lines file, or a file of its own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from indexer.corpus.formats.base import Content, Extracted, Format, Given, Unreadable
from indexer.corpus.formats.encoding import cleaned, decode, marked
from indexer.corpus.formats.html import HTML
from indexer.corpus.formats.isolation import extract_isolated
from indexer.corpus.formats.lines import with_title
from indexer.corpus.formats.mojibake import mended
from indexer.corpus.formats.plain import PLAIN
from indexer.model import Damage, DamageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["JSON_OBJECT"]

_TEXT = ("text", "content", "body", "正文", "内容", "全文")
_TITLE = ("title", "标题", "题名")
_URL = ("url", "link", "网址", "链接")
_PUBLISHED = ("published", "publish_date", "pub_date", "date", "发布日期", "发布时间")
_YEAR = ("year", "年度", "年份")
"""Names under which collections state a value, in the order in which they are tried."""
_HEADING = ("title", "heading", "标题")

_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
_ADVICE = 'give it a "text"; see README.md, "Reports"'
_WEB = re.compile(r"https?://[^\s\x00-\x1f]{1,2000}", re.IGNORECASE)


def _matches(content: Content) -> bool:
    return content.is_part or _BEGINNING.match(content.data[:1024]) is not None


def _extract(content: Content) -> Extracted:
    decoded = decode(content.data)
    try:
        value = json.loads(decoded.text)
    except (ValueError, RecursionError):
        if content.is_part:
            raise Unreadable("is no JSON", _ADVICE) from None
        return _as_plain_text(content)
    if not isinstance(value, dict):
        raise Unreadable("is JSON, but no object with the text of a report", _ADVICE)
    body = "\n".join(_passages(value))
    if not body.strip():
        raise Unreadable("is a JSON object without a text", _ADVICE)
    page = Content(body.encode("utf-8", "replace"))
    if HTML.matches(page):
        body = extract_isolated(HTML.name, page).text
    given = _given(value)
    text = cleaned(with_title(body, given.title), decoded.encoding).text
    return Extracted(text=text, format="json", encoding=decoded.encoding, given=given, warnings=decoded.warnings)


def _as_plain_text(content: Content) -> Extracted:
    """What only begins like JSON, or is damaged, is still read; nothing of it is lost."""
    plain = PLAIN.extract(content)
    return replace(plain, warnings=(*plain.warnings, Damage(DamageKind.BROKEN_JSON)))


def _passages(value: dict[str, Any]) -> Iterator[str]:
    """The text, or the headings and texts of a list of sections."""
    if text := _first(value, _TEXT):
        yield text
    sections = value.get("sections")
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, dict):
            yield from filter(None, (_first(section, _HEADING), _first(section, _TEXT)))


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str:
    """The first of the named values that is a text or a number; empty without one."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip():
            return marked(str(found))
    return ""


def _given(value: dict[str, Any]) -> Given:
    url = _first(value, _URL).strip()
    return Given(
        rule="json",
        title=" ".join(mended(_first(value, _TITLE)).text.split()),  # mojibake has odd blanks in it
        url=url if _WEB.fullmatch(url) else "",
        published=_first(value, _PUBLISHED).strip(),
        year=_first(value, _YEAR).strip(),
    )


JSON_OBJECT = Format(name="json", matches=_matches, extract=_extract)
