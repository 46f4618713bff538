"""Where the pages are: below which path, and under which address people outside know them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import flask
from flask import Response
from jinja2 import pass_context
from jinja2.ext import Extension

if TYPE_CHECKING:
    from flask import Flask
    from jinja2.runtime import Context

__all__ = ["Site", "local", "moved_to"]

_LINKS = re.compile(r'(?<=[ \n])((?:data-[a-z-]+-)?(?:href|src|action|formaction|url))="([^"]*)"')
"""Attributes of templates that hold the address of something."""

_PRINTED = re.compile(r"\{\{ *([^{}]*?) *\}\}")


class Site:
    """The address of the pages.

    Args:
        public_url: Address under which they are known outside; empty takes what each request says.
    """

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    @property
    def base_url(self) -> str:
        """What stands before a path to make it a URL that works outside of a page; no slash at its end."""
        return self._public_url or flask.request.host_url.rstrip("/") + flask.request.script_root

    @property
    def origins(self) -> frozenset[str]:
        """Scheme, host and port of our own pages, as browsers name them."""
        own = {flask.request.host_url.rstrip("/"), "/".join(self._public_url.split("/", 3)[:3])}
        return frozenset(own - {"", "http:", "https:"})

    def register(self, app: Flask) -> None:
        """Make every address in templates stand below the path at which the pages are mounted."""
        app.jinja_env.add_extension(_LocalLinks)
        app.jinja_env.filters["local"] = _local


def local(path: str) -> str:
    """An address below the path at which the pages are mounted; fragments and whole URLs stay as they are."""
    return flask.request.script_root + path if path.startswith("/") else path


@pass_context  # or the path of the first request would be compiled into the template
def _local(_context: Context, path: str) -> str:
    return local(path)


def moved_to(path: str) -> Response:
    """Redirect for good: the canonical form of a URL never changes within one version of the grammar."""
    response = Response(status=301)
    response.headers["Location"] = local(path)
    response.headers["Cache-Control"] = "no-cache"
    return response


class _LocalLinks(Extension):
    """Sends every address that a template prints through `local`, so that no template can forget it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return _LINKS.sub(_localised, source)


def _localised(match: re.Match[str]) -> str:
    attribute, value = match.groups()
    if value.startswith("/"):
        first, mark, rest = value.partition("{{")
        return f"{attribute}=\"{{{{ '{first}'|local }}}}{mark}{rest}\""
    return f'{attribute}="{_PRINTED.sub(_filtered, value, count=1) if value.startswith("{{") else value}"'


def _filtered(match: re.Match[str]) -> str:
    return f"{{{{ ({match[1]})|local }}}}"
