"""The headers that every response carries, whatever it is."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

__all__ = ["SECURITY_HEADERS", "add_security_headers", "open_to_other_sites"]

_CONTENT_SECURITY_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)

SECURITY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": "; ".join(_CONTENT_SECURITY_POLICY),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    }
)


def add_security_headers(response: Response) -> Response:
    """Set them on a response; the last thing that happens to it. A policy that is stricter already stays."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


_READ_BY_PROGRAMS = frozenset(
    {
        *("api_search", "api_report", "openapi", "suggest"),
        *("export", "export_named", "export_short", "feed", "feed_named", "feed_short"),
    }
)
"""Routes whose answers hold nothing but what the reports hold."""


def open_to_other_sites(response: Response) -> Response:
    """Let pages of other sites read what is made for programs (CORS); without credentials, which we have none of."""
    if request.method in {"GET", "HEAD"} and request.endpoint in _READ_BY_PROGRAMS:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response
