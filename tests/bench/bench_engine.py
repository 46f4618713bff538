"""Compare engines on one made corpus, by hand: ``python tests/bench/bench_engine.py REPORTS... [--engine NAME]...``.

For each size: build from raw text, size of the index, and p50 and p95 of the same searches (top ten, counts, snippets),
the first time each is asked and again. Each engine runs in a process of its own, one after the other, so that memory is
its own and the machine's state the same. With several sizes the growth is printed as the slope of log time over log
size. tantivy takes part where it is installed (``pip install tantivy``).
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import platform
import resource
import statistics
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from make_corpus import write_corpus
from peers import PEERS, missing

from indexer.analysis import default_analysis
from indexer.build import build_index
from indexer.corpus import Corpus
from indexer.model import SearchRequest
from indexer.search import open_searcher
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

OURS = "nianbao"
QUERIES = [
    *(["公开"], ["政府"], ["行政复议"], ["诉讼"], ["财政"], ["微信"], ["保障性"], ["档案馆"], ["热线"]),
    *(["政府", "公开"], ["行政复议", "行政诉讼"], ["财政", "预决算"], ["微博", "微信"], ["征地", "补偿"]),
    *(["问题", "整改"], ["培训", "人员"], ["规章", "废止"], ["水利局"], ["公安局", "答复"], ["审计局", "公开"]),
]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one engine.

    Attributes:
        build: Seconds.
        size: Bytes of the index.
        opening: Seconds.
        first: Milliseconds of each query the first time.
        again: The same when asked again, the best of three.
        memory: Bytes that the process had at most.
    """

    build: float
    size: int
    opening: float
    first: list[float]
    again: list[float]
    memory: int


def size_of(folder: Path) -> int:
    """Bytes of all files but the originals that our index keeps beside it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and "originals" not in path.parts)


def prepared(corpus: Path) -> list[tuple[str, str, str, str]]:
    """What the peers take: text, words, region, year."""
    analysis = default_analysis()
    made = []
    for report in Corpus([corpus], analysis.simplify).reports():
        reading = analysis.normalise(report.text)[0]
        words = " ".join(token.term for token in analysis.tokenise(reading.text, "query", reading.breaks))
        region = report.region.value.code if report.region.value else "unknown"
        made.append((report.text, words, region, str(report.year.value or 0)))
    return made


def measure(name: str, corpus: Path, folder: Path) -> Figures:
    """Measure one engine in this process."""
    if name == OURS:
        settings = Settings(index_dir=folder)
        started = time.perf_counter()
        build_index([corpus], settings)
        build = time.perf_counter() - started
        started = time.perf_counter()
        searcher = open_searcher(settings)

        def ask(words: list[str]) -> int:
            return searcher.search(SearchRequest(q=" ".join(words), size=10)).total_reports
    else:
        peer, reports = PEERS[name](), prepared(corpus)
        started = time.perf_counter()
        peer.build(folder, reports)
        build = time.perf_counter() - started
        started = time.perf_counter()
        peer.open(folder)
        ask = peer.search
    opening = time.perf_counter() - started
    first = [timed(ask, words) for words in QUERIES]
    again = [min(timed(ask, words) for _ in range(3)) for words in QUERIES]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Figures(build, size_of(folder), opening, first, again, memory)


def timed(ask: object, words: list[str]) -> float:
    """Milliseconds of one query."""
    started = time.perf_counter()
    ask(words)  # type: ignore[operator]  # a function of words
    return (time.perf_counter() - started) * 1000


def spread(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(times):8.2f} /{statistics.quantiles(times, n=20)[-1]:8.2f}"


def compare(reports: int, corpus: Path, engines: Sequence[str]) -> dict[str, Figures]:
    """Measure engines on the same corpus, and print a line of each as soon as it is known."""
    text = size_of(corpus)
    print(f"\n{reports:,} reports, {text / 1e6:.1f} MB of text")  # noqa: T201 - a report by hand
    print(f"{'':24}build s  size/text  open ms     first ms p50/p95     again ms p50/p95  peak MB")  # noqa: T201 - see above
    found = {}
    for name in engines:
        if missing(name):
            print(f"{name:24}not installed", flush=True)  # noqa: T201 - see above
            continue
        with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("spawn").Pool(1) as pool:
            figures = found[name] = pool.apply(measure, (name, corpus, Path(folder)))
        print(  # noqa: T201 - see above
            f"{name:24}{figures.build:7.1f}{figures.size / text:11.2f}{figures.opening * 1000:9.0f}"
            f"{spread(figures.first):>22}{spread(figures.again):>22}{figures.memory / 1e6:9.0f}",
            flush=True,
        )
    return found


def main() -> None:
    """Make the corpora and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="+", type=int)
    parser.add_argument("--engine", action="append", choices=(OURS, *PEERS), help="all of them where none is named")
    given = parser.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("whoosh-reloaded", "jieba", "numpy"))
    print(f"Python {platform.python_version()}, {platform.machine()}, {packages}")  # noqa: T201 - see above
    measured: dict[int, dict[str, Figures]] = {}
    for reports in given.reports:
        with tempfile.TemporaryDirectory() as folder:
            write_corpus(Path(folder), reports)
            measured[reports] = compare(reports, Path(folder), given.engine or (OURS, *PEERS))
    sizes = sorted(measured)
    for one, other in pairwise(sizes):
        for name in measured[other].keys() & measured[one].keys():
            small, large = measured[one][name], measured[other][name]
            slope = math.log(statistics.median(large.again) / statistics.median(small.again)) / math.log(other / one)
            print(f"{name}: p50 grows with the power {slope:.2f} from {one:,} to {other:,}")  # noqa: T201 - see above


if __name__ == "__main__":
    main()
