"""Conditional GET: a page changes only with the index generation, its URL and the program."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Response

__all__ = ["conditional", "entity_tag"]


def entity_tag(*parts: str) -> str:
    """Make the text of an entity tag from everything that the response depends on."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def conditional(response: Response, tag: str) -> Response:
    """Give a response its tag, and turn it into 304 when the client has it already.

    The tag is weak because a page tells how many milliseconds it took.
    """
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(tag, weak=True)
    response.make_conditional(request.environ)
    return response
