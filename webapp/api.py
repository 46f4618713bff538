"""The search for machines: the parameters of the results page, the answer as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask
from flask import Response

from indexer.errors import InvalidRequest
from indexer.model import to_json
from indexer.query import SYNTAX_CODES
from webapp.caching import conditional, entity_tag
from webapp.incoming import asked, decided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

    from indexer.model import Notice
    from indexer.search import Searcher
    from webapp.links import SavedLinks

__all__ = ["Api"]


class Api:
    """Version 1 of the API.

    Args:
        searcher: Answers the requests.
        links: Tells the short link of a search.
        build: Changes with the program; part of every entity tag.
    """

    def __init__(self, searcher: Searcher, links: SavedLinks, build: str) -> None:
        self._searcher = searcher
        self._links = links
        self._build = build

    def register(self, app: Flask) -> None:
        """Add the routes."""
        app.add_url_rule("/api/v1/search", "api_search", self.search)

    def search(self) -> Response:
        """Give the `SearchResponse` of a request as JSON.

        Raises:
            InvalidRequest: The query text has a fault, or a region name means several places.
        """
        parsed = asked(flask.request)
        decided(parsed)
        answer = self._links.with_short_link(self._searcher.search(parsed.request, parsed.notices))
        _well_formed(answer.notices)
        response = Response(to_json(answer), mimetype="application/json")
        return conditional(
            response, entity_tag(self._build, answer.generation, flask.request.full_path, str(answer.short_url))
        )


def _well_formed(notices: Iterable[Notice]) -> None:
    for notice in notices:
        if notice.code in SYNTAX_CODES:
            raise InvalidRequest(notice.code, notice.text, "请改正检索词，写法见 /help", notice.column)
