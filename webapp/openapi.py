"""The description of the API, made of the types that it answers with and of the keys that it reads."""

from __future__ import annotations

from typing import Any

import msgspec

from indexer import __version__
from indexer.model import (
    CURSOR,
    MAX_PAGE,
    MAX_QUERY_LENGTH,
    PAGE_SIZES,
    SECTION_SLUGS,
    Mode,
    ReportView,
    SearchResponse,
    SearchScope,
    Sort,
)
from webapp.problem_answers import ProblemBody
from webapp.views.frame import SITE_NAME

__all__ = ["openapi"]

_SCHEMAS = "#/components/schemas/{name}"

_NO_NUL = "^[^\\u0000]*$"
_TEXT = {"type": "string", "maxLength": 100, "pattern": _NO_NUL}
_MANY = {"style": "form", "explode": True}


def openapi(base_url: str) -> dict[str, Any]:
    """Describe the API as OpenAPI 3.1.

    Args:
        base_url: Address of the pages.
    """
    answers, schemas = msgspec.json.schema_components([SearchResponse, ReportView, ProblemBody], ref_template=_SCHEMAS)
    search, report, problem = answers
    return {
        "openapi": "3.1.0",
        "info": {
            "title": SITE_NAME,
            "version": __version__,
            "description": "Paths in answers, such as `url`, are below the address of the server.",
        },
        "servers": [{"url": base_url}],
        "paths": {
            "/api/v1/search": {
                "get": _operation("search", "Search reports.", [*_FILTERS, *_PAGING], search, problem),
            },
            "/api/v1/report/{report_id}": {
                "get": _operation("report", "One report with the hits of a query.", [_ID, *_FILTERS], report, problem),
            },
        },
        "components": {"schemas": schemas},
    }


def _operation(
    name: str, summary: str, parameters: list[dict[str, Any]], answer: dict[str, Any], problem: dict[str, Any]
) -> dict[str, Any]:
    failures = {
        "400": "The request breaks a limit, has a fault in its query, or a region name that means several places.",
        "404": "There is no such page or report.",
        "410": "The report was withdrawn.",
        "414": "The URL is too long.",
        "429": "Too many requests; Retry-After tells when to come back.",
        "503": "There is no index, or too many files are being sent; Retry-After tells when to come back.",
        "504": "The search took too long.",
    }
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": _json("The answer.", answer),
            "301": {"description": "The report has another id now; Location tells it."},
            "304": {"description": "The answer is the one that If-None-Match names."},
            **{status: _json(description, problem) for status, description in failures.items()},
        },
    }


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _query(name: str, description: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of JSON
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def _many(name: str, description: str) -> dict[str, Any]:
    return _query(name, description, {"type": "array", "items": _TEXT, "maxItems": 50}, **_MANY)


_ID = {"name": "report_id", "in": "path", "required": True, "description": "Id.", "schema": {"type": "string"}}

_QUERY = {"type": "string", "maxLength": MAX_QUERY_LENGTH, "pattern": _NO_NUL}

_FILTERS = [
    _query("q", "Query; see /help for its language.", _QUERY),
    _query("scope", "Unit of evaluation.", {"enum": list(SearchScope), "default": SearchScope.REPORT}),
    _query("mode", "How items side by side are read.", {"enum": list(Mode), "default": Mode.ALL}),
    _many("region", "Region code, name, path of names, or `unknown`; any of them."),
    _many("-region", "The same; none of them."),
    _many("year", "2015, 2015..2018, 2016.., ..2018 or `unknown`; any of them."),
    _many("section", f"Section slug or label; any of them: {', '.join(SECTION_SLUGS)}."),
    _many("docnum", "Document number that a report cites; any of them."),
]

_CURSOR = {"type": "string", "pattern": f"^{CURSOR.pattern.replace('?P<', '?<')}$"}  # names groups as JavaScript does

_PAGING = [
    _query("sort", "Order; default `rel` with a query and `year-desc` without.", {"enum": list(Sort)}),
    _query("page", "Page.", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE, "default": 1}),
    _query("size", "Results a page.", {"enum": list(PAGE_SIZES), "default": 20}),
    _query("cursor", "Where to go on in place of `page`: the last answer's `next_cursor`.", _CURSOR),
]
