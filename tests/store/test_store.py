"""Generations: whatever goes wrong, the index that was live stays live and nothing else is touched."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest
from builds import build, manifest, snapshot

from indexer.errors import IndexCorrupt, IndexLocked, IndexNotFound, IndexStoreError, NotAnIndex
from indexer.store import Store
from indexer.store import draft as draft_module


def test_builds_follow_each_other(tmp_path: Path) -> None:
    """Each build is live at once, names only rise, and the last two generations are kept."""
    names = [build(tmp_path, f"content {number}") for number in range(4)]
    live = Store(tmp_path, 1).current()

    assert sorted(names) == names
    assert names[-1] == live.name == Store(tmp_path, 1).current_name()
    assert "content 3" == (live.path / "data").read_text()
    assert names[-2:] == sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("g"))


def test_no_index_yet(tmp_path: Path) -> None:
    """A missing or an empty folder is an index that is still to be built, and the message says how."""
    for root in (tmp_path / "missing", tmp_path):
        with pytest.raises(IndexNotFound, match="nianbao index"):
            Store(root, 1).current()


def test_foreign_folder_is_refused(tmp_path: Path) -> None:
    """A folder with other things in it is neither read nor written."""
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    before = snapshot(tmp_path)

    with pytest.raises(NotAnIndex, match="holiday"):
        Store(tmp_path, 1).current()
    with pytest.raises(NotAnIndex, match="--index-dir"), Store(tmp_path, 1).write():
        pass
    assert before == snapshot(tmp_path)


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A file is no folder of indexes."""
    path = tmp_path / "index"
    path.write_text("no folder")

    with pytest.raises(NotAnIndex):
        Store(path, 1).current()
    with pytest.raises(NotAnIndex), Store(path, 1).write():
        pass
    assert "no folder" == path.read_text()


def test_folder_that_no_disk_can_have(tmp_path: Path) -> None:
    """What the system says of a path is said on, to who reads and to who writes."""
    store = Store(tmp_path / ("长" * 100), 1)

    with pytest.raises(IndexStoreError, match="name too long"):
        store.current()
    with pytest.raises(IndexStoreError, match="name too long"), store.write():
        pass


class Stop(Exception):
    """A crash at a chosen place."""


def stop(*_args: object, **_kwargs: object) -> None:
    """Crash."""
    raise Stop


@pytest.mark.parametrize("step", ["sync_tree", "sync_folder", "replace_file"])
def test_crash_at_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A build that dies at any step leaves the previous generation live, and the next build works."""
    first = build(tmp_path, "first")
    monkeypatch.setattr(draft_module, step, stop)
    with pytest.raises(Stop):
        build(tmp_path, "second")

    assert first == Store(tmp_path, 1).current_name()
    assert "first" == (Store(tmp_path, 1).current().path / "data").read_text()
    monkeypatch.undo()
    third = build(tmp_path, "third")
    assert third == Store(tmp_path, 1).current_name()
    assert [] == [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_failed_verification(tmp_path: Path) -> None:
    """What cannot be read back never becomes live."""
    first = build(tmp_path)

    def verify(_folder: Path) -> None:
        raise IndexCorrupt("bad disk")

    with pytest.raises(IndexCorrupt), Store(tmp_path, 1).write() as draft:
        draft.commit(manifest(), (), (), verify)
    assert first == Store(tmp_path, 1).current_name()


def test_second_writer_waits_and_gives_up(tmp_path: Path) -> None:
    """Of two writers one waits, is told so once, and after the limit is told who holds the lock."""
    messages: list[str] = []
    with Store(tmp_path, 1).write():  # noqa: SIM117 - one inside the other is the point
        with pytest.raises(IndexLocked, match=f"process {os.getpid()}"), Store(tmp_path, 0.3).write(messages.append):
            pass
    assert 1 == len(messages)


def test_unwritable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that refuses becomes one clear message."""

    def refuse(*_args: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / "data"))

    first = build(tmp_path)
    monkeypatch.setattr(draft_module, "sync_tree", refuse)

    with pytest.raises(IndexStoreError, match=r"No space left.*unchanged"):
        build(tmp_path)
    assert first == Store(tmp_path, 1).current_name()


def keep_building(root: str) -> None:
    """Build without end, for a process that will be killed."""
    while True:
        build(Path(root), "x" * 100_000)


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """After kill -9 at any moment there is a live, whole generation, and the next build cleans up."""
    build(tmp_path)
    context = multiprocessing.get_context("spawn")
    generator = random.Random(2)
    for _ in range(6):
        process = context.Process(target=keep_building, args=(str(tmp_path),))
        process.start()
        time.sleep(0.4 + generator.random() * 0.3)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        process.close()
        assert (Store(tmp_path, 1).current().path / "data").exists()
    last = build(tmp_path, "last")

    assert last == Store(tmp_path, 1).current_name()
    assert [] == [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
