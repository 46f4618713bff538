"""`nianbao prune`: removing what the index no longer needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.text import counted
from indexer.store import KEPT, Store

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("prune")
@click.option(
    "--keep",
    default=KEPT,
    show_default=True,
    type=click.IntRange(1),
    help="Generations that stay, the live one among them; with 1 there is none to fall back on.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@click.pass_context
def command(context: click.Context, *, keep: int, dry_run: bool) -> None:
    """Remove older generations, and what interrupted builds left.

    Every build does so by itself; this is for freeing more room, or after a build could not remove something. The live
    generation is never removed.

    \b
    Examples:
      nianbao prune --dry-run
      nianbao prune
      nianbao prune --keep 1
    """
    settings: Settings = context.obj
    store = Store(settings.index_dir, settings.lock_timeout_s)
    folders = store.prune(keep, lambda message: click.echo(message, err=True), dry_run=dry_run)
    done = "would remove" if dry_run else "removed"
    for folder in folders:
        click.echo(f"{done} generation {folder.name}")
    click.echo(f"{done} {counted(len(folders), 'generation')}")
