"""Following folders: every change is read once it holds still, and nothing ends it but the person."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from small_reports import report_text

from indexer.build.watch import RETRY_S, follow
from indexer.errors import IndexLocked
from indexer.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.settings import Settings


class Enough(Exception):
    """Ends the following."""


class Play:
    """A clock that plays a script: at each pause the next scene changes the files.

    Attributes:
        told: Messages.
        updates: What the folder held at each update, and the seconds by then.
    """

    def __init__(self, folder: Path, scenes: list[Callable[[], object]]) -> None:
        self._folder = folder
        self._scenes = iter(scenes)
        self._seconds = 0.0
        self.told: list[str] = []
        self.updates: list[tuple[list[str], float]] = []

    def update(self) -> None:
        """Note what is there."""
        self.updates.append((sorted(path.name for path in self._folder.iterdir()), self._seconds))

    def sleep(self, seconds: float) -> None:
        """Play the next scene."""
        self._seconds += seconds
        scene = next(self._scenes, None)
        if scene is None:
            raise Enough
        scene()

    def run(self, update: Callable[[], None] | None = None) -> None:
        """Follow until the script ends."""
        with pytest.raises(Enough):
            follow(lambda: [self._folder], update or self.update, self.told.append, self.sleep)


def nothing() -> None:
    """A scene in which nothing happens."""


def test_updates_after_changes_that_hold_still(tmp_path: Path) -> None:
    """A file that is still being written is not read; a change, a rename and a removal are each read once."""
    path, other = tmp_path / "a.txt", tmp_path / "b.txt"
    play = Play(
        tmp_path,
        [
            nothing,  # the folder at the beginning holds still, and is read
            lambda: path.write_text("一", "utf-8"),
            lambda: path.write_text("一二", "utf-8"),  # grows while it should hold still
            nothing,
            nothing,  # holds still
            nothing,
            lambda: path.rename(other),
            nothing,
            nothing,
            other.unlink,
            nothing,
            nothing,
            nothing,
        ],
    )
    play.run()

    assert [[], ["a.txt"], ["b.txt"], []] == [names for names, _ in play.updates]


def test_change_during_an_update_is_seen(tmp_path: Path) -> None:
    """What changes while an update runs makes another one."""
    play = Play(tmp_path, [nothing] * 8)

    def update() -> None:
        play.update()
        (tmp_path / "late.txt").touch(exist_ok=True)
        os.utime(tmp_path / "late.txt", (1, 1))

    play.run(update)

    assert [[], ["late.txt"]] == [names for names, _ in play.updates]


def test_errors_do_not_end_it(tmp_path: Path) -> None:
    """An update that fails is told and tried again, at once after a change and after a while without one."""
    play = Play(tmp_path, [nothing] * 60)

    def update() -> None:
        play.update()
        if len(play.updates) < 3:
            raise IndexLocked("busy")

    play.run(update)

    assert ["busy; still following"] * 2 == play.told
    assert 3 == len(play.updates)
    assert play.updates[1][1] - play.updates[0][1] >= RETRY_S


def test_command_follows_and_stops(corpus: Path, settings: Settings) -> None:
    """`index --watch` takes up a new file, and ends with a message and exit code 0 on Ctrl-C."""
    variables = {**os.environ, "NIANBAO_INDEX_DIR": str(settings.index_dir), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "indexer", "index", str(corpus), "--watch", "--jobs", "1"]
    store = Store(settings.index_dir, 1)
    with subprocess.Popen(command, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own program
        assert process.stderr is not None
        assert "following" in process.stderr.readline()
        (corpus / "new.txt").write_text(report_text(50), "utf-8")
        deadline = time.monotonic() + 60
        while len(store.current().files()) < 4 and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=60)

    assert 0 == process.returncode
    assert 4 == len(store.current().files())
    assert "stopped following" in messages
