"""What can be done with a search beside reading its results: keep it, pass it on, take it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.export import FORMATS
from indexer.query import saved_query
from indexer.settings import LinkCreation
from webapp.views.frame import Link

if TYPE_CHECKING:
    from indexer.model import SearchResponse

__all__ = ["Share", "share_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The panel below the results.

    Attributes:
        permalink: Whole URL of this search, for ever.
        short: Whole URL of its short link; empty while there is none.
        can_shorten: Whether a visitor may make one.
        can_name: Whether a visitor may save the search under a name.
        query: What the forms send: the canonical query string.
        exports: All results as files; empty when nothing was found.
        feed: Path of the Atom feed.
    """

    permalink: str
    short: str
    can_shorten: bool
    can_name: bool
    query: str
    exports: tuple[Link, ...]
    feed: str


def share_of(response: SearchResponse, base_url: str, creation: LinkCreation) -> Share:
    """Make the panel of a search."""
    query = saved_query(response.request)
    return Share(
        permalink=f"{base_url}/search{f'?{query}' if query else ''}",
        short=base_url + response.short_url if response.short_url else "",
        can_shorten=creation is not LinkCreation.OFF,
        can_name=creation is LinkCreation.ALL,
        query=query,
        exports=tuple(_exports(query)) if response.total_reports else (),
        feed=_path("atom", query),
    )


def _exports(query: str) -> list[Link]:
    links = [Link(form.label, _path(form.name, query)) for form in FORMATS.values()]
    excel = Link("CSV（Excel）", _path("csv", f"{query}&bom=1" if query else "bom=1"))
    return [links[0], excel, *links[1:]]


def _path(ending: str, query: str) -> str:
    return f"/search.{ending}{f'?{query}' if query else ''}"
