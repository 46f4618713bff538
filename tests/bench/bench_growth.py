"""How do searches grow with the archive? By hand: ``python tests/bench/bench_growth.py INDEX_DIR [TIMES]...``.

An archive of any size is had without building it: the segments of one index, opened several times over. Its reports are
then copies of each other, which is no less work. Prints the times of opening, of first and new answers and of those
under another filter (see `engines.measured`), the memory that the process does not share with the system's files, and
how each grows from the least to the most.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import statistics
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from engines import QUESTIONS, measured, request_of

from indexer.analysis import default_analysis
from indexer.backends.whoosh import WhooshIndex
from indexer.search.searcher import IndexInfo, IndexSearcher
from indexer.settings import Settings
from indexer.store import Store

if TYPE_CHECKING:
    from peers.base import Question

TIMES = (1, 2, 5)
INFO = IndexInfo(generation="g000001", built="2020-01-01T00:00:00+00:00", sections=0, characters=0)


class Row(NamedTuple):
    """The figures of one size; milliseconds of processor time.

    Attributes:
        reports: Reports.
        opening: Opening.
        first_p50: Median of first answers.
        first_p95: 95th percentile of the same.
        new_p50: Median of answers to questions that are new to the index.
        new_p95: 95th percentile of the same.
        filter_p50: Median of answers under another filter.
        filter_p95: 95th percentile of the same.
        memory: Megabytes that are the process's own after all questions.
    """

    reports: int
    opening: float
    first_p50: float
    first_p95: float
    new_p50: float
    new_p95: float
    filter_p50: float
    filter_p95: float
    memory: float


def row(folder: Path, times: int) -> Row:
    """Measure an index that is opened so many times over."""
    generation = Store(folder, 0).current()
    room = Settings().memory_for(generation.manifest.reports * times)
    held: list[IndexSearcher] = []

    def opened() -> None:
        held.clear()
        with patch("indexer.backends.whoosh._check_ids"):  # the ids of copies are not their own
            index = WhooshIndex([*generation.segments()] * times, room // 4, generation.lexicon)
        held.append(IndexSearcher(index, default_analysis(), INFO, room - room // 4))

    def ask(question: Question) -> int:
        return held[0].search(request_of(question)).total_reports

    opened()
    figures = measured(opened, ask)
    spread = [
        part
        for found in (figures.first, figures.new, figures.other_filter)
        for part in (statistics.median(found), statistics.quantiles(found, n=20)[-1])
    ]
    return Row(held[0].summary().reports, figures.opening, *spread, _own_memory())


def _own_memory() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1000


def main() -> None:
    """Measure every size in a process of its own, and print."""
    parser = argparse.ArgumentParser(description="How searches grow with the archive.")
    parser.add_argument("index", type=Path)
    parser.add_argument("times", nargs="*", type=int, default=TIMES)
    given = parser.parse_args()
    rows = []
    print(f"{len(QUESTIONS)} questions; ms of processor time\n" + " ".join(f"{name:>11}" for name in Row._fields))
    for times in sorted(given.times):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            rows.append(pool.submit(row, given.index, times).result())
        print(" ".join(f"{value:11,.1f}" for value in rows[-1]), flush=True)
    if len(rows) > 1:
        size, *slopes = (math.log(after / before) for before, after in zip(rows[0], rows[-1], strict=True))
        print(f"{'power':>11} " + " ".join(f"{slope / size:11.2f}" for slope in slopes))


if __name__ == "__main__":
    main()
