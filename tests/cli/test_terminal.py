"""What a person at a terminal gets: colours that can be turned off, and a pager for what is longer than the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ESCAPE = "\x1b["


def on_terminal(index: Path, *words: str, rows: int = 24, **environment: str) -> tuple[int, str]:
    """Run nianbao on a terminal of its own; its exit code and all that the terminal was sent."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 100, 0, 0))
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "FORCE_COLOR", "PAGER", "LESS", "COLUMNS", "LINES", "COLORTERM"}
    }
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "indexer", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**inherited, "TERM": "xterm-256color", "NIANBAO_INDEX_DIR": str(index), **environment},
    )
    os.close(theirs)
    sent = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return process.wait(timeout=60), sent.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """What was written; nothing once the other side is closed, which Linux tells as an error."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""


def test_longer_than_the_screen_goes_through_the_pager(seeds_index: Path) -> None:
    """The pager gets every line, and the exit code is that of the search."""
    code, paged = on_terminal(seeds_index, "search", "公开", PAGER="sed s/^/page:/", NO_COLOR="1")
    lines = paged.splitlines()

    assert (0, True) == (code, len(lines) > 24)
    assert all(line.startswith("page:") for line in lines)
    assert lines[0].startswith("page:共 5 份报告")


def test_what_fits_the_screen_is_printed(seeds_index: Path) -> None:
    """Nobody wants to leave a pager for a few lines, nor where none of it is read on a terminal."""
    code, printed = on_terminal(seeds_index, "search", "没有这样的话呀", PAGER="sed s/^/page:/")
    assert (1, False) == (code, "page:" in printed)

    code, printed = on_terminal(seeds_index, "search", "公开", rows=500, PAGER="sed s/^/page:/")
    assert (0, False) == (code, "page:" in printed)

    code, printed = on_terminal(seeds_index, "search", "公开", "--json", PAGER="sed s/^/page:/")
    assert (0, False) == (code, "page:" in printed)


def test_a_pager_that_is_left_early(seeds_index: Path) -> None:
    """Leaving it is no failure."""
    code, printed = on_terminal(seeds_index, "show", "001_92fc7ff319701b04", PAGER="head -n 1", NO_COLOR="1")

    assert (0, 1) == (code, len(printed.splitlines()))


@pytest.mark.parametrize(
    ("environment", "options", "colored"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"TERM": "dumb"}, [], False),
        ({"TERM": "dumb", "PAGER": "cat"}, [], False),
        ({"PAGER": "cat"}, ["--color", "never"], False),
        ({"PAGER": "cat", "NO_COLOR": "1"}, ["--color", "always"], True),
    ],
)
def test_colours_on_a_terminal(
    seeds_index: Path, environment: dict[str, str], options: list[str], *, colored: bool
) -> None:
    """They are there unless the environment or an option says no; the option is the last word."""
    rows = 24 if "PAGER" in environment else 500
    code, printed = on_terminal(seeds_index, *options, "search", "公开", rows=rows, **environment)

    assert (0, colored) == (code, ESCAPE in printed)


@pytest.mark.parametrize(("environment", "colored"), [({}, False), ({"FORCE_COLOR": "1"}, True)])
def test_colours_in_a_pipe(seeds_index: Path, environment: dict[str, str], *, colored: bool) -> None:
    """A pipe gets none unless they are asked for."""
    variables = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    printed = subprocess.run(
        [sys.executable, "-m", "indexer", "search", "公开"],
        env={**variables, "NIANBAO_INDEX_DIR": str(seeds_index), **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert colored == (ESCAPE in printed)
