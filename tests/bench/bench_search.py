"""Time searches by kind of query. Run by hand: ``python tests/bench/bench_search.py FOLDER`` or ``--index INDEX_DIR``.

Prints machine, versions, size of the corpus, and for each kind of query p50 and p95 of the processor time of whole
searches: top ten, three facets, table of years, passages, exact totals. `make_corpus.py` makes a folder of any size.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from msgspec.structs import replace

from indexer.build import build_index
from indexer.model import PAGE_SIZES, SearchRequest, YearRange
from indexer.search import LiveSearcher, open_searcher
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

QUERIES = {
    "common word": ("公开", "政府", "依申请公开", "门户网站"),
    "compound": ("政府信息公开", "一网通办", "数字政府", "高质量发展"),
    "one character": ("的", "人"),
    "word": ("民政", "行政复议", "营商环境", "人工智能"),
    "rare word": ("沼气池", "盲道", "候鸟"),
    "not found": ("盲人按摩", "火星基地"),
    "number": ("2023年", "8.5%"),
    "phrase": ('"优化营商环境"', '"的工作"', '"依申请公开"'),
    "two words": ("行政复议 行政诉讼", "信息公开 公开"),
    "operators": ("微信 OR 微博", "经济 -旅游", "(改革 创新)~20"),
    "no query": ("",),
}
"""Queries by kind."""

NO_LIMIT = 600  # seconds; a search on a busy machine is measured to its end
TIMES = 5  # how often each is asked again


class Times(NamedTuple):
    """Milliseconds of the searches of one kind.

    Attributes:
        first: The first search for each query by a searcher that has answered nothing.
        narrowed: Each query with a year ticked: what single words find is remembered, the answer is not.
        again: The same search as before, answer remembered.
    """

    first: list[float]
    narrowed: list[float]
    again: list[float]


def milliseconds(searcher: LiveSearcher, request: SearchRequest) -> float:
    """Processor time of one search, which other work on the machine changes least."""
    started = time.thread_time()
    searcher.search(request)
    return (time.thread_time() - started) * 1000


def measured(settings: Settings, queries: Sequence[str]) -> Times:
    """Time queries of one kind."""
    times = Times([], [], [])
    for query in queries:
        searcher = open_searcher(settings)
        request = SearchRequest(q=query, size=PAGE_SIZES[0])
        times.first.append(milliseconds(searcher, request))
        for last in range(2018, 2018 + TIMES):
            times.narrowed.append(milliseconds(searcher, replace(request, years=(YearRange(2010, last),))))
            times.again.append(milliseconds(searcher, request))
    return times


def line(name: str, times: Times) -> str:
    """Median and 95th percentile of each."""
    parts = [f"{statistics.median(part):8.1f}{np.percentile(part, 95):8.1f}" for part in times]
    return f"{name:<14}" + " ".join(parts)


def report(settings: Settings) -> None:
    """Time every kind and print."""
    started = time.perf_counter()
    summary = open_searcher(settings).summary()
    opened = (time.perf_counter() - started) * 1000
    size = sum(path.stat().st_size for path in settings.index_dir.rglob("*") if path.is_file())
    packages = ", ".join(f"{name} {version(name)}" for name in ("whoosh-reloaded", "jieba", "numpy"))
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {packages}")
    print(f"{summary.reports} reports, {summary.characters:,} characters, index and originals {size / 1e6:.1f} MB")
    print(f"ms of processor time; {'first':>8} {'year ticked':>18} {'again':>14}   (p50, p95 of each)")
    for kind, queries in QUERIES.items():
        print(line(kind, measured(settings, queries)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"opened in {opened:.0f} ms, {memory:.0f} MB at most")


def main() -> None:
    """Search the index of a folder, or one that exists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--index", type=Path, help="an index, in place of folders")
    arguments = parser.parse_args()
    if arguments.index:
        report(Settings(index_dir=arguments.index, search_timeout_s=NO_LIMIT))
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=Path(folder) / "index", search_timeout_s=NO_LIMIT)
        build_index(arguments.folders, settings)
        report(settings)


if __name__ == "__main__":
    main()
