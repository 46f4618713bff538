"""`nianbao bench`: how fast this index answers on this machine."""

from __future__ import annotations

import platform
import random
import statistics
import time
from typing import TYPE_CHECKING

import click
import msgspec
from rich.table import Table

from indexer import __version__
from indexer.cli.terminal import console
from indexer.cli.text import counted
from indexer.model import SearchRequest, YearRange, to_json
from indexer.search import open_searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.search import Searcher
    from indexer.settings import Settings

__all__ = ["command"]

_PASSAGE = 12  # characters of a passage taken from a report
_P95 = 0.95


class Timing(msgspec.Struct, frozen=True):
    """How long one kind of request took.

    Attributes:
        kind: What was asked.
        first_ms: The first request, when little is in memory.
        p50_ms: Median of all.
        p95_ms: 95th percentile of all.
        reports: Median number of reports found.
    """

    kind: str
    first_ms: float
    p50_ms: float
    p95_ms: float
    reports: int


@click.command("bench")
@click.option("--rounds", default=20, show_default=True, type=click.IntRange(1, 10_000), help="Requests of each kind.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object, with program and machine.")
@click.pass_context
def command(context: click.Context, *, rounds: int, as_json: bool) -> None:
    """Time searches of several kinds on this index, each with other words as far as there are enough.

    \b
    Examples:
      nianbao bench --rounds 5
      nianbao bench --json
    """
    settings: Settings = context.obj
    started = time.perf_counter()
    searcher = open_searcher(settings)
    opened_s = time.perf_counter() - started
    reports = searcher.summary().reports
    timings = [_timed(kind, make, searcher, rounds) for kind, make in _kinds(searcher)]
    if as_json:
        machine = {"program": __version__, "python": platform.python_version(), "machine": platform.platform()}
        click.echo(to_json({**machine, "reports": reports, "open_s": round(opened_s, 3), "timings": timings}))
        return
    table = Table("requests", "first ms", "p50 ms", "p95 ms", "reports", box=None, pad_edge=False)
    for timing in timings:
        numbers = (timing.first_ms, timing.p50_ms, timing.p95_ms)
        table.add_row(timing.kind, *(f"{number:.1f}" for number in numbers), f"{timing.reports:,}")
    screen = console(settings.color)
    screen.print(f"{counted(reports, 'report')}, opened in {opened_s:.2f} s")
    screen.print(table)


def _kinds(searcher: Searcher) -> Iterator[tuple[str, Callable[[random.Random], SearchRequest]]]:
    ids = [result.id for result in searcher.search(SearchRequest(size=50)).results]
    texts = [searcher.report(report_id, SearchRequest()).report.text for report_id in ids]

    def passage(chance: random.Random, length: int) -> str:
        text = chance.choice(texts)
        start = chance.randrange(max(len(text) - length, 1))
        return text[start : start + length].replace('"', " ")

    yield "no query", lambda _chance: SearchRequest()
    yield "two characters", lambda chance: SearchRequest(q=f'"{passage(chance, 2)}"')
    yield "passage", lambda chance: SearchRequest(q=f'"{passage(chance, _PASSAGE)}"')
    yield "words of a passage", lambda chance: SearchRequest(q=passage(chance, _PASSAGE))
    yield "by year", lambda chance: SearchRequest(q=passage(chance, 2), years=(YearRange(2010, 2020),))
    yield "by section", lambda chance: SearchRequest(q=passage(chance, 2), sections=("requests",))


def _timed(kind: str, make: Callable[[random.Random], SearchRequest], searcher: Searcher, rounds: int) -> Timing:
    chance = random.Random(kind)  # noqa: S311 - the same requests in every run
    times, found = [], []
    for _ in range(rounds):
        request = make(chance)
        started = time.perf_counter()
        found.append(searcher.search(request).total_reports)
        times.append((time.perf_counter() - started) * 1000)
    ranked = sorted(times)
    return Timing(
        kind=kind,
        first_ms=round(times[0], 2),
        p50_ms=round(statistics.median(times), 2),
        p95_ms=round(ranked[min(int(len(ranked) * _P95), len(ranked) - 1)], 2),
        reports=int(statistics.median(found)),
    )
