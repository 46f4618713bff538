"""A group whose commands are imported when they are run: `nianbao --help` must not load dictionaries."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """A click group that knows where its commands are.

    Args:
        places: Command name to ``(module, one line of help)``; the command is the module's ``command``.
    """

    def __init__(self, *args: Any, places: dict[str, tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(*args, **kwargs)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which a person needs them."""
        del ctx
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in self._places:
            return None
        command: click.Command = import_module(self._places[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command.

        Raises:
            BrokenPipeError: Nobody reads the output any more. It has no number, because at one with ``EPIPE`` click
                ends the program itself, with the exit code of "nothing found".
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise BrokenPipeError(str(error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self._places.items()])
