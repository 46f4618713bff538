"""`nianbao links list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Table

from indexer.cli.exit_codes import ExitCode
from indexer.cli.link_file import link_store
from indexer.cli.terminal import console
from indexer.links import RECENT, link_statuses
from indexer.model import to_json, today_in_china
from indexer.search import open_searcher

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from indexer.links import LinkStatus
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("list")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Reports that entered on this day or later are new; default: 30 days ago.",
)
@click.option("--json", "as_json", is_flag=True, help="Each link as a JSON object on a line.")
@click.pass_context
def command(context: click.Context, since: dt.datetime | None, *, as_json: bool) -> int:
    """List named links with how many reports each finds, and how many of them are new.

    Exit code 1: there are no links.

    \b
    Examples:
      nianbao links list
      nianbao links list --since 2026-01-01 --json
    """
    settings: Settings = context.obj
    links = link_store(settings).all_named()
    if not links:
        click.echo("no links are saved yet; nianbao links add --help shows how", err=True)
        return ExitCode.NOTHING_FOUND
    day = since.date() if since else today_in_china() - RECENT
    statuses = list(link_statuses(links, open_searcher(settings), day))
    if as_json:
        for status in statuses:
            click.echo(to_json(status))
    else:
        console(settings.color).print(_table(statuses))
    return ExitCode.DONE


def _table(statuses: Sequence[LinkStatus]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for header in ("name", "reports", "new", "title"):
        table.add_column(header, justify="right" if header in {"reports", "new"} else "left")
    for status in statuses:
        tally = status.tally
        counts = (str(tally.total), str(tally.new)) if tally else ("unreadable", "")
        table.add_row(status.link.name, *counts, status.link.title)
    return table
