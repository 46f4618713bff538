"""Options that several commands share: what is searched for, and in which form answers are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from indexer.cli.from_url import pairs_of_url
from indexer.model import MAX_PAGE, PAGE_SIZES, Mode, SearchScope, Sort
from indexer.query import pairs_from_options, request_from_pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.query import ParsedRequest

__all__ = ["parsed_request", "search_options"]

F = TypeVar("F", bound="Callable[..., Any]")

_STRICT = {"unknown_value", "unknown_key"}

_FILTERS = (
    click.option("--region", multiple=True, metavar="REGION", help="Name, path (辽宁省/沈阳市) or code. Repeatable."),
    click.option("--not-region", "-R", multiple=True, metavar="REGION", help="Leave a region out. Repeatable."),
    click.option(
        "--year", multiple=True, metavar="YEARS", help="2015, 2015..2018, 2016.., ..2018 or unknown. Repeatable."
    ),
    click.option(
        "--section", multiple=True, metavar="SECTION", help="Slug (requests) or label (依申请公开). Repeatable."
    ),
    click.option(
        "--docnum", multiple=True, metavar="NUMBER", help="Cited document number, any bracket form. Repeatable."
    ),
    click.option(
        "--scope",
        type=click.Choice([scope.value for scope in SearchScope]),
        help="What the query must match as one: default report.",
    ),
    click.option(
        "--mode",
        type=click.Choice([mode.value for mode in Mode]),
        help="Items side by side: all (default), any, or exact glyphs.",
    ),
    click.option("--from-url", metavar="URL", help="Run the search of this page or saved link."),
)
_ORDER = (
    click.option(
        "--sort", type=click.Choice([sort.value for sort in Sort]), help="Default: rel with a query, year-desc without."
    ),
)
_PAGING = (
    click.option("--page", type=click.IntRange(1, MAX_PAGE), metavar="N", help="Page, from 1."),
    click.option(
        "--size",
        type=click.Choice([str(size) for size in PAGE_SIZES]),
        metavar="N",
        help="Results a page: 10, 20 (default) or 50.",
    ),
)


def search_options(*, order: bool = False, paging: bool = False) -> Callable[[F], F]:
    """Give a command the query and the filters of a search; read them with `parsed_request`.

    Args:
        order: Whether the order of results can be chosen.
        paging: Whether a page of them can be chosen.
    """
    options = (*_FILTERS, *(_ORDER if order else ()), *(_PAGING if paging else ()))

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return click.argument("query", nargs=-1)(function)

    return decorate


def parsed_request(query: tuple[str, ...], options: dict[str, Any]) -> ParsedRequest:
    """Read the query and the options of a command that has `search_options`.

    A person at a terminal mistyped; a saved link keeps what it can.

    Args:
        query: Words of the query.
        options: The options by name, ``from_url`` among them; taken apart here.

    Raises:
        UsageError: A link stands beside a query or filters of its own.
        BadParameter: A value is unknown, a region name means several places, or the link is none to a search.
        UnknownLink: Nobody saved this link here.
    """
    from_url = options.pop("from_url")
    given = {
        key.replace("not_region", "-region"): list(values) if isinstance(values, tuple) else [str(values)]
        for key, values in options.items()
        if values
    }
    if from_url is not None and (query or given):
        raise click.UsageError("--from-url brings its own query and filters; give no others beside it")
    if from_url is not None:
        pairs = pairs_of_url(from_url, click.get_current_context().obj)
    else:
        pairs = list(pairs_from_options(" ".join(query), given))
    parsed = request_from_pairs(pairs)
    _refuse_unclear(parsed, strict=from_url is None)
    return parsed


def _refuse_unclear(parsed: ParsedRequest, *, strict: bool) -> None:
    for choice in parsed.choices:
        candidates = "".join(
            f"\n  {path[-1].code}  {' › '.join(place.name for place in path)}" for path in choice.candidates
        )
        raise click.BadParameter(f"“{choice.name}” means several places; give a code or a longer path:{candidates}")
    if strict:
        for notice in parsed.notices:
            if notice.code in _STRICT:
                raise click.BadParameter(notice.text)
