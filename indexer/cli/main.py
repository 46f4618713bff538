"""The group of commands, and what every command has in common: settings, colour, exit codes."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from indexer import __version__
from indexer.cli.exit_codes import ExitCode
from indexer.cli.group import LazyGroup
from indexer.cli.paths import GivenPath
from indexer.errors import BackendError, IndexerError, IndexStoreError, OutputError
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["main", "program", "run"]

_OBJECTS = 50_000  # that are made before Python looks for cycles; at most some megabytes wait for it
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}  # what a disk says that cannot take more

_COMMANDS = {
    "index": ("indexer.cli.index", "Build or update the index of files and folders."),
    "search": ("indexer.cli.search", "Search the index."),
    "show": ("indexer.cli.show", "Show a report, or the hits of a query in it."),
    "facets": ("indexer.cli.facets", "Count reports by region, year and section."),
    "similar": ("indexer.cli.similar", "Show other years, copies and similar reports of a report."),
    "export": ("indexer.cli.export", "Write all results of a search as a file."),
    "links": ("indexer.cli.links", "Save searches under names, and check them."),
    "inspect": ("indexer.cli.inspect", "Show what was understood of a file."),
    "analyze": ("indexer.cli.analyze", "Show the terms of a text and the plan of a query."),
    "stats": ("indexer.cli.stats", "Show what the archive holds, and which years a body lacks."),
    "check": ("indexer.cli.check", "Check the index against itself and its reports."),
    "prune": ("indexer.cli.prune", "Remove what the index no longer needs."),
    "bench": ("indexer.cli.bench", "Measure the speed of searches on this index."),
    "completion": ("indexer.cli.completion", "Print the completion script of a shell."),
    "serve": ("indexer.cli.serve", "Serve the pages."),
}


@click.group(
    cls=LazyGroup,
    places=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--index-dir", type=GivenPath(), help="Folder of the index; default: index, or NIANBAO_INDEX_DIR.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour of the output; auto: on a terminal unless NO_COLOR is set.",
)
@click.version_option(__version__, prog_name="nianbao")
@click.pass_context
def program(context: click.Context, index_dir: Path | None, color: str) -> None:
    """Full-text search over Chinese government information-disclosure annual reports.

    \b
    Examples:
      nianbao index seeds
      nianbao search 依申请公开 --region 辽宁省 --year 2008..2015
      nianbao serve
    """
    settings = Settings.from_environment()
    if index_dir is not None:
        settings = replace(settings, index_dir=index_dir)
    if color != "auto":
        settings = replace(settings, color=color == "always")
    context.obj = settings
    context.color = settings.color


def main() -> None:
    """Run the program and exit."""
    # numpy's linear algebra starts a thread for every core when it is loaded, and nothing here uses it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Nearly all that a start makes stays; to look through it for cycles every 700 objects takes a twentieth of it.
    gc.set_threshold(_OBJECTS)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a character that the terminal's encoding lacks ends no program
        sys.stdout.reconfigure(errors="backslashreplace")
    code = run()
    gc.freeze()  # or Python looks through all objects for cycles once more, before it lets go of them all
    sys.exit(code)


def run(words: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    Args:
        words: The words after ``nianbao``; None takes those that the process was started with.
    """
    try:
        code = program.main(words, standalone_mode=False, prog_name="nianbao")
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; the live index is unchanged", err=True)
        return ExitCode.INTERRUPTED
    except OSError as error:
        return _output_failed(error)
    except IndexerError as error:
        click.echo(f"Error: {error}", err=True)
        return exit_code(error)
    return code if isinstance(code, int) else ExitCode.DONE


def _output_failed(error: OSError) -> int:
    """The exit code when standard output takes no more; files that commands write have errors of their own.

    Raises:
        OSError: It is about something else.
    """
    gone = isinstance(error, BrokenPipeError)  # the reader has all it wants
    if not gone and (error.filename is not None or error.errno not in _NO_ROOM):
        raise error
    # Python would complain once more when it flushes at exit
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if gone:
        return ExitCode.DONE
    click.echo(f"Error: the output cannot be written ({error.strerror}) and is not whole; make room first", err=True)
    return exit_code(OutputError())


def exit_code(error: IndexerError) -> ExitCode:
    """The exit code of an error."""
    if isinstance(error, IndexStoreError):
        return ExitCode.BAD_INDEX
    return ExitCode.BACKEND_FAILED if isinstance(error, BackendError) else ExitCode.BAD_INPUT
