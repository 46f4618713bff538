"""Routes for machines that watch the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from indexer.model import to_json

if TYPE_CHECKING:
    from flask import Flask

    from indexer.search import Searcher

__all__ = ["Probes"]


class Probes:
    """Health checks.

    Args:
        searcher: Asked whether there is an index.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def register(self, app: Flask) -> None:
        """Add the routes."""
        app.add_url_rule("/healthz", "healthz", self.healthz)
        app.add_url_rule("/readyz", "readyz", self.readyz)

    def healthz(self) -> Response:
        """Say that the process is alive; it does not ask the index."""
        return _uncached(Response("ok\n", mimetype="text/plain"))

    def readyz(self) -> Response:
        """Say that there is an index to answer from.

        Raises:
            IndexStoreError: There is none; the answer is then 503.
        """
        summary = self._searcher.summary()
        body = to_json({"status": "ready", "generation": summary.generation, "reports": summary.reports})
        return _uncached(Response(body, mimetype="application/json"))


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
