"""Failures as responses: pages for people, one JSON shape for machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import flask
from flask import Response, current_app, render_template
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestedRangeNotSatisfiable, TooManyRequests

from indexer.errors import IndexerError, PageOutOfRange, UnknownLink
from indexer.export import FORMATS
from indexer.model import to_json
from indexer.query import canonical_path
from webapp.incoming import box_as_read, box_as_typed, parsed_request
from webapp.problems import problem_of
from webapp.views.frame import Link
from webapp.views.problem import problem_page

if TYPE_CHECKING:
    from flask import Flask

    from webapp.problems import Problem

__all__ = ["ProblemBody", "problem_json", "register_problems"]

_MACHINE_PATHS = ("/api/", "/readyz", "/suggest", "/openapi.json")
_MACHINE_ENDINGS = tuple(f".{ending}" for ending in (*FORMATS, "atom", "toml", "xml"))
_SERVER_FAULT = 500


@dataclass(frozen=True, slots=True)
class ProblemError:
    """What went wrong.

    Attributes:
        code: Stable machine-readable name.
        message: What happened, in Simplified Chinese.
        column: Code-point offset into the query, from 0; None when it is not about one place.
        hint: What to do next, in Simplified Chinese; may be empty.
    """

    code: str
    message: str
    column: int | None
    hint: str


@dataclass(frozen=True, slots=True)
class ProblemBody:
    """The one shape of every failure of the API.

    Attributes:
        error: What went wrong.
    """

    error: ProblemError


def register_problems(app: Flask) -> None:
    """Make the application answer every failure with a page, or with JSON under the paths of machines."""
    app.register_error_handler(IndexerError, _answer)
    app.register_error_handler(HTTPException, _answer)


def problem_json(problem: Problem) -> bytes:
    """The one shape of every failure of the API."""
    return to_json(ProblemBody(ProblemError(problem.code, problem.message, problem.column, problem.hint)))


def _answer(error: Exception) -> Response:
    problem = problem_of(error)
    if problem.status >= _SERVER_FAULT and isinstance(error, IndexerError):
        current_app.logger.error("cannot answer %s: %s", flask.request.path, error)
    response = _rendered(problem, error)
    response.status_code = problem.status
    response.headers["Cache-Control"] = "no-store"
    wait_s = (isinstance(error, TooManyRequests) and error.retry_after) or problem.retry_after_s
    if wait_s is not None:
        response.headers["Retry-After"] = str(wait_s)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    if isinstance(error, RequestedRangeNotSatisfiable) and error.length is not None:
        response.headers["Content-Range"] = f"bytes */{error.length}"
    return response


def _rendered(problem: Problem, error: Exception) -> Response:
    if _asked_by_machine(flask.request.path):
        return Response(problem_json(problem), mimetype="application/json")
    # after a bug the request is not read again: the bug may lie there
    box = box_as_read(flask.request) if isinstance(error, IndexerError) else box_as_typed(flask.request)
    page = problem_page(problem, box, *_ways_out(error))
    return Response(render_template(page.template, page=page), mimetype="text/html")


def _asked_by_machine(path: str) -> bool:
    """Whether a path is read by programs; report ids may end like a format, and are pages all the same."""
    return path.startswith(_MACHINE_PATHS) or (path.endswith(_MACHINE_ENDINGS) and not path.startswith("/doc/"))


def _ways_out(error: Exception) -> tuple[Link, ...]:
    if isinstance(error, UnknownLink):
        return (Link("保存的链接", "/links"),)
    if not isinstance(error, PageOutOfRange):
        return ()
    parsed = parsed_request(flask.request)
    last = canonical_path(parsed.request.on_page(error.pages), parsed.extra)
    return (Link(f"第 {error.pages} 页", last),)
