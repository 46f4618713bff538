"""`nianbao facets`: how many reports of each region, year and section, under the options of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from indexer.cli.exit_codes import ExitCode
from indexer.cli.options import parsed_request, search_options
from indexer.cli.terminal import paged
from indexer.cli.text import one_line, tell
from indexer.model import to_json
from indexer.search import open_searcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.model import Facets, FacetValue
    from indexer.settings import Settings

__all__ = ["command"]
_TITLES = {"region": "地区", "year": "年度", "section": "章节"}


@click.command("facets")
@search_options()
@click.option(
    "--facet",
    "names",
    multiple=True,
    type=click.Choice(list(_TITLES)),
    help="Only this facet. Repeatable.",
)
@click.option("--json", "form", flag_value="json", help="As one JSON object, the facets of /api/v1/search.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Each value as a JSON object on a line, parents first.")
@click.pass_context
def command(
    context: click.Context,
    /,
    query: tuple[str, ...],
    *,
    names: tuple[str, ...],
    form: str | None,
    **options: Any,  # noqa: ANN401 - click hands over what the shared options declare
) -> int:
    """Count reports by region, year and section: all of them, or those of a search.

    The number beside a value is the number of reports that ticking it alone gives; a facet's own filters are left out
    of its counts. Exit code 0: some report was found, 1: none.

    \b
    Examples:
      nianbao facets
      nianbao facets 依申请公开 --facet year
      nianbao facets 行政复议 --region 辽宁省 --facet section --json
    """
    settings: Settings = context.obj
    parsed = parsed_request(query, options)
    response = open_searcher(settings).search(parsed.request, parsed.notices)
    tell(response.notices)
    wanted = [name for name in _TITLES if not names or name in names]
    _print(response.facets, wanted, form, settings)
    return ExitCode.DONE if response.total_reports else ExitCode.NOTHING_FOUND


def _print(facets: Facets, names: Sequence[str], form: str | None, settings: Settings) -> None:
    chosen: dict[str, tuple[FacetValue, ...]] = {name: getattr(facets, name) for name in names}
    if form == "json":
        click.echo(to_json(chosen))
    elif form == "jsonl":
        for name, values in chosen.items():
            for depth, value in _walk(values):
                row = {"facet": name, "value": value.value, "label": value.label, "count": value.count, "depth": depth}
                click.echo(to_json(row))
    else:
        with paged(settings.color) as screen:
            for name, values in chosen.items():
                screen.print(_table(_TITLES[name], values))


def _table(title: str, values: Sequence[FacetValue]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    for depth, value in _walk(values):
        mark = "✓ " if value.selected else "✗ " if value.excluded else "  "
        style = "bold" if value.selected else "none" if value.count else "dim"
        table.add_row(
            Text(f"{mark}{'  ' * depth}{one_line(value.label)}", style=style), f"{value.count:,}", value.value
        )
    return table


def _walk(values: Sequence[FacetValue], depth: int = 0) -> Iterator[tuple[int, FacetValue]]:
    for value in values:
        yield depth, value
        yield from _walk(value.children, depth + 1)
