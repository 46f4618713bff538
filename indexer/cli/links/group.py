"""The commands about saved links, and what they share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from indexer.cli.group import LazyGroup

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]

_COMMANDS = {
    "add": ("indexer.cli.links.add", "Save a search under a name."),
    "short": ("indexer.cli.links.short", "Make the short link of a search."),
    "list": ("indexer.cli.links.listing", "List named links with what they find."),
    "show": ("indexer.cli.links.show", "Show one link."),
    "check": ("indexer.cli.links.check", "Check that all links still mean what they meant."),
    "export": ("indexer.cli.links.to_file", "Write all links as TOML."),
    "import": ("indexer.cli.links.from_file", "Read links from TOML."),
    "rm": ("indexer.cli.links.remove", "Delete a named link."),
}


@click.group("links", cls=LazyGroup, places=_COMMANDS)
@click.option(
    "--links-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of saved links; default: beside the index, or NIANBAO_LINKS_FILE.",
)
@click.pass_context
def command(context: click.Context, links_file: Path | None) -> None:
    """Save searches under names, list what they find, move them between machines.

    Short links are for ever; named links can be replaced and removed.

    \b
    Examples:
      nianbao links add liaoning-requests 依申请公开 --region 辽宁省 --title 辽宁省报告中的依申请公开
      nianbao links list --since 2026-01-01
      nianbao links export > saved_links.toml
    """
    settings: Settings = context.obj
    if links_file is not None:
        context.obj = replace(settings, links_file=links_file)
