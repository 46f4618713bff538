"""What is asked of every engine, and what is measured of one."""

from __future__ import annotations

import json
import resource
import time
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from peers import peer
from peers.base import TOP, How, Prepared, Question

from indexer.analysis import default_analysis
from indexer.build import build_index
from indexer.corpus import Corpus
from indexer.model import Mode, SearchRequest, YearRange
from indexer.search import open_searcher
from indexer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from indexer.search import LiveSearcher

__all__ = [
    "OURS",
    "QUESTIONS",
    "Built",
    "Figures",
    "build",
    "measure",
    "measured",
    "prepare",
    "read_built",
    "request_of",
    "saved",
]

OURS = "nianbao"
FILTERS = 3  # other years that are ticked for each question when it was answered before
NO_LIMIT = 600  # seconds; a search on a busy machine is measured to its end


def _questions() -> Iterator[Question]:
    for word in ("公开", "政府", "申请", "群众", "工作", "培训"):  # common
        yield Question((word,))
    for word in ("行政复议", "财政", "档案馆", "微信", "粉丝", "保障性", "热线", "统计局", "候鸟", "盲道"):  # rarer
        yield Question((word,))
    for text in ("政府 公开", "财政 预决算", "征地 补偿", "培训 人员", "规章 废止", "审计局 公开", "民政局 申请"):
        yield Question(tuple(text.split()))
    for text in ("行政复议 行政诉讼 申诉", "微博 微信 热线", "候鸟 盲道 沼气池", "档案馆 图书馆 水利局"):
        yield Question(tuple(text.split()), How.ANY)
    for text in ("公开 政府 信息", "按时 答复", "主动 公开 政府 信息", "商业 企业", "政务 新 媒体"):
        yield Question(tuple(text.split()), How.PHRASE)


QUESTIONS = tuple(_questions())

OTHERS = (Question(("会议",)), Question(("教育", "医疗")), Question(("机构", "设置"), How.PHRASE))
"""What a process is asked before a question that is new to it; no question has a word of these."""


@dataclass(frozen=True, slots=True)
class Built:
    """What building took.

    Attributes:
        seconds: Of the wall clock.
        cpu: Of processor time, processes of its own included.
        size: Bytes of the index.
        memory: Most bytes that a process of it had.
    """

    seconds: float
    cpu: float
    size: int
    memory: int


@dataclass(slots=True)
class Figures:
    """What was measured of searches; milliseconds of processor time unless it is said.

    Attributes:
        opening: Opening the index.
        first: Each question as the first that an index just opened answers.
        new: Each question in an index that has answered others, with none of which it shares a word.
        other_filter: Each question under filters that it was not asked with before.
        other_filter_clock: The same by the wall clock.
        again: The same questions under the same filters once more.
        memory: Most bytes that the process had.
        found: Reports found by all questions without filters.
    """

    opening: float = 0.0
    first: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    other_filter: list[float] = field(default_factory=list)
    other_filter_clock: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    memory: int = 0
    found: int = 0


def prepare(paths: Sequence[Path], kept: Path) -> None:
    """Write down what peers take, a line of JSON a report."""
    analysis = default_analysis()
    with kept.open("w", encoding="utf-8") as file:
        for report in Corpus(paths, analysis.simplify).reports():
            reading = analysis.normalise(report.text)[0]
            words = " ".join(token.term for token in analysis.query_tokens(reading.text, reading.breaks))
            region = report.region.value.code if report.region.value else "unknown"
            sections = tuple({section.slug: None for section in report.sections})
            prepared = Prepared(report.text, words, region, report.year.value or 0, sections)
            file.write(json.dumps(prepared, ensure_ascii=False) + "\n")


def _prepared(kept: Path) -> Iterator[Prepared]:
    with kept.open(encoding="utf-8") as file:
        for line in file:
            yield Prepared(*json.loads(line))


def build(name: str, paths: Sequence[Path], kept: Path, folder: Path, jobs: int) -> Built:
    """Build the index of one engine in this process.

    Args:
        name: The engine.
        paths: The reports, for ours.
        kept: What `prepare` wrote, for peers.
        folder: An empty folder for the index.
        jobs: Processes, for ours.
    """
    started, cpu = time.perf_counter(), _processor_time()
    if name == OURS:
        build_index(paths, Settings(index_dir=folder), jobs=jobs)
    else:
        peer(name).build(folder, _prepared(kept))
    used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    # Our index keeps the originals beside it; no peer does.
    files = (path for path in folder.rglob("*") if path.is_file() and "originals" not in path.parts)
    size = sum(path.stat().st_size for path in files)
    return Built(time.perf_counter() - started, _processor_time() - cpu, size, 1024 * max(used))


def _processor_time() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure(name: str, folder: Path) -> Figures:
    """Measure one engine on its index, in this process; see `measured`."""
    return measured(*(_ours if name == OURS else _peer)(name, folder))


def measured(opened: Callable[[], None], ask: Callable[[Question], int]) -> Figures:
    """Measure searches in this process.

    First means that the index was opened for this question; new, that it has answered others since, as that of a
    server has: nothing of this question is remembered, but what every search needs is there. Other filter means that
    the process has answered the question's words before, with other filters: what is found in the texts may be
    remembered, the answer cannot, and mostly some of the ten results were not shown before. Again is the same question
    under the same filters; no engine remembers a whole answer. The files are in the system's memory.

    Args:
        opened: Opens the index; one that was open before is let go.
        ask: Answers a question.
    """
    figures = Figures()
    ask(QUESTIONS[0])  # imports, dictionaries, the system's cache
    figures.opening = min(_timed(opened)[0] for _ in range(3))
    for question in QUESTIONS:
        opened()
        figures.first.append(_timed(lambda asked=question: ask(asked))[0])
        opened()
        for other in OTHERS:
            ask(other)
        figures.new.append(_timed(lambda asked=question: ask(asked))[0])
    opened()
    figures.found = sum(map(ask, QUESTIONS))
    ticked = [
        replace(question, first_year=2008 + number, last_year=2024 - number)
        for number in range(FILTERS)
        for question in QUESTIONS
    ]
    for question in ticked:
        cpu, clock = _timed(lambda asked=question: ask(asked))
        figures.other_filter.append(cpu)
        figures.other_filter_clock.append(clock)
    figures.again = [_timed(lambda asked=question: ask(asked))[0] for question in ticked]
    figures.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return figures


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - clock) * 1000


def _peer(name: str, folder: Path) -> tuple[Callable[[], None], Callable[[Question], int]]:
    engine = peer(name)
    engine.open(folder)
    return lambda: engine.open(folder), engine.search


def _ours(_name: str, folder: Path) -> tuple[Callable[[], None], Callable[[Question], int]]:
    settings = Settings(index_dir=folder, search_timeout_s=NO_LIMIT)
    held: list[LiveSearcher] = []

    def opened() -> None:
        held[:] = [open_searcher(settings)]

    def ask(question: Question) -> int:
        return held[0].search(request_of(question)).total_reports

    opened()
    return opened, ask


def request_of(question: Question) -> SearchRequest:
    """The same question as ours takes it."""
    words = question.words
    everywhen = question == replace(question, first_year=0, last_year=9999)
    return SearchRequest(
        q='"' + "".join(words) + '"' if question.how is How.PHRASE else " ".join(words),
        mode=Mode.ANY if question.how is How.ANY else Mode.ALL,
        size=TOP,
        years=() if everywhen else (YearRange(question.first_year, question.last_year),),
    )


def saved(built: Built) -> str:
    """What building took, as a line to keep."""
    return json.dumps(asdict(built))


def read_built(line: str) -> Built:
    """What `saved` gave."""
    return Built(**json.loads(line))
