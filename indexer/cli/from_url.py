"""The search that an address asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import click

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["pairs_of_url"]

_SEARCH = re.compile(r"(?:.*/)?(?:search(?:\.\w+)?|facet/\w+|doc/[^/]+(?:/s/\w+)?|report/[^/]+)")
"""Paths whose query string is a search: results, exports, lists of values, reports; below any prefix."""

_SAVED = re.compile(r"(?:.*/)?[lv]/(?P<name>[^/.]+)(?:\.\w+)?")
"""Paths of saved links, and of the files and feeds of these."""


def pairs_of_url(url: str, settings: Settings) -> list[tuple[str, str]]:
    """The parameters of the search that an address asks for.

    Args:
        url: Address of a page, an export or the API with a search, or of a saved link; with or without a host.
        settings: Where saved links are kept.

    Raises:
        BadParameter: It is no address of a search.
        UnknownLink: Nobody saved this link here.
    """
    parts = urlsplit(url)
    if saved := _SAVED.fullmatch(parts.path):
        from indexer.cli.link_file import link_called, link_store  # noqa: PLC0415 - few addresses need it

        return parse_qsl(link_called(link_store(settings), saved["name"]).query, keep_blank_values=True)
    if _SEARCH.fullmatch(parts.path) or (parts.query and not parts.path):
        return parse_qsl(parts.query, keep_blank_values=True)
    raise click.BadParameter(f"{url!r} is no link to a search; give one such as /search?q=… or /l/… of a saved one")
