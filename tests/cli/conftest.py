"""The command line in this process, over an index of the seeds; test_cli.py runs it as a program of its own."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from indexer.build import build_index
from indexer.cli.main import run
from indexer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory, seeds_dir: Path) -> Path:
    """The folder of an index of the seeds, which no test changes."""
    folder = tmp_path_factory.mktemp("seeds") / "index"
    build_index([seeds_dir], Settings(index_dir=folder))
    return folder


@pytest.fixture
def nianbao(seeds_index: Path, monkeypatch: pytest.MonkeyPatch) -> Nianbao:
    """Runs commands; those that read an index read that of the seeds."""
    monkeypatch.setenv("NIANBAO_INDEX_DIR", str(seeds_index))
    return run_words
