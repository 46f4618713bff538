"""`nianbao index`: build the index of files and folders."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from indexer.build import build_index
from indexer.cli.text import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.corpus import PassedOver
    from indexer.settings import Settings

__all__ = ["command"]

_SOME_FAILED = 2


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...]) -> int:
    """Build the index of files and folders and make it the live one.

    Folders are walked; what in them is no report by its name (hidden files, README, names that begin with _) is passed
    over and named. A file that cannot be read is named with the reason and makes the exit code 2; everything else is
    indexed. Until the new index is complete the old one serves.

    \b
    Examples:
      nianbao index seeds
      nianbao index 年报/辽宁 年报/黑龙江/伊春.txt
      nianbao --index-dir /srv/nianbao/index index reports
    """
    settings: Settings = context.obj
    with _progress() as progress:
        summary = build_index(paths, settings, progress, lambda message: click.echo(message, err=True))
    for failure in summary.failures:
        click.echo(f"not indexed: {harmless(str(failure))}", err=True)
    click.echo(
        f"indexed {summary.reports:,} reports ({summary.sections:,} sections, {summary.characters:,} characters) "
        f"in {summary.seconds:.1f} s -> {summary.generation}"
    )
    if summary.passed_over:
        click.echo(_passed_over(summary.passed_over))
    return _SOME_FAILED if summary.failures else 0


_NAMED = 5


def _passed_over(others: Sequence[PassedOver]) -> str:
    """Name what no report was looked for in, so that nothing is left out unseen."""
    named = [f"{other.path.name} ({other.reason})" for other in others[:_NAMED]]
    more = [f"{len(others) - _NAMED} more"] if len(others) > _NAMED else []
    return harmless(f"passed over {len(others)}: {', '.join(named + more)}")


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _all, _name: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total, _name: bar.update(task, completed=done, total=total)
