"""Where does one machine end? By hand: ``python tests/bench/bench_limits.py 5000 20000 100000 [--keep FOLDER]``.

Builds and searches made corpora of the sizes with this program alone, prints the rows of the table in docs/limits.md,
and from the last two sizes how each figure grows and at how many reports it reaches what people and machines bear. The
least of these is where one machine is no longer the right place. Other work on the machine falsifies it: run it alone.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench_engine import Bench, made_paths
from engines import OURS


class Row(NamedTuple):
    """The figures of one size.

    Attributes:
        reports: Reports.
        build_s: Seconds of a whole build by as many processes as the machine has cores.
        build_mb: Megabytes of the largest process of it.
        index_mb: Megabytes of the index, without the originals.
        open_ms: Milliseconds until an index that was closed can be searched.
        p50_ms: Median of the questions' processor time, each the first that an open index answers.
        p95_ms: The 95th percentile of the same.
        serve_mb: Megabytes of the process that answered them.
    """

    reports: int
    build_s: float
    build_mb: float
    index_mb: float
    open_ms: float
    p50_ms: float
    p95_ms: float
    serve_mb: float


BOUNDS = {
    "build_s": (8 * 3600, "a build takes a night (8 hours)"),
    "p95_ms": (1000, "the slowest questions take 1 s, half of what a search may"),
    "serve_mb": (4096, "a server takes 4 GB, half of a small machine"),
}
"""What is borne, and what is so once it is reached."""

LEAST_SLOPE = 0.05  # a figure that hardly grows reaches its bound nowhere
FARTHEST = 10  # times the largest size; beyond it the growth that was measured says nothing


def measured(reports: int, folder: Path) -> Row:
    """Build and search one size."""
    bench = Bench(made_paths(reports, None, folder), folder, os.cpu_count() or 1)
    built, _ = bench.built(OURS)
    figures = bench.compare([OURS], only_build=False)[OURS]
    return Row(
        reports,
        built.seconds,
        built.memory / 1e6,
        built.size / 1e6,
        figures.opening,
        statistics.median(figures.first),
        statistics.quantiles(figures.first, n=20)[-1],
        figures.memory / 1e6,
    )


def ends(small: Row, large: Row) -> list[tuple[float, float, str]]:
    """For each bound: at how many reports it is reached, the power of the growth, and what is so then; least first."""
    found = []
    for name, (bound, meaning) in BOUNDS.items():
        before, after = getattr(small, name), getattr(large, name)
        slope = math.log(after / before) / math.log(large.reports / small.reports)
        end = large.reports * (bound / after) ** (1 / slope) if slope > LEAST_SLOPE else math.inf
        found.append((end, slope, meaning))
    return sorted(found)


def main() -> None:
    """Measure every size and print."""
    parser = argparse.ArgumentParser(description="Where one machine ends.")
    parser.add_argument("reports", nargs="+", type=int)
    parser.add_argument("--keep", type=Path, help="where corpora and indexes are kept and found")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        rows = []
        for reports in sorted(given.reports):
            folder = (given.keep or Path(temporary)) / str(reports)
            folder.mkdir(parents=True, exist_ok=True)
            rows.append(measured(reports, folder))
    print(f"\nPython {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    for row in rows:
        print("| " + " | ".join(f"{value:,.0f}" for value in row) + " |")
    for end, slope, meaning in ends(*rows[-2:]) if len(rows) > 1 else ():
        farthest = FARTHEST * rows[-1].reports
        at = f"at {end:,.0f}" if end < farthest else f"beyond {farthest:,}"
        print(f"{at} reports {meaning} (grows with the power {slope:.2f})")


if __name__ == "__main__":
    main()
