"""Conditional GET: a page changes only with the index generation, its URL and the program."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import current_app, request

if TYPE_CHECKING:
    from flask import Response

__all__ = ["BUILD", "conditional"]

BUILD = "NIANBAO_BUILD"
"""Key of the application's configuration: a text that changes with the program, its templates and its static files."""


def conditional(response: Response, *parts: str) -> Response:
    """Give a response its entity tag, and turn it into 304 when the client has it already.

    The tag is weak because a page tells how many milliseconds it took.

    Args:
        response: The response.
        parts: What it depends on beside the program and its own URL, such as the generation.
    """
    depends_on = "\0".join((current_app.config[BUILD], request.full_path, *parts))
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(hashlib.sha256(depends_on.encode()).hexdigest()[:32], weak=True)
    response.make_conditional(request.environ)
    return response
