"""The search for machines: the parameters of the results page, the answer as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import flask
from flask import Response

from indexer.errors import InvalidRequest, ReportMoved
from indexer.model import to_json
from indexer.query import SYNTAX_CODES, canonical_query
from webapp.caching import conditional
from webapp.incoming import unambiguous_request
from webapp.openapi import openapi
from webapp.site import moved_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

    from indexer.model import Notice
    from indexer.search import Searcher
    from webapp.links import SavedLinks
    from webapp.site import Site

__all__ = ["Api"]


class Api:
    """Version 1 of the API.

    Args:
        searcher: Answers the requests.
        links: Tells the short link of a search.
        site: Tells the address of the pages.
    """

    def __init__(self, searcher: Searcher, links: SavedLinks, site: Site) -> None:
        self._searcher = searcher
        self._site = site
        self._links = links

    def register(self, app: Flask) -> None:
        """Add the routes."""
        app.add_url_rule("/api/v1/search", "api_search", self.search)
        app.add_url_rule("/api/v1/report/<report_id>", "api_report", self.report)
        app.add_url_rule("/openapi.json", "openapi", self.description)

    def search(self) -> Response:
        """Give the `SearchResponse` of a request as JSON.

        Raises:
            InvalidRequest: The query text has a fault, or a region name means several places.
        """
        parsed = unambiguous_request(flask.request)
        answer = self._links.with_short_link(self._searcher.search(parsed.request, parsed.notices))
        _refuse_faults(answer.notices)
        response = Response(to_json(answer), mimetype="application/json")
        return conditional(response, answer.generation, str(answer.short_url))

    def report(self, report_id: str) -> Response:
        """Give the `ReportView` of a report under a query as JSON.

        Raises:
            InvalidRequest: As `search`.
            UnknownReport: There is none of this id.
        """
        parsed = unambiguous_request(flask.request)
        try:
            view = self._searcher.report(report_id, parsed.request)
        except ReportMoved as moved:
            query = canonical_query(parsed.request)
            return moved_to(f"/api/v1/report/{quote(moved.target, safe='')}{f'?{query}' if query else ''}")
        response = Response(to_json(view), mimetype="application/json")
        return conditional(response, view.generation)

    def description(self) -> Response:
        """Describe the API as OpenAPI 3.1."""
        response = Response(to_json(openapi(self._site.base_url)), mimetype="application/json")
        return conditional(response, self._site.base_url)


def _refuse_faults(notices: Iterable[Notice]) -> None:
    """Refuse a query text with a fault: a page shows a notice, but a program would miss it."""
    for notice in notices:
        if notice.code in SYNTAX_CODES:
            raise InvalidRequest(notice.code, notice.text, "请改正检索词，写法见 /help", notice.column)
