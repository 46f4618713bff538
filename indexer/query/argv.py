"""The command line of a request, and the parameters of a command line: both go through the URL's own parameters."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from indexer.query.urls import request_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.model import SearchRequest

__all__ = ["command_line", "pairs_from_options"]

_OPTIONS = {
    "scope": "--scope",
    "mode": "--mode",
    "region": "--region",
    "-region": "--not-region",
    "year": "--year",
    "section": "--section",
    "docnum": "--docnum",
    "sort": "--sort",
    "page": "--page",
    "size": "--size",
}
"""URL key to option."""


def command_line(request: SearchRequest) -> str:
    """The equal ``nianbao search`` command, quoted for a POSIX shell."""
    words = ["nianbao", "search"]
    for key, value in request_pairs(request):
        if key != "q":
            words += [f"{_OPTIONS[key]}={value}"] if value.startswith("-") else [_OPTIONS[key], value]
    words += ["--", request.q] if request.q.startswith("-") else [request.q] if request.q else []
    return shlex.join(words)


def pairs_from_options(query: str, options: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the URL parameters that a command line stands for.

    Args:
        query: The query.
        options: Values by URL key, such as ``{"region": ["辽宁省"], "-region": []}``.
    """
    yield "q", query
    for key in _OPTIONS:
        yield from ((key, value) for value in options.get(key, ()))
