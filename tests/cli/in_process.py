"""Runs the command line in this process; test_cli.py runs it as a program of its own."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Protocol

import pytest

from indexer.cli.main import run


@dataclass(frozen=True)
class Answer:
    """What a command did: exit code and what it printed."""

    code: int
    out: str
    err: str


class Nianbao(Protocol):
    """Runs a command."""

    def __call__(self, *words: str, stdin: str = "") -> Answer:
        """Takes the words after `nianbao`."""
        ...


def run_words(*words: str, stdin: str = "") -> Answer:
    """Run a command in this process, without a terminal."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        try:
            code = run(words)
        except SystemExit as end:  # completion ends the process itself
            code = int(end.code or 0)
        for stream in (out, err):
            stream.flush()
    printed = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]  # a BytesIO
    return Answer(code, *printed)
