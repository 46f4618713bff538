"""`nianbao index`: bring the index up to date, build it anew, or follow the folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build import build_index, plan_update, update_index
from indexer.cli.index_summary import print_plan, print_summary
from indexer.cli.progress import progress_bar
from indexer.cli.text import harmless

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]

_SOME_FAILED = 2


def _cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0))


@click.command("index")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--update/--rebuild",
    default=True,
    help="Read what has changed since the index was made (default), or read everything, and index PATHS and no others.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=_cores, show_default="one a core", help="Processes that read at once."
)
@click.option("--dry-run", is_flag=True, help="Say what an update would change, and change nothing.")
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], *, update: bool, jobs: int, dry_run: bool) -> int:
    """Bring the index up to date with the files and folders it is made of; PATHS join those.

    An archive remembers its files and folders: later `nianbao index` alone is enough. Reports are added, changed and
    removed as files are; links to a report whose name changed lead to its new one. Answers are those of --rebuild,
    which reads everything and leaves out what is not in PATHS; without PATHS it takes the remembered ones.

    Folders are walked; what in them is no report by its name (hidden files, README, names that begin with _) is passed
    over and named. A file that cannot be read is named with the reason and makes the exit code 2; everything else is
    indexed. Until the new index is complete the old one serves.

    \b
    Examples:
      nianbao index seeds
      nianbao index 年报/辽宁 年报/黑龙江/伊春.txt
      nianbao index --dry-run
      nianbao index
      nianbao index --rebuild seeds
      nianbao --index-dir /srv/nianbao/index index seeds
    """
    settings: Settings = context.obj
    if dry_run:
        plan = plan_update(paths, settings)
        print_plan(plan)
        return _SOME_FAILED if plan.failures else 0
    with progress_bar() as progress:
        build = update_index if update else build_index
        summary = build(paths, settings, progress, lambda message: click.echo(harmless(message), err=True), jobs)
    print_summary(summary)
    return _SOME_FAILED if summary.failures else 0
