"""However a build, an update or a prune ends, an index that was live stays live, and the next run recovers."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_reports import report_text

from indexer.build import build_index, update_index
from indexer.build.verify import read_back, verify
from indexer.errors import IndexStoreError
from indexer.settings import Settings
from indexer.store import Store, read_original
from indexer.store.originals import ORIGINALS

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ORDERS = ("build", "update", "prune")
THOROUGH = os.environ.get("CI") == "true"
KILLS = 200 if THOROUGH else 30
STEP = 1 if THOROUGH else 6
"""Of the points at which a disk can fail, every which one is tried."""
STORE_ERROR, OTHER_ERROR, CRASHED = 3, 5, 137


class Forker:
    """Runs orders in forks of one warm process."""

    def __init__(self, folder: Path) -> None:
        self._count = folder / "count"
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and script
            [sys.executable, str(HERE / "forker.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, what: str, archive: Archive, **options: float) -> None:
        """Start an order.

        Args:
            what: One of `ORDERS`.
            archive: On what.
            options: ``fail_at``: the call that fails; ``code``: with which error, 0 for a crash;
                ``kill_after``: seconds.
        """
        order = {"what": what, "index": str(archive.index), "corpus": str(archive.corpus), "count": str(self._count)}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({**order, **options}) + "\n")
        self._process.stdin.flush()

    def end(self) -> int:
        """Wait for the order; its exit status."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def run(self, what: str, archive: Archive, **options: float) -> int:
        """Run an order to its end; its exit status."""
        self.start(what, archive, **options)
        return self.end()

    @property
    def calls(self) -> int:
        """Calls of the system that the last order counted."""
        return int(self._count.read_text("utf-8"))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@pytest.fixture(scope="module")
def forker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    """One warm process for all tests."""
    forker = Forker(tmp_path_factory.mktemp("forker"))
    yield forker
    forker.close()


class Archive:
    """A small archive whose files change, and what its index may answer.

    Attributes:
        index: Folder of the index.
        corpus: Folder of the reports.
        before: Names and contents of the last complete state.
    """

    def __init__(self, folder: Path) -> None:
        self.index, self.corpus = folder / "index", folder / "reports"
        self.corpus.mkdir()
        self._round = 0
        self.change()
        self.before = self.state()
        build_index([self.corpus], Settings(index_dir=self.index))

    def change(self) -> None:
        """Add, change and remove reports."""
        self._round += 1
        for path in self.corpus.iterdir():
            path.unlink()
        for number in range(self._round, self._round + 3):
            (self.corpus / f"r{number}.txt").write_text(report_text(number * 7 + self._round % 2), "utf-8")

    def state(self) -> dict[str, bytes]:
        """Names and contents of the files."""
        return {path.stem: path.read_bytes() for path in self.corpus.iterdir()}

    def check(self) -> None:
        """The live generation is whole, is the state before or the one now, and has its originals."""
        generation = Store(self.index, 1).current()
        generation.manifest.check_parts(generation.path, every=True)
        files = generation.files()
        verify(generation.path, generation.manifest, files)
        for segment in generation.segments():
            read_back(segment.folder)
        held = {entry.report_id: read_original(generation.originals(), entry.sha256) for entry in files}
        assert held in (self.before, self.state())
        self.before = held

    def check_clean(self) -> None:
        """Nothing is left over: no drafts, no generation too many, no file of originals that none needs."""
        folders = [path.name for path in self.index.iterdir() if path.is_dir()]
        assert len(folders) <= 2, folders
        assert all(name.startswith("g") for name in folders)
        for path in Store(self.index, 1).generations():
            assert set(Store(self.index, 1).generation(path.name).originals()) == set((path / ORIGINALS).iterdir())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive with a live index."""
    return Archive(tmp_path)


def test_killed_at_random_moments(archive: Archive, forker: Forker) -> None:
    """After kill -9 at any moment of any order the live index is whole; the next complete run leaves nothing over."""
    chance = random.Random(20)
    seconds = {}
    for what in ORDERS:
        archive.change()
        started = time.monotonic()
        assert 0 == forker.run(what, archive)
        seconds[what] = time.monotonic() - started
        archive.check()
    killed = 0
    for number in range(KILLS):
        what = chance.choice(ORDERS)
        archive.change()
        started = time.monotonic()
        status = forker.run(what, archive, kill_after=chance.uniform(0, seconds[what] * 1.1))
        if status == -signal.SIGKILL:
            killed += 1
        else:
            seconds[what] = time.monotonic() - started  # a busy machine is as fast again a moment later
        archive.check()
        if number % 20 == 0:
            assert 0 == forker.run("update", archive)
            archive.check()
            archive.check_clean()

    assert killed > KILLS // 3, "most orders were still at work when they were killed"
    assert 0 == forker.run("update", archive)
    archive.check()
    archive.check_clean()
    assert archive.state() == archive.before


@pytest.mark.parametrize("what", ORDERS)
def test_crash_at_every_point(archive: Archive, forker: Forker, what: str) -> None:
    """A power cut before any fsync, rename, link or removal does no harm, and the next run recovers."""
    archive.change()
    assert 0 == forker.run(what, archive)
    archive.check()
    calls = forker.calls + 10  # the next ones may have some more to remove
    for point in range(1, calls, STEP):
        archive.change()
        status = forker.run(what, archive, fail_at=point)
        assert status in {0, CRASHED}
        archive.check()
    assert 0 == forker.run("update", archive)
    archive.check_clean()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_disk_that_refuses(archive: Archive, forker: Forker, code: int) -> None:
    """A disk that is full, turns read-only or takes permissions away at any point is told as such; nothing is lost."""
    archive.change()
    assert 0 == forker.run("update", archive)
    archive.check()
    chance = random.Random(code)
    for point in sorted(chance.sample(range(1, forker.calls), 30 // STEP)):
        archive.change()
        assert forker.run("update", archive, fail_at=point, code=code) in {0, STORE_ERROR}
        archive.check()
    archive.change()  # an update without anything new makes no generation, and then removes none
    assert 0 == forker.run("update", archive)
    archive.check_clean()


def test_full_disk(tmp_path: Path) -> None:
    """On a small disk that really is full, builds fail with a clear message and the live index goes on answering."""
    mount = tmp_path / "small"
    mount.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(mount)]
    mounted = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - fixed arguments
    if mounted.returncode:
        pytest.skip("this user may not mount a small disk")
    try:
        corpus = tmp_path / "reports"
        corpus.mkdir()
        (corpus / "r.txt").write_text(report_text(1), "utf-8")
        settings = Settings(index_dir=mount / "index")
        build_index([corpus], settings)
        before = Store(settings.index_dir, 1).current_name()
        for number in range(400):
            (corpus / f"r{number}.txt").write_text(report_text(number) * 20, "utf-8")
        for run in (update_index, build_index):
            with pytest.raises(IndexStoreError, match=r"No space left.*unchanged.*free space"):
                run([corpus], settings)
            assert before == Store(settings.index_dir, 1).current_name()
            assert [] == [path.name for path in settings.index_dir.iterdir() if path.name.startswith(".")]
        generation = Store(settings.index_dir, 1).current()
        verify(generation.path, generation.manifest, generation.files())
    finally:
        subprocess.run(["umount", str(mount)], check=True)  # noqa: S603, S607 - fixed arguments


def test_clock_that_goes_back(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of generations rise whatever the clock says, and a report never changed before it entered."""
    from indexer.build import pipeline  # noqa: PLC0415 - its clock is turned

    class Yesterday(pipeline.datetime):  # type: ignore[name-defined, misc]  # the class that is imported there
        @classmethod
        def now(cls, tz: object = None) -> object:
            return super().now(tz).replace(year=2001)

    first = Store(archive.index, 1).current_name()
    monkeypatch.setattr(pipeline, "datetime", Yesterday)
    archive.change()
    update_index([archive.corpus], Settings(index_dir=archive.index))

    assert Store(archive.index, 1).current_name() > first
    archive.check()


def test_two_writers(archive: Archive, forker: Forker) -> None:
    """Two updates at once follow each other; both succeed."""
    archive.change()
    forker.start("update", archive)
    update_index([archive.corpus], Settings(index_dir=archive.index, lock_timeout_s=30))

    assert 0 == forker.end()
    archive.check()
    archive.check_clean()
