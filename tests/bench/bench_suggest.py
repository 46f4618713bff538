"""Time suggestions, corrections and related reports. By hand: ``python tests/bench/bench_suggest.py FOLDER...``.

Indexes the folders, or takes one that is an index already. Prints how much processor time the first suggestion takes
(it reads the lexicon), and p50, p95 and most of those after it, of searches that found nothing and are corrected, and
of related reports; and how long it takes to compare one signature with those of 100,000 made-up reports.
"""

from __future__ import annotations

import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import BINS, default_analysis, estimates
from indexer.build import build_index
from indexer.model import SearchRequest
from indexer.search import open_searcher
from indexer.settings import Settings
from indexer.store.generation import CURRENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TYPED = [
    *(
        "政",
        "政府",
        "公开",
        "依申",
        "行政复",
        "主动公开",
        "沈阳",
        "河北",
        "信息公开 收",
        "微信",
        "三公",
        "z",
        "zf",
        "zhengfu",
    ),
    *("xxgk", "xzfy", "gongkai", "beijing", "jiaoyuju", "shenji"),
]
"""Common and rare beginnings, characters and letters, alone and behind another word; `_WORDS` are added to them."""

_WORDS = """
政府 公开 信息 工作 申请 行政 群众 财政 培训 微信 档案 征地 补偿 规章 文件 审计 民政 教育 医疗 统计
环境 食品 安全 监督 检查 部门 建设 管理 服务 平台 网站 制度 重点 领域 解读 回应 热点 新闻 发布 会议
保障 机制 考核 人员 队伍 机构 设置 收费 减免 复议 诉讼 举报 问题 改进 措施 事项 数据 表格 街道 社区
乡镇 农村 土地 住房 城市 规划 交通 水利 林业 扶贫 救助 就业 卫生
"""

TYPED += dict.fromkeys([*(word[0] for word in _WORDS.split()), *_WORDS.split()])

MISTYPED = [
    "行证复议",
    "政腐信息公开",
    "依申请公升",
    "信息公开平太",
    "xingzhengfuyi",
    "门户网占",
    "规犯性文件",
    "收费减勉情况",
]
LARGE = 100_000

_SPREAD = ("p50", "p95", "most")


def timed(work: Callable[[str], object], arguments: Iterable[str]) -> list[float]:
    """Milliseconds of each call."""
    times = []
    for argument in arguments:
        started = time.process_time()
        work(argument)
        times.append((time.process_time() - started) * 1000)
    return times


def line(name: str, times: list[float]) -> str:
    """Median, 95th percentile and most."""
    spread = statistics.median(times), statistics.quantiles(times, n=20)[-1], max(times)
    return f"{name:<22} " + "   ".join(f"{label} {time:7.1f} ms" for label, time in zip(_SPREAD, spread, strict=True))


def measured(paths: list[Path]) -> Iterator[str]:
    """Build, ask, and say how long it took."""
    yield f"{platform.machine()}, Python {platform.python_version()}"
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=Path(folder) / "index")
        if (paths[0] / CURRENT).exists():
            settings = Settings(index_dir=paths[0])
        else:
            build_index(paths, settings)
        default_analysis().load()  # as a server does when it starts
        searcher = open_searcher(settings)
        summary = searcher.summary()
        yield f"{summary.reports} reports, {summary.characters:,} characters"
        yield f"first suggestion       {timed(searcher.suggest, ['政府'])[0]:.1f} ms"
        yield line("suggestion, first time", timed(searcher.suggest, TYPED))
        yield line("suggestion, again", timed(searcher.suggest, TYPED))
        yield line("nothing found", timed(lambda typed: searcher.search(SearchRequest(q=typed)), MISTYPED))
        ids = [result.id for result in searcher.search(SearchRequest(size=50)).results]
        yield line("related reports", timed(searcher.related, ids))
    signatures = np.random.default_rng(1).integers(0, 256, (BINS, LARGE), np.uint8)
    times = timed(lambda _: estimates(signatures, signatures[:, 7]), ["x"] * 20)
    yield line(f"one of {LARGE:,} compared", times)


if __name__ == "__main__":
    for text in measured([Path(argument) for argument in sys.argv[1:]]):
        print(text, flush=True)
