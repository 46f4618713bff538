"""Reading goes on through updates: no error, no mixed answer, no generation before one already seen, nothing leaks."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader import Reader
from small_reports import report_text

from indexer.build import update_index
from indexer.search import open_searcher

if TYPE_CHECKING:
    from indexer.settings import Settings

SWAPS, WARM = 50, 15
THREADS, PROCESSES = 8, 2
MOST_GROWTH_MB = 24  # arrays, caches and heaps of threads settle; a leaked generation a swap would be more


def swap(corpus: Path, settings: Settings, generation: int) -> None:
    """Make a generation of reports of the other kind."""
    for path in corpus.iterdir():
        path.unlink()
    for number in range(3):
        name = "a" if generation % 2 == 0 else "b"
        (corpus / f"{name}{number}.txt").write_text(report_text(generation + number) + "公开", "utf-8")
    update_index([corpus], settings)


def open_files() -> int:
    """How many files this process has open."""
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


def memory_mb() -> int:
    """Resident memory of this process."""
    gc.collect()
    line = next(line for line in Path("/proc/self/status").read_text("utf-8").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are counted under /proc")
def test_readers_through_swaps(corpus: Path, tmp_path: Path, settings: Settings) -> None:
    """8 threads and 2 processes search through 50 swaps."""
    swap(corpus, settings, 1)
    searcher, stop = open_searcher(settings), tmp_path / "stop"
    readers = [Reader(searcher) for _ in range(THREADS)]
    failed: list[BaseException] = []

    def read(reader: Reader) -> None:
        try:
            while not stop.exists():
                reader.read()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test must see it
            failed.append(error)

    script = str(Path(__file__).with_name("reader.py"))
    command = [sys.executable, script, str(settings.index_dir), str(stop)]
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    processes = [
        subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603 - our own script
        for _ in range(PROCESSES)
    ]
    threads = [threading.Thread(target=read, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    before = (0, 0)
    try:
        for generation in range(2, SWAPS + 2):
            swap(corpus, settings, generation)
            if generation == WARM:
                before = open_files(), memory_mb()
        after = open_files(), memory_mb()
    finally:
        stop.touch()
        for thread in threads:
            thread.join()
        printed = [process.communicate()[0] for process in processes]

    assert [] == failed
    assert [] == [problem for reader in readers for problem in reader.problems]
    assert all(text.strip().isdigit() and int(text) > 0 for text in printed), printed
    assert after[0] <= before[0] + 2 * THREADS, "no files stay open"  # each thread may hold one generation more
    assert after[1] <= before[1] + MOST_GROWTH_MB, "memory stays"
