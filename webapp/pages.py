"""The routes that people visit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

import flask
from flask import Response, render_template

from indexer.errors import ReportMoved
from indexer.model import SECTION_SLUGS, today_in_china
from indexer.query import canonical_path, facet_path, report_path
from webapp.caching import conditional
from webapp.incoming import FIND, canonical_redirect, find_text, parsed_report_request, parsed_request
from webapp.site import moved_to
from webapp.views.choice import choice_page
from webapp.views.cite import cite_of
from webapp.views.facet import facet_page
from webapp.views.help import HelpPage, help_page
from webapp.views.home import home_page
from webapp.views.report import report_page
from webapp.views.search import search_page

if TYPE_CHECKING:
    from flask import Flask

    from indexer.model import FacetName, SearchRequest
    from indexer.query import ParsedRequest
    from indexer.search import Searcher
    from webapp.links import SavedLinks
    from webapp.site import Site
    from webapp.views.frame import Frame

__all__ = ["Pages"]


class _Page(Protocol):
    """Every page knows its template and what the layout prints."""

    @property
    def template(self) -> str: ...

    @property
    def frame(self) -> Frame: ...


class Pages:
    """The pages.

    Args:
        searcher: Answers the requests.
        links: Tells the short link of a search, and what else can be done with it.
        site: Tells the address of the pages.
    """

    def __init__(self, searcher: Searcher, links: SavedLinks, site: Site) -> None:
        self._searcher = searcher
        self._site = site
        self._links = links
        self._help: HelpPage | None = None

    def register(self, app: Flask) -> None:
        """Add the routes."""
        app.add_url_rule("/", "home", self.home)
        app.add_url_rule("/search", "search", self.search)
        app.add_url_rule("/facet/<any(region, year, section):facet>", "facet", self.facet)
        app.add_url_rule("/doc/<report_id>", "report", self.report)
        app.add_url_rule(f"/doc/<report_id>/s/<any({','.join(SECTION_SLUGS)}):section>", "section", self.report)
        app.add_url_rule("/help", "help", self.help)

    def home(self) -> Response:
        """What the corpus holds."""
        links = self._links.titles()
        return self._answer(home_page(self._searcher.summary(), links), repr(links))

    def search(self) -> Response:
        """Results of a search; a redirect to its canonical URL; or the question which region is meant."""
        parsed = parsed_request(flask.request, ignoring={FIND})
        if parsed.choices:
            return self._choice(parsed)
        canonical = canonical_redirect(flask.request, parsed, canonical_path(parsed.request, parsed.extra))
        if canonical is not None:
            return moved_to(canonical)
        response = self._links.with_short_link(self._searcher.search(parsed.request, parsed.notices))
        share = self._links.share(response)
        return self._answer(search_page(parsed.request, response, share), share.permalink, share.short)

    def _choice(self, parsed: ParsedRequest) -> Response:
        response = self._searcher.search(parsed.request.on_page(1))
        return self._answer(choice_page(parsed, response))

    def facet(self, facet: FacetName) -> Response:
        """The values of one facet under a search; of regions all, or those with some letters in their names."""
        parsed = parsed_request(flask.request, ignoring={FIND})
        find = find_text(flask.request) if facet == "region" else ""
        if parsed.choices:
            return self._choice(parsed)
        canonical = canonical_redirect(flask.request, parsed, facet_path(parsed.request, facet, find))
        if canonical is not None:
            return moved_to(canonical)
        response = self._searcher.search(parsed.request.on_page(1))
        return self._answer(facet_page(facet, parsed.request, response, find))

    def report(self, report_id: str, section: str = "") -> Response:
        """One report with the hits of a query, whole or one kind of section of it."""
        parsed, shape = parsed_report_request(flask.request, section)
        canonical = canonical_redirect(flask.request, parsed, report_path(parsed.request, report_id, shape=shape))
        if canonical is not None:
            return moved_to(canonical)
        try:
            view = self._searcher.report(report_id, parsed.request)
        except ReportMoved as moved:
            return moved_to(report_path(parsed.request, moved.target, shape=shape))
        related = self._searcher.related(report_id)
        cite = cite_of(view, self._site.base_url, today_in_china())
        return self._answer(report_page(view, related, parsed.request, shape, parsed.notices, cite), cite.gbt)

    def help(self) -> Response:
        """The query language; what its examples find is counted once for each generation."""
        generation = self._searcher.summary().generation
        known = self._help
        if known is None or known.frame.generation != generation:
            known = self._help = help_page(generation, self._count)
        return self._answer(known)

    def _count(self, request: SearchRequest) -> int:
        return self._searcher.tally(request, dt.date.max).total  # which of them are new does not matter here

    def _answer(self, page: _Page, *more: str) -> Response:
        """Render a page; `more` is what it depends on beside program, generation and URL."""
        response = Response(render_template(page.template, page=page), mimetype="text/html")
        return conditional(response, page.frame.generation, *more)
