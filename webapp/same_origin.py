"""Posts from our own pages only, without a cookie or a token: browsers say from where a form was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import Forbidden, UnsupportedMediaType

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from flask import Request

__all__ = ["check_same_origin"]

_FORM = "application/x-www-form-urlencoded"


def check_same_origin(request: Request, own: AbstractSet[str]) -> None:
    """Refuse a post that no page of ours sent.

    ``Sec-Fetch-Site`` decides where a browser sends it; over plain HTTP browsers leave it out, and ``Origin`` decides.
    A post with neither comes from no browser that is in use, and is refused too: programs have the command line.

    Args:
        request: The post.
        own: Origins of our own pages.

    Raises:
        Forbidden: It was sent from elsewhere.
        UnsupportedMediaType: It is no form.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if not (site == "same-origin" if site is not None else request.headers.get("Origin") in own):
        raise Forbidden
    if request.mimetype != _FORM:
        raise UnsupportedMediaType
