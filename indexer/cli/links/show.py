"""`nianbao links show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.link_file import link_called, link_store
from indexer.links import target_of
from indexer.model import to_json

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="The link as a JSON object.")
@click.pass_context
def command(context: click.Context, name: str, *, as_json: bool) -> None:
    """Show a named or a short link and the search that it leads to.

    \b
    Examples:
      nianbao links show liaoning-requests
      nianbao links show 7c4wyrpos5 --json
    """
    settings: Settings = context.obj
    link = link_called(link_store(settings), name.rpartition("/")[2])
    if as_json:
        click.echo(to_json(link))
        return
    for field in ("name", "title", "note", "author", "date", "min_reports"):
        if value := getattr(link, field, ""):
            click.echo(f"{field}: {value}")
    click.echo(f"url: {settings.web.public_url}{target_of(link)}")
