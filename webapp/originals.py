"""The file that a report was made of, as it was published."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response

from indexer.errors import ReportMoved
from indexer.model import SearchRequest
from indexer.query import report_path
from webapp.caching import conditional
from webapp.security import SECURITY_HEADERS
from webapp.site import moved_to

if TYPE_CHECKING:
    from flask import Flask

    from indexer.search import Searcher

__all__ = ["Originals"]

_SANDBOXED = f"{SECURITY_HEADERS['Content-Security-Policy']}; sandbox"
"""Policy for bytes from outside: should a browser open them all the same, nothing in them runs."""


class Originals:
    """Original files.

    Args:
        searcher: Gives them.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def register(self, app: Flask) -> None:
        """Add the route."""
        app.add_url_rule("/doc/<report_id>/raw", "raw", self.raw)

    def raw(self, report_id: str) -> Response:
        """Give a file to be saved, never as a page of ours.

        Raises:
            UnknownReport: There is none of this id.
            IndexStoreError: The bytes were not kept.
        """
        try:
            original = self._searcher.original(report_id)
        except ReportMoved as moved:
            return moved_to(f"{report_path(SearchRequest(), moved.target)}/raw")
        response = Response(original.data, content_type=original.media_type)
        name = quote(original.file_name, safe="")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        response.headers["Content-Security-Policy"] = _SANDBOXED
        return conditional(response, hashlib.sha256(original.data).hexdigest())
