"""What commands tell the shell."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """Exit codes of all commands; scripts rely on them."""

    DONE = 0
    """Found, or done."""
    NOTHING_FOUND = 1
    BAD_INPUT = 2
    """The request or a file is wrong; everything else was still done. click uses it for wrong options, too."""
    BAD_INDEX = 3
    """There is no usable index."""
    BACKEND_FAILED = 4
    INTERRUPTED = 130
    """What shells report for a process ended by SIGINT."""
