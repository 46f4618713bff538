"""The console that results go to."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console, ConsoleDimensions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

__all__ = ["console", "paged"]

_PIPED_WIDTH = 100


class _Console(Console):
    """A console that leaves a reader who has had enough to the program, which ends well; rich would end it with 1."""

    def on_broken_pipe(self) -> None:
        """Called while the error is handled."""
        raise BrokenPipeError


def console(color: bool | None) -> Console:  # noqa: FBT001 - None is a third value
    """A console on standard output that never reads text as markup.

    Args:
        color: True or False when decided, None to decide by the terminal.
    """
    made = _made(color)
    if not made.is_terminal:
        made.size = ConsoleDimensions(_PIPED_WIDTH, made.height)  # asked once; else rich asks with every line
    return made


@contextmanager
def paged(color: bool | None) -> Iterator[Console]:  # noqa: FBT001 - None is a third value
    """A console whose output goes through the pager (``PAGER``) where it is longer than the terminal is high.

    Without a terminal on both sides it is printed at once, as `console` does.
    """
    screen = console(color)
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        yield screen
        return
    colored = screen.color_system is not None
    held = io.StringIO()
    yield _made(colored, held, screen.size)
    text = held.getvalue()
    if text.count("\n") < screen.height:
        click.echo(text, nl=False, color=colored)
    else:
        click.echo_via_pager(text.removesuffix("\n"), color=colored)


def _made(color: bool | None, file: IO[str] | None = None, size: ConsoleDimensions | None = None) -> Console:  # noqa: FBT001 - None is a third value
    return _Console(
        file=file,
        width=size and size.width,
        height=size and size.height,
        force_terminal=color,
        color_system=None if color is False else "auto",
        highlight=False,
        emoji=False,
        markup=False,
    )
