"""What the pages tell machines about themselves: robots.txt, sitemap, OpenSearch."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import flask
from flask import Response
from werkzeug.exceptions import NotFound

from indexer.model import SearchRequest
from indexer.query import report_path
from webapp.caching import conditional
from webapp.views.frame import SITE_NAME

if TYPE_CHECKING:
    from flask import Flask

    from indexer.search import Searcher
    from webapp.site import Site

__all__ = ["MOST_URLS", "Discovery"]

MOST_URLS = 50_000
"""Addresses of one sitemap (sitemaps.org protocol)."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"

_ROBOTS = """\
User-agent: *
Disallow: {root}/search
Disallow: {root}/facet
Disallow: {root}/api/
Disallow: {root}/l/
Disallow: {root}/v/
Sitemap: {base}/sitemap.xml
"""
"""Combinations of filters are without number; crawlers find the reports in the sitemap."""


class Discovery:
    """Files that crawlers and browsers look for.

    Args:
        searcher: Tells which reports there are.
        site: Tells the address of the pages.
    """

    def __init__(self, searcher: Searcher, site: Site) -> None:
        self._searcher = searcher
        self._site = site

    def register(self, app: Flask) -> None:
        """Add the routes."""
        app.add_url_rule("/robots.txt", "robots", self.robots)
        app.add_url_rule("/sitemap.xml", "sitemap", self.sitemap)
        app.add_url_rule("/sitemap-<int:part>.xml", "sitemap_part", self.sitemap_part)
        app.add_url_rule("/opensearch.xml", "opensearch", self.opensearch)

    def robots(self) -> Response:
        """Tell crawlers what to leave alone, and where the reports are."""
        text = _ROBOTS.format(root=flask.request.script_root, base=self._site.base_url)
        return Response(text, mimetype="text/plain")

    def sitemap(self) -> Response:
        """The addresses of all reports, or of the sitemaps that have them where they are too many for one."""
        catalogue = self._searcher.catalogue(0, 0)
        if catalogue.total <= MOST_URLS:
            return self.sitemap_part(1)
        root = ET.Element("sitemapindex", xmlns=_SITEMAP)
        for part in range(1, -(-catalogue.total // MOST_URLS) + 1):
            ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = f"{self._site.base_url}/sitemap-{part}.xml"
        return self._xml(root, "application/xml", catalogue.generation)

    def sitemap_part(self, part: int) -> Response:
        """The addresses of some reports, each with the day on which it changed.

        Args:
            part: Which of the sitemaps, from 1.

        Raises:
            NotFound: There are fewer.
        """
        catalogue = self._searcher.catalogue(max(part - 1, 0) * MOST_URLS, MOST_URLS)
        if part < 1 or (part > 1 and not catalogue.entries):
            raise NotFound
        root = ET.Element("urlset", xmlns=_SITEMAP)
        for entry in catalogue.entries:
            url = ET.SubElement(root, "url")
            ET.SubElement(url, "loc").text = self._site.base_url + report_path(SearchRequest(), entry.id)
            ET.SubElement(url, "lastmod").text = entry.changed.date().isoformat()
        return self._xml(root, "application/xml", catalogue.generation)

    def opensearch(self) -> Response:
        """Let browsers add the search to their own box."""
        base = self._site.base_url
        root = ET.Element("OpenSearchDescription", xmlns=_OPENSEARCH)
        ET.SubElement(root, "ShortName").text = "年报检索"  # 16 characters at most
        ET.SubElement(root, "Description").text = SITE_NAME
        ET.SubElement(root, "InputEncoding").text = "UTF-8"
        ET.SubElement(root, "Language").text = "zh-CN"
        ET.SubElement(root, "Image", width="16", height="16", type="image/svg+xml").text = f"{base}/static/favicon.svg"
        for kind, path in _OPENSEARCH_URLS:
            ET.SubElement(root, "Url", type=kind, template=base + path)
        return self._xml(root, "application/opensearchdescription+xml", "")

    def _xml(self, root: ET.Element, kind: str, generation: str) -> Response:
        body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        response = Response(body, content_type=f"{kind}; charset=utf-8")
        return conditional(response, generation, self._site.base_url)


_OPENSEARCH_URLS = (
    ("text/html", "/search?q={searchTerms}"),
    ("application/atom+xml", "/search.atom?q={searchTerms}"),
    ("application/x-suggestions+json", "/suggest?q={searchTerms}"),
)
