"""The routes of files: all results of a search, of a named link or of a short link, and their feeds."""

from __future__ import annotations

import sys
import threading
from contextlib import ExitStack
from http import HTTPStatus
from itertools import chain, islice
from typing import TYPE_CHECKING
from urllib.parse import quote

import flask
from flask import Response
from werkzeug.exceptions import ServiceUnavailable

from indexer.errors import IndexerError
from indexer.export import FORMATS, export
from indexer.links import request_of
from indexer.model import today_in_china
from webapp.caching import conditional
from webapp.feed import MEDIA_TYPE, MOST_ENTRIES, feed_of
from webapp.incoming import refuse_misread, unambiguous_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask

    from indexer.export import Format
    from indexer.links import NamedLink
    from indexer.model import Listing, SearchRequest
    from indexer.search import Searcher
    from webapp.links import SavedLinks
    from webapp.site import Site

__all__ = ["Exports"]

_BOM = "bom"
"""Parameter of CSV: whether a byte order mark comes first, as spreadsheets ask for."""

_MADE_FIRST = 3  # the mark or bracket that a file begins with, its head and a report
_SLOT_WAIT_S = 1
"""Seconds that another export waits for a slot; most files are sent in less."""


class _Streamed(Response):
    """A response whose body is made while it is sent, and never gathered to be measured."""

    implicit_sequence_conversion = False
    automatically_set_content_length = False


class Exports:
    """Files of results.

    Args:
        searcher: Gives the results.
        links: Knows the searches of saved links.
        site: Knows the address to write into files.
        at_once: Files sent at the same time; 0 is no limit.
    """

    def __init__(self, searcher: Searcher, links: SavedLinks, site: Site, at_once: int) -> None:
        self._searcher = searcher
        self._links = links
        self._site = site
        self._slots = threading.BoundedSemaphore(at_once or sys.maxsize)

    def register(self, app: Flask) -> None:
        """Add the routes: `/search.csv`, `/v/<name>.csv`, `/l/<name>.csv` and so on for each format."""
        endings = ",".join(FORMATS)
        app.add_url_rule(f"/search.<any({endings}):ending>", "export", self.search)
        app.add_url_rule(f"/v/<name>.<any({endings}):ending>", "export_named", self.named)
        app.add_url_rule(f"/l/<name>.<any({endings}):ending>", "export_short", self.short)
        app.add_url_rule("/search.atom", "feed", self.search_feed)
        app.add_url_rule("/v/<name>.atom", "feed_named", self.named_feed)
        app.add_url_rule("/l/<name>.atom", "feed_short", self.short_feed)

    def search(self, ending: str) -> Response:
        """All results of the search in the URL, whatever its page and size.

        Raises:
            InvalidRequest: A region name means several places, or something else in the URL was not read as meant and
                the file has no place to say so.
        """
        form = FORMATS[ending]
        parsed = unambiguous_request(flask.request, ignoring={_BOM} if ending == "csv" else ())
        if not form.has_notices:
            refuse_misread(parsed)
        return self._file(self._searcher.all_results(parsed.request, parsed.notices), form)

    def named(self, name: str, ending: str) -> Response:
        """All results of a named link."""
        return self._file(self._searcher.all_results(request_of(self._links.named_link(name))), FORMATS[ending])

    def short(self, name: str, ending: str) -> Response:
        """All results of a short link."""
        return self._file(self._searcher.all_results(request_of(self._links.short_link(name))), FORMATS[ending])

    def search_feed(self) -> Response:
        """The results of the search in the URL that changed last.

        Raises:
            InvalidRequest: As `search`; a feed has no place to say so.
        """
        parsed = unambiguous_request(flask.request)
        refuse_misread(parsed)
        return self._feed(parsed.request)

    def named_feed(self, name: str) -> Response:
        """The same of a named link."""
        link = self._links.named_link(name)
        return self._feed(request_of(link), link)

    def short_feed(self, name: str) -> Response:
        """The same of a short link."""
        return self._feed(request_of(self._links.short_link(name)))

    def _file(self, listing: Listing, form: Format) -> Response:
        today = today_in_china()
        bom = form.name == "csv" and flask.request.args.get(_BOM) == "1"
        base_url = self._site.base_url
        slot = ExitStack()  # given back at the end of the body, or when the client goes away
        pieces = export(listing, form, base_url, today, bom=bom)
        response = _Streamed(_while_sent(pieces, slot))
        response.call_on_close(slot.close)
        response.headers["Content-Type"] = form.media_type
        response.headers["Content-Disposition"] = _disposition(listing, form)
        conditional(response, listing.generation, base_url, today.isoformat())
        if response.status_code == HTTPStatus.OK and flask.request.method != "HEAD":
            if not self._slots.acquire(timeout=_SLOT_WAIT_S):
                raise ServiceUnavailable
            slot.callback(self._slots.release)
            response.response = _while_sent(_started(pieces, slot), slot)
        return response

    def _feed(self, request: SearchRequest, link: NamedLink | None = None) -> Response:
        listing = self._searcher.latest(request, MOST_ENTRIES)
        base_url = self._site.base_url
        path = flask.request.full_path.rstrip("?")
        feed = feed_of(listing, link, base_url, base_url + path)
        response = Response(feed.xml, content_type=MEDIA_TYPE)
        response.last_modified = feed.updated
        return conditional(response, listing.generation, base_url, repr(link))


def _started(pieces: Iterator[bytes], slot: ExitStack) -> Iterator[bytes]:
    """The pieces, the first ones made already: what fails there can still be answered like any other failure."""
    try:
        first = list(islice(pieces, _MADE_FIRST))
    except IndexerError:
        slot.close()
        raise
    return chain(first, pieces)


def _while_sent(pieces: Iterable[bytes], slot: ExitStack) -> Iterator[bytes]:
    """The pieces; with the last one the slot is given back."""
    with slot:
        yield from pieces


def _disposition(listing: Listing, form: Format) -> str:
    """Saved under the query's own words and the generation; browsers that know no UTF-8 names take the plain one."""
    words = "".join(character if character.isalnum() else "-" for character in listing.request.q)[:40].strip("-")
    plain = f"nianbao-{listing.generation}.{form.name}"
    full = "-".join(filter(None, ("年报", words, listing.generation)))
    return f"attachment; filename={plain}; filename*=UTF-8''{quote(full, safe='')}.{form.name}"
