"""`nianbao links rm`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.link_file import link_store

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("rm")
@click.argument("name")
@click.pass_context
def command(context: click.Context, name: str) -> None:
    """Delete a named link; the same search can be saved again. Short links stay.

    \b
    Examples:
      nianbao links rm liaoning-requests
    """
    settings: Settings = context.obj
    link_store(settings).remove(name)
    click.echo(f"removed /v/{name}")
