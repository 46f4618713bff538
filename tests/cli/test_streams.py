"""What becomes of output that finds no room or no characters, and of input that is no text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHENYANG = "000_b2cd71d51ff83e88"
FULL = Path("/dev/full")  # what writes to it is told that the disk is full


def piped(
    index: Path, *words: str, output: int | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run nianbao as a program of its own, with input that is neither UTF-8 nor empty."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "indexer", *words],
        input=b"\xff\xfe",
        stdout=subprocess.PIPE if output is None else output,
        stderr=subprocess.PIPE,
        env={**os.environ, "NIANBAO_INDEX_DIR": str(index), **environment},
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [["search", "公开"], ["show", SHENYANG, "--original"], ["--help"]])
def test_output_on_a_full_disk(seeds_index: Path, words: list[str]) -> None:
    """Who writes results to a file on a full disk is told so, and not by the exit code of "nothing found"."""
    with FULL.open("wb") as full:
        result = piped(seeds_index, *words, output=full.fileno())

    assert 2 == result.returncode
    assert "Error: the output cannot be written" in result.stderr.decode()
    assert 1 == result.stderr.count(b"\n")


def test_terminal_without_chinese_characters(seeds_index: Path) -> None:
    """What an encoding lacks is escaped; a terminal in GBK gets all that GBK has."""
    narrow = piped(seeds_index, "search", "公开", PYTHONIOENCODING="ascii")
    national = piped(seeds_index, "search", "公开", PYTHONIOENCODING="gbk")

    assert (0, 0) == (narrow.returncode, national.returncode)
    assert rb"\u5171 5 \u4efd\u62a5\u544a" in narrow.stdout
    assert national.stdout.decode("gbk").startswith("共 5 份报告")


def test_passage_that_is_no_text(seeds_index: Path) -> None:
    """A passage in another encoding than the terminal's is refused with what to do."""
    result = piped(seeds_index, "show", SHENYANG, "--hits", "-", PYTHONIOENCODING="utf-8:strict")

    assert 2 == result.returncode
    assert "standard input is not utf-8 text; convert it first" in result.stderr.decode()
