"""The routes of saved links: where they lead, the list of them, and the forms that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask
from flask import Response, render_template
from werkzeug.exceptions import Forbidden

from indexer.errors import LinkStoreError
from indexer.links import RECENT, link_statuses, named_link, request_to_save, target_of, with_short_link, write_toml
from indexer.model import today_in_china
from indexer.settings import LinkCreation
from webapp.caching import conditional
from webapp.incoming import day_of
from webapp.same_origin import check_same_origin
from webapp.site import local
from webapp.views.frame import Link
from webapp.views.links import links_page
from webapp.views.share import Share, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from indexer.links import LinkStore, NamedLink, ShortLink
    from indexer.model import SearchResponse
    from indexer.search import Searcher
    from webapp.site import Site

__all__ = ["SavedLinks"]

_ON_HOME_PAGE = 12
"""Named links that the home page shows: three columns of four."""


class SavedLinks:
    """Short and named links.

    Args:
        searcher: Counts what they find.
        store: Keeps them.
        site: Knows our own origin.
        creation: What visitors may make.
    """

    def __init__(self, searcher: Searcher, store: LinkStore, site: Site, creation: LinkCreation) -> None:
        self._searcher = searcher
        self._store = store
        self._site = site
        self._creation = creation

    def register(self, app: Flask) -> None:
        """Add the routes."""
        app.add_url_rule("/l/<name>", "short_link", self.short)
        app.add_url_rule("/v/<name>", "named_link", self.named)
        app.add_url_rule("/links", "links", self.page)
        app.add_url_rule("/links.toml", "links_toml", self.toml)
        app.add_url_rule("/links", "save_link", self.save, methods=["POST"])
        app.add_url_rule("/links/short", "save_short_link", self.shorten, methods=["POST"])

    def short(self, name: str) -> Response:
        """Lead to the search of a short link."""
        return _found(target_of(self.short_link(name)))

    def named(self, name: str) -> Response:
        """Lead to the search of a named link."""
        return _found(target_of(self.named_link(name)))

    def short_link(self, name: str) -> ShortLink:
        """A short link by its name, in either case: people read such names out.

        Raises:
            UnknownLink: Nobody made it here.
        """
        return self._store.short(name.lower())

    def named_link(self, name: str) -> NamedLink:
        """A named link.

        Raises:
            UnknownLink: There is none of this name.
        """
        return self._store.named(name)

    def with_short_link(self, response: SearchResponse) -> SearchResponse:
        """The same answer with its short link; a file of links that fails must not keep anybody from searching."""
        try:
            return with_short_link(response, self._store)
        except LinkStoreError:
            flask.current_app.logger.exception("answering without short links")
            return response

    def share(self, response: SearchResponse) -> Share:
        """What can be done with a search."""
        return share_of(response, self._site.base_url, self._creation)

    def titles(self) -> list[Link]:
        """The first named links, for a page that only points to them; none when the store cannot be read."""
        try:
            links = self._store.all_named()
        except LinkStoreError:
            flask.current_app.logger.exception("answering without named links")
            return []
        return [Link(link.title, f"/v/{link.name}") for link in links[:_ON_HOME_PAGE]]

    def page(self) -> Response:
        """List the named links with what they find, and what of it is new."""
        since = day_of(flask.request.args.get("since", "")) or today_in_china() - RECENT
        links = self._store.all_named()
        statuses = list(link_statuses(links, self._searcher, since))
        summary = self._searcher.summary()
        page = links_page(statuses, self._short_paths(links), since, summary.generation)
        response = Response(render_template(page.template, page=page), mimetype="text/html")
        return conditional(response, summary.generation, since.isoformat(), repr(links))

    def _short_paths(self, links: Sequence[NamedLink]) -> dict[str, str]:
        """Path of the short link of each named link that has one, by name."""
        found = ((link.name, self._store.short_of(link.query)) for link in links)
        return {name: f"/l/{short.name}" for name, short in found if short}

    def toml(self) -> Response:
        """Give the named links as a file to be reviewed, or imported elsewhere."""
        response = Response(write_toml(self._store.all_named(), ()), mimetype="application/toml")
        response.headers["Content-Disposition"] = "attachment; filename=saved_links.toml"
        response.headers["Cache-Control"] = "no-cache"
        return response

    def shorten(self) -> Response:
        """Make the short link of a search and show it on the results page."""
        self._check(LinkCreation.SHORT, LinkCreation.ALL)
        link = self._store.shorten(request_to_save(flask.request.form.get("query", "")), today_in_china())
        return _see_other(f"{target_of(link)}#share")

    def save(self) -> Response:
        """Save a search under a name and show it on the list."""
        self._check(LinkCreation.ALL)
        form = flask.request.form
        link = named_link(
            name=form.get("name", "").strip(),
            query=form.get("query", ""),
            title=form.get("title", ""),
            note=form.get("note", ""),
            author=form.get("author", ""),
            date=today_in_china(),
        )
        self._store.save(link)
        return _see_other(f"/links#{link.name}")

    def _check(self, *allowed: LinkCreation) -> None:
        if self._creation not in allowed:
            raise Forbidden
        check_same_origin(flask.request, self._site.origins)


def _found(location: str) -> Response:
    """Redirect for now: a later grammar may have another canonical form."""
    return _redirect(302, location)


def _see_other(location: str) -> Response:
    return _redirect(303, location)


def _redirect(status: int, location: str) -> Response:
    response = Response(status=status)
    response.headers["Location"] = local(location)
    response.headers["Cache-Control"] = "no-cache"
    return response
