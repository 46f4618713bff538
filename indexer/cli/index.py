"""`nianbao index`: bring the index up to date, build it anew, or follow the folders."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.build import build_index, follow, plan_update, update_index
from indexer.cli.exit_codes import ExitCode
from indexer.cli.index_summary import print_plan, print_summary
from indexer.cli.paths import GivenPath
from indexer.cli.progress import progress_bar
from indexer.cli.text import harmless
from indexer.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.build import BuildSummary
    from indexer.settings import Settings

__all__ = ["command"]


def _cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0))


@click.command("index")
@click.argument("paths", nargs=-1, type=GivenPath())
@click.option(
    "--update/--rebuild",
    default=True,
    help="Read what has changed since the index was made (default), or read everything, and index PATHS and no others.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=_cores, show_default="one a core", help="Processes that read at once."
)
@click.option("--dry-run", is_flag=True, help="Say what an update would change, and change nothing.")
@click.option("--watch", is_flag=True, help="Then follow the files and folders, updating until interrupted.")
@click.pass_context
def command(
    context: click.Context, paths: tuple[Path, ...], *, update: bool, jobs: int, dry_run: bool, watch: bool
) -> int:
    """Update the index from the files and folders it is made of; PATHS are added to these.

    An index remembers its files and folders: later `nianbao index` alone is enough. Reports are added, changed and
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
      nianbao index 年报 --watch
      nianbao --index-dir /srv/nianbao/index index seeds
    """
    settings: Settings = context.obj
    if dry_run:
        plan = plan_update(paths, settings)
        print_plan(plan)
        return ExitCode.BAD_INPUT if plan.failures else ExitCode.DONE
    summary = _run(update_index if update else build_index, paths, settings, jobs)
    print_summary(summary)
    if watch:
        _watch(settings, jobs)
    return ExitCode.BAD_INPUT if summary.failures else ExitCode.DONE


def _say(message: str) -> None:
    click.echo(harmless(message), err=True)


def _run(build: Callable[..., BuildSummary], paths: Sequence[Path], settings: Settings, jobs: int) -> BuildSummary:
    with progress_bar() as progress:
        return build(paths, settings, progress, _say, jobs)


def _watch(settings: Settings, jobs: int) -> None:
    """Follow the archive until SIGINT or SIGTERM, which are its ordinary end."""
    store = Store(settings.index_dir, settings.lock_timeout_s)

    def update() -> None:
        summary = _run(update_index, (), settings, jobs)
        if summary.committed or summary.failures:
            print_summary(summary)

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _say("following the files and folders of the archive (Ctrl-C to stop)")
    try:
        follow(lambda: [Path(path) for path in store.remembered().paths], update, _say)
    except KeyboardInterrupt:
        _say(f"stopped following; {store.current_name()} is live")
