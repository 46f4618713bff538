"""Time a build and searches over a folder of reports. Run by hand: ``python tests/bench/bench_search.py FOLDER``.

Prints machine, versions, corpus and index size, build time, time to open, and p50 and p95 of whole searches (top ten,
three facets, passages), the first time each query is asked and when it is asked again.
"""

from __future__ import annotations

import platform
import resource
import statistics
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from indexer.build import build_index
from indexer.model import SearchRequest
from indexer.search import LiveSearcher, open_searcher
from indexer.settings import Settings

QUERIES = [
    *("公开", "政府", "的", "依申请公开", "行政复议", "数字政府", "营商环境", "民政", "人工智能", "2023年", "8.5%"),
    *("一网通办", "门户网站", "高质量发展", '"优化营商环境"', '"的工作"', "微信 OR 微博", "经济 -旅游"),
    *("行政复议 行政诉讼", "(改革 创新)~20", ""),
]
"""Common and rare words, phrases, numbers, every operator, and the empty query."""


def milliseconds(searcher: LiveSearcher) -> list[float]:
    """Time of each query."""
    times = []
    for query in QUERIES:
        started = time.perf_counter()
        searcher.search(SearchRequest(q=query, size=10))
        times.append((time.perf_counter() - started) * 1000)
    return times


def line(name: str, times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{name:<12} p50 {statistics.median(times):7.1f} ms   p95 {statistics.quantiles(times, n=20)[-1]:7.1f} ms"


def main() -> None:
    """Build, search, print."""
    paths = [Path(argument) for argument in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=Path(folder) / "index")
        summary = build_index(paths, settings)
        size = sum(path.stat().st_size for path in settings.index_dir.rglob("*") if path.is_file())
        started = time.perf_counter()
        searcher = open_searcher(settings)
        opened = (time.perf_counter() - started) * 1000
        first, again = milliseconds(searcher), milliseconds(searcher)
    packages = ", ".join(f"{name} {version(name)}" for name in ("whoosh-reloaded", "jieba", "numpy"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Python {platform.python_version()}, {platform.machine()}, {packages}")  # noqa: T201 - a report by hand
    print(f"{summary.reports} reports, {summary.characters:,} characters, {len(summary.failures)} failed")  # noqa: T201 - see above
    print(f"build {summary.seconds:.1f} s, index {size / 1e6:.1f} MB, open {opened:.0f} ms, peak {memory:.0f} MB")  # noqa: T201 - see above
    print(line("first time", first))  # noqa: T201 - see above
    print(line("again", again))  # noqa: T201 - see above


if __name__ == "__main__":
    main()
