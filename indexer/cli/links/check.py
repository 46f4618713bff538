"""`nianbao links check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.exit_codes import ExitCode
from indexer.cli.link_file import link_store
from indexer.cli.text import counted
from indexer.links import check_links
from indexer.search import open_searcher

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]


@click.command("check")
@click.pass_context
def command(context: click.Context) -> int:
    """Check that every link can be read, has known values only, and finds as many reports as it must.

    Exit code 2: some link is wrong; each is named with what is wrong.

    \b
    Examples:
      nianbao links check
    """
    settings: Settings = context.obj
    store = link_store(settings)
    named, short = store.all_named(), store.all_short()
    problems = list(check_links(named, short, open_searcher(settings)))
    for problem in problems:
        click.echo(f"{problem.path} {problem.text}", err=True)
    click.echo(f"checked {len(named)} named and {len(short)} short links, {counted(len(problems), 'problem')}")
    return ExitCode.BAD_INPUT if problems else ExitCode.DONE
