"""The console that results go to."""

from __future__ import annotations

from rich.console import Console

__all__ = ["console"]

_PIPED_WIDTH = 100


def console(color: bool | None) -> Console:  # noqa: FBT001 - None is a third value
    """A console on standard output that never reads text as markup.

    Args:
        color: True or False when decided, None to decide by the terminal.
    """
    made = Console(
        force_terminal=color,
        color_system=None if color is False else "auto",
        highlight=False,
        emoji=False,
        markup=False,
    )
    if not made.is_terminal:
        made.width = _PIPED_WIDTH
    return made
