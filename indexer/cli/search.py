"""`nianbao search`: the same search as the page's, in a terminal.

What only one form of the answer needs is imported with it: a search from a cold shell takes as long as its imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from indexer.analysis import default_analysis
from indexer.cli.exit_codes import ExitCode
from indexer.cli.options import parsed_request, search_options
from indexer.cli.text import tell
from indexer.model import to_json, today_in_china
from indexer.query import canonical_path, plan_of
from indexer.search import open_searcher

if TYPE_CHECKING:
    from indexer.model import Listing, SearchRequest, SearchResponse
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("search")
@search_options(order=True, paging=True)
@click.option("--json", "form", flag_value="json", help="The answer as one JSON object, the same as /api/v1/search.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Each result of the page as a JSON object on a line.")
@click.option("--csv", "form", flag_value="csv", help="All results as CSV, the same as nianbao export.")
@click.option("--count", "form", flag_value="count", help="Only the number of reports found.")
@click.option("-l", "--ids", "form", flag_value="ids", help="Only the ids of the reports of the page, one a line.")
@click.option("--all", "every", is_flag=True, help="With -l or --jsonl: all results, whatever the page.")
@click.option("-0", "--null", "null", is_flag=True, help="With -l: end each id with a NUL byte, for xargs -0.")
@click.option("--url", "form", flag_value="url", help="Print the link of the results page instead of searching.")
@click.option("--explain", "form", flag_value="explain", help="Show how the query was read instead of searching.")
@click.pass_context
def command(
    context: click.Context,
    /,
    query: tuple[str, ...],
    *,
    form: str | None,
    every: bool,
    null: bool,
    **options: Any,  # noqa: ANN401 - click hands over what the shared options declare
) -> int:
    """Search the index. All words must match; "…" is literal; OR, -x and ( ) work.

    Filters are OR inside a facet and AND across facets. Exit code 0: found, 1: nothing found, 2: the request is wrong.

    \b
    Examples:
      nianbao search 依申请公开
      nianbao search '"三公" -微信' --year 2015..2018
      nianbao search 行政复议 --section remedies --region 安徽省 --region 湖南省
      nianbao search 政务公开 --json
      nianbao search 政务公开 --year 2018 -l --all
      nianbao search 政务公开 --csv > found.csv
      nianbao search '行政复议 -诉讼' --explain
      nianbao search --from-url '/search?q=依申请公开&region=210000'
    """
    settings: Settings = context.obj
    if null and form != "ids":
        raise click.UsageError("-0 goes with -l")
    if every and form not in {"ids", "jsonl"}:
        raise click.UsageError("--all goes with -l or --jsonl; nianbao export writes all results as a file")
    parsed = parsed_request(query, options)
    if form == "url":
        click.echo(canonical_path(parsed.request))
        return ExitCode.DONE
    if form == "explain":
        _explain(parsed.request, settings)
        return ExitCode.DONE
    searcher = open_searcher(settings)
    if form == "csv" or every:
        listing = searcher.all_results(parsed.request, parsed.notices)
        tell(listing.notices)
        _write_all(listing, form or "", "\0" if null else "\n", settings)
        return ExitCode.DONE if listing.total_reports else ExitCode.NOTHING_FOUND
    response = searcher.search(parsed.request, parsed.notices)
    if form is None:
        _print(response, settings)
    else:
        if form != "json":
            tell(response.notices)
        _write(response, form, "\0" if null else "\n", settings)
    return ExitCode.DONE if response.total_reports else ExitCode.NOTHING_FOUND


def _explain(request: SearchRequest, settings: Settings) -> None:
    """Draw how the query was read."""
    from indexer.cli.explain import plan_tree  # noqa: PLC0415 - see the top of the file
    from indexer.cli.terminal import console  # noqa: PLC0415 - see the top of the file

    console(settings.color).print(plan_tree(plan_of(request, default_analysis())))


def _print(response: SearchResponse, settings: Settings) -> None:
    """Print an answer for a person."""
    from indexer.cli.render import Printer  # noqa: PLC0415 - see the top of the file
    from indexer.cli.terminal import paged  # noqa: PLC0415 - see the top of the file

    with paged(settings.color) as screen:
        Printer(screen).response(response)


def _write_all(listing: Listing, form: str, end: str, settings: Settings) -> None:
    """Write all results, one at a time."""
    if form == "csv":
        from indexer.export import FORMATS, export  # noqa: PLC0415 - see the top of the file

        for piece in export(listing, FORMATS["csv"], settings.web.public_url, today_in_china(), bom=False):
            click.echo(piece, nl=False)
        return
    for listed in listing.reports:
        click.echo(f"{listed.result.id}{end}" if form == "ids" else to_json(listed.result) + b"\n", nl=False)


def _write(response: SearchResponse, form: str, end: str, settings: Settings) -> None:
    """Write an answer for other programs."""
    match form:
        case "json":
            from indexer.cli.link_file import link_store  # noqa: PLC0415 - see the top of the file
            from indexer.links import with_short_link  # noqa: PLC0415 - see the top of the file

            click.echo(to_json(with_short_link(response, link_store(settings))))
        case "jsonl":
            for result in response.results:
                click.echo(to_json(result))
        case "count":
            click.echo(response.total_reports)
        case _:
            click.echo("".join(f"{result.id}{end}" for result in response.results), nl=False)
