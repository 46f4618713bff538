"""Suggestions while a person types: in the search box of the pages and in that of a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask
from flask import Response

from indexer.model import SUGGESTIONS, to_json
from webapp.caching import conditional
from webapp.incoming import parsed_request

if TYPE_CHECKING:
    from flask import Flask

    from indexer.search import Searcher

__all__ = ["Suggestions"]

_GOOD_FOR_S = 300
"""Seconds a browser may show a suggestion again without asking: as long as a person goes on typing."""


class Suggestions:
    """The route ``/suggest``.

    Args:
        searcher: Suggests.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def register(self, app: Flask) -> None:
        """Add the route."""
        app.add_url_rule("/suggest", "suggest", self.suggest)

    def suggest(self) -> Response:
        """Give suggestions in the form of OpenSearch Suggestions 1.1: what was typed, texts, notes, addresses.

        Raises:
            InvalidRequest: The query breaks a limit, or is not UTF-8.
        """
        typed = parsed_request(flask.request).request.q
        found = self._searcher.suggest(typed, SUGGESTIONS)
        body = to_json(
            (
                typed,
                [suggestion.text for suggestion in found],
                [f"{suggestion.count} 份" for suggestion in found],
                [flask.request.script_root + suggestion.url for suggestion in found],
            )
        )
        response = conditional(Response(body, mimetype="application/x-suggestions+json"), body.decode())
        response.headers["Cache-Control"] = f"max-age={_GOOD_FOR_S}"
        return response
