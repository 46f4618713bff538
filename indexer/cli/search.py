"""`nianbao search`: the same search as the page's, in a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import click

from indexer.cli.render import Printer
from indexer.model import Mode, SearchScope, Sort, to_json
from indexer.query import canonical_path, pairs_from_options, request_from_pairs
from indexer.search import open_searcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.query import ParsedRequest
    from indexer.settings import Settings

__all__ = ["command"]

_FOUND, _NOTHING = 0, 1
_STRICT = {"unknown_value", "unknown_key"}


@click.command("search")
@click.argument("query", nargs=-1)
@click.option("--region", multiple=True, metavar="REGION", help="Name, path (辽宁省/沈阳市) or code. Repeatable.")
@click.option("--not-region", "-R", multiple=True, metavar="REGION", help="Leave a region out. Repeatable.")
@click.option("--year", multiple=True, metavar="YEARS", help="2015, 2015..2018, 2016.., ..2018 or unknown. Repeatable.")
@click.option("--section", multiple=True, metavar="SECTION", help="Slug (requests) or label (依申请公开). Repeatable.")
@click.option("--docnum", multiple=True, metavar="NUMBER", help="Cited document number, any bracket form. Repeatable.")
@click.option(
    "--scope",
    type=click.Choice([scope.value for scope in SearchScope]),
    help="What the query must match as one: default report.",
)
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    help="Items side by side: all (default), any, or exact glyphs.",
)
@click.option(
    "--sort", type=click.Choice([sort.value for sort in Sort]), help="Default: rel with a query, year-desc without."
)
@click.option("--page", metavar="N", help="Page, from 1.")
@click.option("--size", metavar="N", help="Results a page: 10, 20 (default) or 50.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, the same as /api/v1/search.")
@click.option("--url", "as_url", is_flag=True, help="Print the link of the results page instead of searching.")
@click.option("--from-url", metavar="URL", help="Run the search of a saved link.")
@click.pass_context
def command(
    context: click.Context,
    /,
    query: tuple[str, ...],
    *,
    as_json: bool,
    as_url: bool,
    from_url: str | None,
    **options: str | tuple[str, ...] | None,
) -> int:
    """Search the index. Words side by side must all match; "…" is literal; OR, -x and ( ) work.

    Filters are OR inside a facet and AND across facets. Exit code 0: found, 1: nothing found, 2: the request is wrong.

    \b
    Examples:
      nianbao search 依申请公开
      nianbao search '"三公" -微信' --year 2015..2018
      nianbao search 行政复议 --section remedies --region 安徽省 --region 湖南省
      nianbao search 政务公开 --json
      nianbao search --from-url '/search?q=依申请公开&region=210000'
    """
    given = {
        key.replace("not_region", "-region"): [values] if isinstance(values, str) else values
        for key, values in options.items()
        if values
    }
    if from_url is not None and (query or given):
        raise click.UsageError("--from-url brings its own query and filters; give no others beside it")
    pairs = _pairs_of(from_url) if from_url is not None else pairs_from_options(" ".join(query), given)
    return _run(context.obj, pairs, strict=from_url is None, as_json=as_json, as_url=as_url)


def _pairs_of(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


def _run(settings: Settings, pairs: Iterable[tuple[str, str]], *, strict: bool, as_json: bool, as_url: bool) -> int:
    parsed = request_from_pairs(pairs)
    _refuse_unclear(parsed, strict=strict)
    if as_url:
        click.echo(canonical_path(parsed.request))
        return _FOUND
    response = open_searcher(settings).search(parsed.request, parsed.notices)
    if as_json:
        sys.stdout.buffer.write(to_json(response) + b"\n")
    else:
        Printer(settings.color).response(response)
    return _FOUND if response.total_reports else _NOTHING


def _refuse_unclear(parsed: ParsedRequest, *, strict: bool) -> None:
    """A person at a terminal mistyped; a saved link keeps what it can (PRODUCT §6.1).

    Raises:
        BadParameter: A value is unknown or a region name means several places.
    """
    for choice in parsed.choices:
        candidates = "".join(
            f"\n  {path[-1].code}  {' › '.join(place.name for place in path)}" for path in choice.candidates
        )
        raise click.BadParameter(f"“{choice.name}” means several places; give a code or a longer path:{candidates}")
    if strict:
        for notice in parsed.notices:
            if notice.code in _STRICT:
                raise click.BadParameter(notice.text)
