"""Following the live generation: a rebuild takes effect without a restart and without a wrong answer."""

from __future__ import annotations

import gc
import os
import random
import shutil
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from indexer.build import build_index
from indexer.errors import CorpusError, IndexCorrupt, IndexIncompatible, IndexNotFound, SearchTimeout, UnknownReport
from indexer.model import Mode, SearchRequest, Sort
from indexer.search import open_searcher
from indexer.store import Store, altered

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.search.live import LiveSearcher
    from indexer.settings import Settings


@pytest.fixture
def corpus(tmp_path: Path, seeds_dir: Path) -> Path:
    """A corpus of one seed, to which others are added."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    shutil.copy(next(seeds_dir.glob("004_*.txt")), folder)
    return folder


def test_new_generation_is_picked_up(settings: Settings, corpus: Path, seeds_dir: Path) -> None:
    """The searcher answers from the new generation as soon as it is live."""
    build_index([corpus], settings)
    searcher = open_searcher(settings)
    before = searcher.search(SearchRequest(q="公开"))
    build_index([seeds_dir], settings)
    after = searcher.search(SearchRequest(q="公开"))

    assert (1, 5) == (before.total_reports, after.total_reports)
    assert before.generation < after.generation


def test_no_door_takes_longer_than_it_may(settings: Settings, corpus: Path) -> None:
    """Searches and suggestions, which count what searching would find, stop when their time is up."""
    build_index([corpus], settings)
    hasty = open_searcher(replace(settings, search_timeout_s=1e-9))

    for ask in (lambda: hasty.search(SearchRequest(q="公开")), lambda: hasty.suggest("(公开 政府)~9 信")):
        with pytest.raises(SearchTimeout):
            ask()


def test_failed_build_changes_nothing(settings: Settings, corpus: Path, tmp_path: Path) -> None:
    """A build with nothing to index leaves the live generation and its answers."""
    build_index([corpus], settings)
    searcher = open_searcher(settings)
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match="unchanged"):
        build_index([tmp_path / "empty"], settings)

    assert 1 == searcher.search(SearchRequest(q="公开")).total_reports
    assert ["g000001"] == [path.name for path in settings.index_dir.iterdir() if path.name.startswith("g")]


def test_readers_while_generations_change(settings: Settings, corpus: Path, seeds_dir: Path) -> None:
    """Threads that search through several swaps see whole answers of one generation each, and generations only rise."""
    build_index([corpus], settings)
    searcher = open_searcher(settings)
    stop = threading.Event()
    problems: list[object] = []

    def read() -> None:
        last = ""
        while not stop.is_set():
            response = searcher.search(SearchRequest(q="公开"))
            expected = 1 if int(response.generation[1:]) % 2 else 5
            if response.total_reports != expected or response.generation < last:
                problems.append(response)
            last = response.generation

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(4):
        build_index([corpus if number % 2 else seeds_dir], settings)
    stop.set()
    for thread in threads:
        thread.join()

    assert [] == problems
    assert "g000005" == searcher.summary().generation


def test_rebuilding_gives_the_same_answers(settings: Settings, seeds_dir: Path) -> None:
    """The same files give the same answers, whatever the generation."""
    answers = []
    for _ in range(2):
        build_index([seeds_dir], settings)
        response = open_searcher(settings).search(SearchRequest(q="依申请公开 复议"))
        answers.append(replace(response, took_ms=0, generation=""))

    assert answers[0] == answers[1]


def test_no_index(settings: Settings) -> None:
    """Without an index opening says which command builds one."""
    with pytest.raises(IndexNotFound, match="nianbao index"):
        open_searcher(settings)


def test_other_rules_are_refused(settings: Settings, corpus: Path) -> None:
    """An index built under other rules is refused and stays as it was."""
    build_index([corpus], settings)
    generation = Store(settings.index_dir, 1).current()
    other = replace(generation.manifest, analysis={**generation.manifest.analysis, "rules": "0"})
    other.write(generation.path)
    written = Store(settings.index_dir, 1).current().manifest

    with pytest.raises(IndexIncompatible, match="rules"):
        open_searcher(settings)
    assert written == Store(settings.index_dir, 1).current().manifest


def test_damaged_index_is_refused(settings: Settings, corpus: Path) -> None:
    """A generation with a cut file is refused with the command to run."""
    build_index([corpus], settings)
    generation = Store(settings.index_dir, 1).current()
    largest = generation.path / max(generation.manifest.parts, key=lambda part: part.size).name
    largest.write_bytes(largest.read_bytes()[:-1])

    with pytest.raises(IndexCorrupt, match="nianbao index"):
        open_searcher(settings)


REQUESTS = [
    SearchRequest(q="公开 政府信息"),
    SearchRequest(q='"依申请公开" -火星', sections=("requests",), sort=Sort.HITS),
    SearchRequest(q="政府，", mode=Mode.EXACT),
    SearchRequest(q="(公开 信息)~9"),
    SearchRequest(q="zhengfu"),
]


def answers(searcher: LiveSearcher) -> list[object]:
    """What a searcher answers, or the error that it is meant to give."""
    found: list[object] = []
    for request in REQUESTS:
        try:
            found.append(replace(searcher.search(request), took_ms=0))
        except IndexCorrupt:
            found.append(IndexCorrupt)
    return found


@pytest.mark.parametrize("change", ["overwritten", "cut", "replaced", "removed"])
def test_files_that_change_under_an_open_index(
    settings: Settings, corpus: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Whatever is done to a file of an open index, also one that was read, answers are right or say that it is damaged.

    Once the file is as it was, every answer is there again.
    """
    monkeypatch.setattr(altered, "_INTERVAL_S", 0)
    build_index([corpus], settings)
    searcher = open_searcher(settings)
    expected = answers(searcher)
    rng = random.Random(4)
    for path in sorted(path for path in settings.index_dir.glob("g*/**/*") if path.is_file()):
        written = path.read_bytes()
        match change:
            case "overwritten":
                overwrite(path, rng.randbytes(len(written)))
            case "cut":
                overwrite(path, written[: len(written) // 2])
            case "replaced":
                path.unlink()
                path.write_bytes(rng.randbytes(len(written)))
            case "removed":
                path.unlink()
        for answer, right in zip(answers(searcher), expected, strict=True):
            assert answer in (right, IndexCorrupt), path.name
        overwrite(path, written)
        assert answers(searcher) == expected, path.name


def overwrite(path: Path, data: bytes) -> None:
    """Write into a file itself, as a copy over it does; one that is not there is made."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    with os.fdopen(descriptor, "wb", closefd=True) as file:
        file.write(data)
        file.truncate()


def test_unknown_report(settings: Settings, corpus: Path) -> None:
    """A report that is not there is named."""
    build_index([corpus], settings)
    with pytest.raises(UnknownReport, match="nowhere"):
        open_searcher(settings).report("nowhere", SearchRequest())


def test_closed_generation_goes_at_once(settings: Settings, corpus: Path) -> None:
    """Whatever was asked of it, nothing keeps a generation open that nobody searches: no circle waits for a collector.

    A server that follows rebuilds would else hold the files and arrays of several generations.
    """
    build_index([corpus], settings)
    searcher = open_searcher(settings)
    gc.collect()
    gc.disable()
    try:
        (result,) = searcher.search(SearchRequest(q="公开", not_regions=("110000",))).results
        for request in (
            SearchRequest(),
            SearchRequest(q="依深请公开"),
            SearchRequest(q="公开", sections=("requests",)),
        ):
            searcher.search(request)
            list(searcher.all_results(request).reports)
            searcher.report(result.id, request)
        searcher.suggest("gong")
        searcher.related(result.id)
        assert searcher._open is not None
        closed = weakref.ref(searcher._open.searcher._index)
        build_index([corpus], settings)
        searcher.summary()

        assert closed() is None
    finally:
        gc.enable()
