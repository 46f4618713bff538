"""Prints docs/cli.md, the reference of all commands, from the commands themselves.

python tests/cli/cli_reference.py > docs/cli.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indexer.cli.main import program

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
# The command line

Made from `nianbao COMMAND --help` by `python tests/cli/cli_reference.py > docs/cli.md`; a test fails when it is stale.
"""


def commands(group: click.Group, context: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the words that call each command, and its help, groups before what is in them."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        own = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        yield own.command_path, command.get_help(own)
        if isinstance(command, click.Group):
            yield from commands(command, own)


def every_command() -> list[tuple[str, str]]:
    """The words that call the program and each command, and its help."""
    root = click.Context(program, info_name="nianbao", max_content_width=100, terminal_width=100)
    return [("nianbao", program.get_help(root)), *commands(program, root)]


def reference() -> str:
    """The text of docs/cli.md."""
    parts = [f"## {path}\n\n```text\n{text}\n```\n" for path, text in every_command()]
    return "\n".join([_HEAD, *parts])


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201 - a script
