"""`nianbao check`: is the index what it says, and does it find what stands in its reports?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.analysis import default_analysis
from indexer.build.audit import audit
from indexer.cli.exit_codes import ExitCode
from indexer.cli.progress import progress_bar
from indexer.cli.text import counted, harmless
from indexer.store import Store

if TYPE_CHECKING:
    from indexer.settings import Settings

__all__ = ["command"]

_SHOWN = 20


@click.command("check")
@click.option(
    "--samples",
    default=20,
    show_default=True,
    type=click.IntRange(0, 1000),
    help="Strings and words of each report that are looked up.",
)
@click.pass_context
def command(context: click.Context, *, samples: int) -> int:
    """Check the live index: manifest, every hash, every count, every original, and every report against the index.

    Of each report the text is analysed once more, and random strings and words of it must be found. Nothing is
    changed. Exit code 0: all is well, 3: something is not, and what to run is said.

    \b
    Examples:
      nianbao check
      nianbao check --samples 3
    """
    settings: Settings = context.obj
    generation = Store(settings.index_dir, settings.lock_timeout_s).current()
    with progress_bar("checking") as progress:
        findings = list(audit(generation, default_analysis(), samples, progress))
    for finding in findings[:_SHOWN]:
        click.echo(f"damaged: {harmless(finding)}", err=True)
    if len(findings) > _SHOWN:
        click.echo(f"and {len(findings) - _SHOWN:,} more", err=True)
    if not findings:
        click.echo(f"{generation.path} is whole: {counted(generation.manifest.reports, 'report')}, each found again")
        return ExitCode.DONE
    click.echo("to repair it, read the files once more: nianbao index --rebuild", err=True)
    return ExitCode.BAD_INDEX
