"""Several processes make the same index as one, and whatever happens to them the live index stays."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from indexer.build import batches as batches_module
from indexer.build import build_index
from indexer.build.batches import batches_of
from indexer.corpus import Source
from indexer.errors import BuildFailed, UnreadableFile
from indexer.model import SearchRequest, Sort, to_json
from indexer.search import open_searcher
from indexer.settings import Settings
from indexer.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

_KILLED = """
import os, signal, sys
from pathlib import Path
from indexer.build import batches, build_index
from indexer.settings import Settings

batches._WORTH_A_PROCESS = 4096
die = lambda done, _all, _name: os.kill(os.getpid(), signal.SIGKILL)
build_index([Path(sys.argv[1])], Settings(index_dir=Path(sys.argv[2])), die, jobs=2)
"""

QUERIES = ("公开", "政府 -网站", '"依申请公开"', "(公开 申请)~20", "2015年 OR 12%")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes are worth a process."""
    monkeypatch.setattr(batches_module, "_WORTH_A_PROCESS", 4096)


@pytest.fixture
def corpus(seeds_dir: Path, tmp_path: Path) -> Path:
    """The seeds, a copy of one of them, and a file that is no report."""
    folder = tmp_path / "corpus"
    shutil.copytree(seeds_dir, folder)
    shutil.copy(next(folder.glob("000_*.txt")), folder / "again.txt")
    (folder / "broken.txt").write_bytes(b"")
    return folder


def settings_in(folder: Path) -> Settings:
    """Settings of an index of its own."""
    return Settings(index_dir=folder / "index")


def answers(settings: Settings) -> list[bytes]:
    """Whole answers, but for what is not of the reports."""
    searcher = open_searcher(settings)
    requests = [SearchRequest(q=query, sort=sort) for query in QUERIES for sort in (None, Sort.HITS)]
    return [to_json(replace(searcher.search(request), took_ms=0)) for request in requests]


@pytest.mark.usefixtures("small_batches")
def test_number_of_jobs_changes_no_answer(corpus: Path, tmp_path: Path) -> None:
    """Reports, order, failures and answers are those of one process; progress ends at the number of sources."""
    made, told = [], []
    for jobs in (1, 3):
        settings = settings_in(tmp_path / str(jobs))
        summary = build_index([corpus], settings, lambda *state: told.append(state), jobs=jobs)  # type: ignore[misc]  # a list takes all
        generation = Store(settings.index_dir, 1).current()
        manifest = generation.manifest
        entries = [replace(entry, segment="") for entry in generation.files()]
        made.append((entries, summary.failures[0].args, manifest.characters, answers(settings)))
        assert jobs == len(manifest.segments)
        assert told[-1][:2] == (7, 7)
    assert made[0] == made[1]


def die(_batch: object) -> None:
    """What a process does that is killed for lack of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(_batch: object) -> None:
    """A bug."""
    raise ZeroDivisionError("a bug")


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize(("harm", "error"), [(die, BuildFailed), (fail, ZeroDivisionError)])
def test_harm_to_a_process_leaves_the_live_index(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    harm: Callable[[object], None],
    error: type[Exception],
) -> None:
    """A process that dies or fails ends the build with an error; nothing of it stays, and answers are as before."""
    settings = settings_in(tmp_path)
    build_index([corpus], settings)
    before = answers(settings)
    monkeypatch.setattr("indexer.build.workers._write", harm)

    with pytest.raises(error):
        build_index([corpus], settings, jobs=2)
    assert before == answers(settings)
    assert not [path for path in settings.index_dir.iterdir() if "partial" in path.name]


def test_unreadable_file_travels() -> None:
    """The error that names a file comes back from another process with all that it says."""
    failure = UnreadableFile(Path("a.txt"), "is empty", "fetch it again")
    back = pickle.loads(pickle.dumps(failure))  # noqa: S301 - our own bytes

    assert (str(failure), failure.path, failure.reason) == (str(back), back.path, back.reason)


@given(st.lists(st.integers(0, 30 << 20), max_size=60), st.integers(1, 8))
def test_batches(sizes: list[int], jobs: int) -> None:
    """Batches hold every source once and in order; none is empty, or larger than the limit and one source more."""
    sources = [Source(Path("x"), str(number), "", "", 0, size) for number, size in enumerate(sizes)]
    batches = batches_of(sources, jobs)

    assert sources == [source for batch in batches for source in batch]
    assert all(batches)
    most = max(batches_module.MAX_BYTES // jobs, batches_module.LEAST_BYTES)
    for batch in batches:
        assert sum(source.length for source in batch) <= most + (30 << 20)


def test_none_outlives_a_killed_build(corpus: Path, tmp_path: Path) -> None:
    """The processes of a build hold its output open, so its end is only read when all of them are gone."""
    build = [sys.executable, "-c", _KILLED, str(corpus), str(tmp_path / "index")]
    ended = subprocess.run(build, capture_output=True, timeout=60, check=False)  # noqa: S603 - this interpreter
    assert ended.returncode == -signal.SIGKILL
