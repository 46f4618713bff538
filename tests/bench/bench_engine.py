"""Compare engines on one made corpus, by hand: ``python tests/bench/bench_engine.py REPORTS... [--engine NAME]...``.

For each size: building from raw text, size of the index, opening it, and p50 and p95 of the same searches: the best ten
with snippets and the counts of three facets; `engines.measured` says what first, new, other filter and again mean.
Times of searches are of the processor, which other work on the machine changes least; the wall clock's stand beside.
Each engine is built and measured in processes of its own, one after the other. With several sizes the growth is printed
as the slope of log time over log size.

``--keep FOLDER`` keeps what was built, and measures what was kept before without building it again. ``--corpus FOLDER``
takes reports that `make_corpus.py` wrote before. tantivy and Xapian take part where they are installed:
``pip install tantivy xapian-bindings-binary``.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import platform
import statistics
import tempfile
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engines import OURS, Built, Figures, build, measure, prepare, read_built, saved
from make_corpus import write_corpus
from peers import PEERS, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PACKAGES = ("whoosh-reloaded", "jieba", "rjieba", "numpy", "tantivy", "xapian-bindings-binary")


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def _apart(work: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - whatever the work gives
    """Do work in a process of its own, which may start others."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _spread(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(times):9.2f} /{statistics.quantiles(times, n=20)[-1]:8.2f}"


def _kinds_of(figures: Figures) -> tuple[list[float], ...]:
    """The times of searches in the order of the columns."""
    return figures.first, figures.new, figures.other_filter, figures.other_filter_clock, figures.again


class Bench:
    """Builds and measures engines on one size of corpus.

    Args:
        paths: The reports.
        folder: Where everything that is made goes, and where it is found if it was made before.
        jobs: Processes in which ours builds.
    """

    def __init__(self, paths: Sequence[Path], folder: Path, jobs: int) -> None:
        self._paths = paths
        self._folder = folder
        self._jobs = jobs
        self._prepared = folder / "prepared.jsonl"

    def built(self, name: str) -> tuple[Built, Path]:
        """Build an engine's index, or find it; and where it is."""
        folder = self._folder / name.replace(" ", "-").replace(",", "")
        note = folder.with_suffix(".json")
        if not note.exists():
            if name != OURS and not self._prepared.exists():
                unfinished = self._prepared.with_suffix(".new")
                _apart(prepare, self._paths, unfinished)
                unfinished.rename(self._prepared)
            folder.mkdir(parents=True)
            note.write_text(saved(_apart(build, name, self._paths, self._prepared, folder, self._jobs)), "utf-8")
        return read_built(note.read_text("utf-8")), folder

    def compare(self, engines: Sequence[str], *, only_build: bool) -> dict[str, Figures]:
        """Measure engines, and print a line of each as soon as it is known."""
        text = sum(path.stat().st_size for path in self._paths)
        print(f"\n{len(self._paths):,} reports, {text / 1e6:.1f} MB of text")
        print(
            f"{'':22}  build s: wall   cpu     MB  size/text  open ms   first ms p50/p95       new p50/p95   "
            "other filter p50/p95     its wall clock   again ms p50/p95   MB   found"
        )
        found = {}
        for name in engines:
            if missing(name):
                print(f"{name:22}  not installed", flush=True)
                continue
            built, folder = self.built(name)
            line = f"{name:22}{built.seconds:14.1f}{built.cpu:7.1f}{built.memory / 1e6:7.0f}{built.size / text:10.2f}"
            print(line, end="", flush=True)
            if only_build:
                print()
                continue
            figures = found[name] = _apart(measure, name, folder)
            times = "".join(map(_spread, _kinds_of(figures)))
            print(f"{figures.opening:9.0f}{times}{figures.memory / 1e6:6.0f}{figures.found:9,}", flush=True)
        return found


def _growth(measured: dict[int, dict[str, Figures]]) -> None:
    for one, other in pairwise(sorted(measured)):
        for name in measured[other].keys() & measured[one].keys():
            small, large = measured[one][name], measured[other][name]
            ratios = [
                math.log(statistics.median(after) / statistics.median(before)) / math.log(other / one)
                for before, after in ((small.first, large.first), (small.other_filter, large.other_filter))
            ]
            grown = f"{ratios[0]:.2f} (first), {ratios[1]:.2f} (other filter)"
            print(f"{name}: p50 grows with the power {grown} from {one:,} to {other:,}")


def made_paths(reports: int, given: Path | None, folder: Path) -> list[Path]:
    """The files of a made corpus of so many reports: of one that is given, else of one made in a folder, once."""
    made = given or folder / "corpus"
    if not made.exists():
        write_corpus(made, reports)
    paths = sorted(made.rglob("*.txt"))[:reports]
    if len(paths) < reports:
        raise SystemExit(f"{made} has {len(paths):,} reports and not {reports:,}")
    return paths


def main() -> None:
    """Make the corpora and compare."""
    parser = argparse.ArgumentParser(description="Compare engines on one made corpus.")
    parser.add_argument("reports", nargs="+", type=int)
    parser.add_argument("--engine", action="append", choices=(OURS, *PEERS), help="all of them where none is named")
    parser.add_argument("--keep", type=Path, help="where indexes are kept and found")
    parser.add_argument("--corpus", type=Path, help="a made corpus of at least so many reports")
    parser.add_argument("--jobs", type=int, default=1, help="processes in which nianbao builds; others have one")
    parser.add_argument("--only-build", action="store_true", help="measure no searches")
    given = parser.parse_args()
    packages = ", ".join(map(_version, PACKAGES))
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {packages}")
    measured: dict[int, dict[str, Figures]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for reports in given.reports:
            folder = (given.keep or Path(temporary)) / str(reports)
            folder.mkdir(parents=True, exist_ok=True)
            bench = Bench(made_paths(reports, given.corpus, folder), folder, given.jobs)
            measured[reports] = bench.compare(given.engine or (OURS, *PEERS), only_build=given.only_build)
    if not given.only_build:
        _growth(measured)


if __name__ == "__main__":
    main()
