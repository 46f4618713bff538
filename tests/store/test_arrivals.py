"""When reports came: known over rebuilds, whatever happens to single generations."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import IndexCorrupt
from indexer.store import SCHEMA_VERSION, Arrival, FileEntry, Manifest, Store, later_arrivals, read_arrivals
from indexer.store.arrivals import ARRIVALS, next_arrivals

if TYPE_CHECKING:
    from pathlib import Path


def build(root: Path, day: int, reports: dict[str, str]) -> Path:
    """Make a generation that holds these reports, id to hash, on a day of January 2020."""
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        program="0",
        created=f"2020-01-{day:02}T00:00:00+00:00",
        analysis={},
        gazetteer="table",
        reports=len(reports),
        rows=0,
        sections=0,
        characters=0,
        segments=(),
    )
    files = [FileEntry(f"{name}.txt", sha256, name) for name, sha256 in reports.items()]
    with Store(root, 1.0).write() as draft:
        return draft.commit(manifest, files, (), lambda _folder: None).path


def days(folder: Path) -> dict[str, tuple[int, int]]:
    """Day of entry and of the last change of each report."""
    first = 1577836800  # 2020-01-01
    return {
        name: ((arrival.entered - first) // 86400 + 1, (arrival.changed - first) // 86400 + 1)
        for name, arrival in read_arrivals(folder).items()
    }


def test_over_rebuilds(tmp_path: Path) -> None:
    """An unchanged report keeps its day, a changed one its day of entry, one that left comes anew."""
    assert {"a": (1, 1), "b": (1, 1)} == days(build(tmp_path, 1, {"a": "1", "b": "1"}))
    assert {"a": (1, 1), "b": (1, 2), "c": (2, 2)} == days(build(tmp_path, 2, {"a": "1", "b": "2", "c": "1"}))
    assert {"a": (1, 1)} == days(build(tmp_path, 3, {"a": "1"}))
    assert {"a": (1, 1), "b": (4, 4)} == days(build(tmp_path, 4, {"a": "1", "b": "2"}))


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_harmed_file_does_not_keep_anybody_from_rebuilding(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: str
) -> None:
    """The times are then taken from the generation before, and the log says so."""
    build(tmp_path, 1, {"a": "1"})
    damaged = build(tmp_path, 2, {"a": "1", "b": "1"})
    if harm == "missing":
        (damaged / ARRIVALS).unlink()
    else:
        (damaged / ARRIVALS).write_text("{")
    with pytest.raises(IndexCorrupt, match="nianbao index"):
        read_arrivals(damaged)
    with pytest.raises(IndexCorrupt, match="nianbao index"):
        later_arrivals(damaged)()

    with caplog.at_level(logging.WARNING):
        assert {"a": (1, 1), "b": (3, 3)} == days(build(tmp_path, 3, {"a": "1", "b": "1"}))
    assert "older generation" in caplog.text


def test_asked_for_late(tmp_path: Path) -> None:
    """Times are those of the generation that was opened, though it be gone when they are asked for."""
    folder = build(tmp_path, 1, {"a": "1"})
    later, now = later_arrivals(folder), read_arrivals(folder)
    shutil.rmtree(folder)

    assert now == later()
    with pytest.raises(IndexCorrupt, match="nianbao index"):
        later_arrivals(folder)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from("12")), max_size=6))
def test_against_the_whole_history(history: list[dict[str, str]]) -> None:
    """Handing on from generation to generation gives what looking through all of them gives."""
    arrivals: dict[str, Arrival] = {}
    for now, held in enumerate(history):
        arrivals = next_arrivals(arrivals, [FileEntry("", sha256, name) for name, sha256 in held.items()], now)

    for name, sha256 in (history[-1] if history else {}).items():
        entered = changed = len(history) - 1
        while entered > 0 and name in history[entered - 1]:
            entered -= 1
        while changed > entered and history[changed - 1].get(name) == sha256:
            changed -= 1
        assert Arrival(sha256, entered, changed) == arrivals[name]
