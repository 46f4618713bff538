"""Searches as Atom feeds (RFC 4287): the reports that came or changed last.

An entry is a report. Its `updated` is the time at which the index first saw the file as it is, so that a rebuild makes
nothing new; its id is a tag URI (RFC 4151) that stays the same for the same report at the same address.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from indexer.query import short_hash
from webapp.views.frame import SITE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.links import NamedLink
    from indexer.model import ListedReport, Listing

__all__ = ["MEDIA_TYPE", "MOST_ENTRIES", "Feed", "feed_of"]

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 50
"""Entries of a feed: enough for a reader that asks once a day; whoever wants all takes an export."""

_ATOM = "http://www.w3.org/2005/Atom"
_SINCE = "2026"  # RFC 4151 asks for a year in which the name belonged to whom it names; our first
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document can hold, even escaped."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        xml: The document.
        updated: When the last of its reports changed, or the index was made where there are none.
    """

    xml: bytes
    updated: dt.datetime


def feed_of(listing: Listing, link: NamedLink | None, base_url: str, own_url: str) -> Feed:
    """Make the feed of a search.

    Args:
        listing: The results that changed last, the last one first.
        link: The named link whose search it is; None where the search has no name.
        base_url: Stands before every path.
        own_url: Where the feed itself is.
    """
    reports = list(listing.reports)
    updated = reports[0].changed if reports else listing.built
    authority = urlsplit(base_url).hostname or "localhost"
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
    name = f"link:{link.name}" if link else f"search:{short_hash(listing.request)}"
    title = link.title if link else listing.request.q or "全部报告"
    _add(feed, "id", f"tag:{authority},{_SINCE}:{name}")
    _add(feed, "title", f"{title} - {SITE_NAME}")
    _add(feed, "updated", _time(updated))
    _add(feed, "subtitle", f"共 {listing.total_reports} 份报告，最近变动的 {len(reports)} 份")
    _add(feed, "link", rel="self", type="application/atom+xml", href=own_url)
    _add(feed, "link", rel="alternate", type="text/html", href=base_url + listing.canonical_url)
    _add(_add(feed, "author"), "name", SITE_NAME)
    _add(feed, "generator", "nianbao")
    for listed in reports:
        _entry(feed, listed, authority, base_url)
    return Feed(ET.tostring(feed, encoding="utf-8", xml_declaration=True), updated)


def _entry(feed: ET.Element, listed: ListedReport, authority: str, base_url: str) -> None:
    report, result = listed.report, listed.result
    entry = _add(feed, "entry")
    _add(entry, "id", f"tag:{authority},{_SINCE}:report:{quote(report.id, safe='')}")
    _add(entry, "title", report.title)
    _add(entry, "updated", _time(listed.changed))
    if report.published.value:
        _add(entry, "published", f"{report.published.value.isoformat()}T00:00:00+08:00")
    _add(entry, "link", rel="alternate", type="text/html", href=base_url + result.url)
    _add(_add(entry, "author"), "name", result.office or "发布机关未知")
    for term in (*(result.region.path if result.region else ()), str(result.year or "")):
        if term:
            _add(entry, "category", term=term)
    _add(entry, "summary", " … ".join(" ".join(passage.text.split()) for passage in result.passages), type="text")


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, _clean(attributes))
    element.text = _NO_XML.sub("\ufffd", text) if text else None
    return element


def _clean(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: _NO_XML.sub("\ufffd", value) for name, value in attributes.items()}


def _time(time: dt.datetime) -> str:
    return time.isoformat(timespec="seconds")
