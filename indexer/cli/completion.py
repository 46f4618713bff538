"""`nianbao completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["command"]

_VARIABLE = "_NIANBAO_COMPLETE"


@click.command("completion")
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete commands, options and their values.

    \b
    Examples:
      nianbao completion bash >> ~/.bashrc
      nianbao completion zsh >> ~/.zshrc
      nianbao completion fish > ~/.config/fish/completions/nianbao.fish
    """
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"no completion is known for {shell}")
    click.echo(made(context.find_root().command, {}, "nianbao", _VARIABLE).source())
