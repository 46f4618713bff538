"""From a request to a plan: parse, compile, and remember what recurs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.errors import InvalidRequest
from indexer.model import MAX_QUERY_LENGTH, Mode
from indexer.query.compiler import compile_query
from indexer.query.parser import ParsedQuery, parse
from indexer.query.syntax import Phrase

if TYPE_CHECKING:
    from indexer.analysis import Analysis
    from indexer.model import SearchRequest
    from indexer.query.plan import Plan

__all__ = ["check_length", "passage_plan", "plan_of"]


def plan_of(request: SearchRequest, analysis: Analysis) -> Plan:
    """The plan of a request's query.

    Raises:
        InvalidRequest: The query is too long.
    """
    check_length(request.q)
    return _plan(request.q, request.mode, analysis)


def passage_plan(text: str, analysis: Analysis) -> Plan:
    """The plan that finds a passage of any length, taken literally: nothing in it is syntax."""
    return compile_query(ParsedQuery(Phrase(text), ()), analysis, Mode.ALL)


@lru_cache(256)  # the same query is planned for the list, each page of it and every report opened from it
def _plan(text: str, mode: Mode, analysis: Analysis) -> Plan:
    return compile_query(parse(text), analysis, mode)


def check_length(query: str) -> None:
    """Refuse a query over the limit.

    Raises:
        InvalidRequest: It is longer than `MAX_QUERY_LENGTH`.
    """
    if len(query) > MAX_QUERY_LENGTH:
        raise InvalidRequest(
            "query_too_long",
            f"检索词有 {len(query)} 个字，最多 {MAX_QUERY_LENGTH} 个字",
            "请缩短检索词，或只取其中一句",
            MAX_QUERY_LENGTH,
        )
