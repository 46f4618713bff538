"""`nianbao links export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.link_file import link_store
from indexer.links import write_toml

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("export")
@click.option("--named", "only_named", is_flag=True, help="Leave short links out.")
@click.pass_context
def command(context: click.Context, *, only_named: bool) -> None:
    """Write all links as TOML, for review, as a backup, or for another machine.

    \b
    Examples:
      nianbao links export > saved_links.toml
      nianbao links export --named
    """
    settings: Settings = context.obj
    store = link_store(settings)
    click.echo(write_toml(store.all_named(), () if only_named else store.all_short()), nl=False)
