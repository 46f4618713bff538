"""The application: routes over a searcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, request
from jinja2 import StrictUndefined

from indexer.analysis import default_analysis
from indexer.links import LinkStore
from indexer.search import open_searcher
from indexer.settings import Settings
from webapp.api import Api
from webapp.assets import Assets
from webapp.caching import BUILD
from webapp.discovery import Discovery
from webapp.exports import Exports
from webapp.incoming import check_length
from webapp.limits import RateLimit
from webapp.links import SavedLinks
from webapp.metrics import Metrics
from webapp.observed import Observed, access_log, note_route
from webapp.originals import Originals
from webapp.pages import Pages
from webapp.probes import Probes
from webapp.problem_answers import register_problems
from webapp.proxy import Forwarded, Mounted
from webapp.security import add_security_headers, open_to_other_sites
from webapp.site import Site
from webapp.suggestions import Suggestions

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from indexer.search import Searcher
    from indexer.settings import WebSettings

__all__ = ["create_app"]

_ONE_YEAR_S = 365 * 24 * 3600
"""How long browsers keep a static file; its URL changes with its content."""

_MAX_FORM_BYTES = 16 * 1024
"""The longest query, title and note, percent-encoded, fit; other routes read no body."""


def create_app(searcher: Searcher | None = None, settings: Settings | None = None) -> Flask:
    """Make the WSGI application.

    Args:
        searcher: Answers every request; an index store error of its methods becomes 503. None opens the index that the
            settings name, for servers that call a factory: ``gunicorn --preload 'webapp:create_app()'``.
        settings: Settings; None takes those of the environment.

    Raises:
        IndexStoreError: No searcher was given, and there is no index to open.
        SettingsError: The environment has a value that cannot be used.
    """
    settings = settings or Settings.from_environment()
    searcher = searcher or open_searcher(settings, fall_back=True)
    default_analysis().load()  # or else whoever searches or types first waits for it
    app = Flask("webapp", static_folder="static", template_folder="templates")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _ONE_YEAR_S
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = _MAX_FORM_BYTES
    assets = Assets()
    app.config[BUILD] = assets.build
    _set_up_templates(app, assets)
    site = Site(settings.web.public_url)
    site.register(app)
    store = LinkStore(settings.links_path, most_short=settings.most_short_links, most_named=settings.most_named_links)
    links = SavedLinks(searcher, store, site, settings.web.link_creation)
    links.register(app)
    Pages(searcher, links, site).register(app)
    Originals(searcher).register(app)
    Exports(searcher, links, site, settings.web.exports_at_once).register(app)
    Suggestions(searcher).register(app)
    Api(searcher, links, site).register(app)
    Probes(searcher).register(app)
    Discovery(searcher, site).register(app)
    register_problems(app)
    app.before_request(lambda: check_length(request))
    app.after_request(add_security_headers)
    _set_up_server(app, searcher, settings.web)
    return app


def _set_up_server(app: Flask, searcher: Searcher, settings: WebSettings) -> None:
    """What stands between the application and the network, whichever server runs it."""
    if settings.rate_limit:
        RateLimit(settings.rate_limit).register(app)
    if settings.open_api:
        app.after_request(open_to_other_sites)
    metrics = Metrics(searcher) if settings.metrics else None
    if metrics is not None:
        metrics.register(app)
    log = access_log(settings.access_log)
    application: WSGIApplication = app.wsgi_app
    if settings.prefix:
        application = Mounted(application, settings.prefix)
    if log is not None or metrics is not None:
        note_route(app)
        application = Observed(application, settings, log, metrics)
    app.wsgi_app = Forwarded(application, settings.trusted_proxies)  # type: ignore[method-assign]  # as Flask documents


def _set_up_templates(app: Flask, assets: Assets) -> None:
    app.jinja_options = {**app.jinja_options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals["asset"] = assets.url
