"""Every request as a line of the access log, and as a count."""

from __future__ import annotations

import datetime as dt
import logging
import sys
import time
import weakref
from logging.handlers import WatchedFileHandler
from typing import TYPE_CHECKING

import flask
from werkzeug.wsgi import ClosingIterator

from indexer.errors import SettingsError
from indexer.model import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

    from indexer.settings import WebSettings
    from webapp.metrics import Metrics

__all__ = ["ROUTE", "Observed", "access_log", "note_route"]

ROUTE = "nianbao.route"
"""Key of the WSGI environment: name of the route that answers."""

_MOST_AGENT = 200  # characters of the name that a client gives itself


def access_log(where: str) -> logging.Logger | None:
    """Open the access log.

    Args:
        where: A file, to which lines are added, and which may be moved away while it is written; ``-`` for standard
            error; empty for none.

    Raises:
        SettingsError: The file cannot be written.
    """
    if not where:
        return None
    logger = logging.Logger("nianbao.access")  # noqa: LOG001 - of its own, so that no setting of others reaches it
    try:
        handler = logging.StreamHandler(sys.stderr) if where == "-" else WatchedFileHandler(where, encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"the access log {where} cannot be written ({error.strerror}); check NIANBAO_ACCESS_LOG or --access-log"
        ) from error
    logger.addHandler(handler)
    weakref.finalize(logger, handler.close)
    return logger


def note_route(app: Flask) -> None:
    """Make the application tell in the environment which route answers."""

    def note() -> None:
        flask.request.environ[ROUTE] = flask.request.endpoint or ""

    app.before_request(note)


class Observed:
    """Notes each request when its last byte was handed over.

    Args:
        app: The application.
        settings: What a line of the log may tell.
        log: Where lines go; None for nowhere.
        metrics: Counts requests; None when they are not counted.
    """

    def __init__(
        self, app: WSGIApplication, settings: WebSettings, log: logging.Logger | None, metrics: Metrics | None
    ) -> None:
        self._app = app
        self._queries = settings.log_queries
        self._log = log
        self._metrics = metrics

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        started = time.perf_counter()
        status, sent = 0, 0

        def start(line: str, headers: list[tuple[str, str]], *more: object) -> object:
            nonlocal status
            status = int(line[:3])
            return start_response(line, headers, *more)  # type: ignore[arg-type]  # exc_info as it came

        def counted(pieces: Iterable[bytes]) -> Iterator[bytes]:
            nonlocal sent
            for piece in pieces:
                sent += len(piece)
                yield piece

        def done() -> None:
            self._note(environ, status, sent, time.perf_counter() - started)

        pieces = self._app(environ, start)  # type: ignore[arg-type]  # takes what `start_response` takes
        close = getattr(pieces, "close", None)
        return ClosingIterator(counted(pieces), [close, done] if close else [done])

    def _note(self, environ: WSGIEnvironment, status: int, sent: int, seconds: float) -> None:
        route = environ.get(ROUTE, "")
        if self._metrics is not None:
            self._metrics.note(route, status, seconds)
        if self._log is not None:
            line = {
                "time": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
                "client": environ.get("REMOTE_ADDR", ""),
                "method": environ.get("REQUEST_METHOD", ""),
                "route": route,
                "path": environ.get("SCRIPT_NAME", "") + _decoded(environ.get("PATH_INFO", "")),
                "status": status,
                "bytes": sent,
                "ms": round(seconds * 1000, 1),
                "agent": environ.get("HTTP_USER_AGENT", "")[:_MOST_AGENT],
            }
            if self._queries:
                line["query"] = environ.get("QUERY_STRING", "")
            self._log.info(to_json(line).decode())


def _decoded(text: str) -> str:
    """WSGI hands over bytes as Latin-1."""
    return text.encode("latin-1", "replace").decode("utf-8", "replace")
