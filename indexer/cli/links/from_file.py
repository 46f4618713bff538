"""`nianbao links import`."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from indexer.cli.link_file import link_store
from indexer.links import read_toml
from indexer.model import today_in_china

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]

_MOST_BYTES = 64 * 1024 * 1024  # a hundred thousand short links take about 20 MB


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--replace", is_flag=True, help="Replace named links of the same name.")
@click.pass_context
def command(context: click.Context, file: BinaryIO, *, replace: bool) -> None:
    """Read links from a TOML file, all of them or none; - is standard input.

    \b
    Examples:
      nianbao links import saved_links.toml
      nianbao links import --replace - < saved_links.toml
    """
    settings: Settings = context.obj
    content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise click.BadParameter(f"{file.name} is longer than {_MOST_BYTES} bytes, which no file of links is")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{file.name} is not UTF-8 ({error}), as TOML must be") from None
    named, short = read_toml(text, today_in_china())
    link_store(settings).add(named, short, overwrite=replace)
    click.echo(f"read {len(named)} named and {len(short)} short links")
