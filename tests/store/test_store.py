"""Generations: whatever goes wrong, the index that was live stays live and nothing else is touched."""

from __future__ import annotations

import gzip
import hashlib
import multiprocessing
import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from indexer.errors import (
    IndexCorrupt,
    IndexIncompatible,
    IndexLocked,
    IndexNotFound,
    IndexStoreError,
    NotAnIndex,
)
from indexer.store import SCHEMA_VERSION, FileEntry, Manifest, Remembered, Store, read_arrivals
from indexer.store import draft as draft_module
from indexer.store.entries import FILES, entries_in

RULES = {"rules": "1", "segmenter": "jieba"}


def manifest(**changes: object) -> Manifest:
    """A manifest of an empty generation."""
    values: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "program": "0",
        "created": "2020-01-01T00:00:00+00:00",
        "analysis": RULES,
        "gazetteer": "table",
        "reports": 0,
        "rows": 0,
        "sections": 0,
        "characters": 0,
        "segments": (),
        **changes,
    }
    return Manifest(**values)  # type: ignore[arg-type]  # names are the manifest's own


def build(root: Path, text: str = "content", timeout_s: float = 1.0) -> str:
    """Write one generation and tell its name."""
    with Store(root, timeout_s).write() as draft:
        (draft.path / "data").write_text(text)
        return draft.commit(manifest(), (), (), lambda _folder: None).name


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


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


@pytest.mark.parametrize("text", ["", "g7", "../elsewhere\n", "\x00", "g000099\n"])
def test_damaged_pointer(tmp_path: Path, text: str) -> None:
    """A pointer that names no generation is reported as damage, and every file stays as it was."""
    build(tmp_path)
    (tmp_path / "CURRENT").write_text(text)
    before = snapshot(tmp_path)

    with pytest.raises(IndexCorrupt, match="nianbao index"):
        Store(tmp_path, 1).current()
    assert before == snapshot(tmp_path)


@pytest.mark.parametrize("data", [None, b"", b"{}", b"[]", b"\xff", b'{"schema_version": "1"}'])
def test_damaged_manifest(tmp_path: Path, data: bytes | None) -> None:
    """A missing or unreadable manifest is reported as damage."""
    path = tmp_path / build(tmp_path) / "manifest.json"
    path.unlink() if data is None else path.write_bytes(data)
    before = snapshot(tmp_path)

    with pytest.raises(IndexCorrupt, match="nianbao index"):
        Store(tmp_path, 1).current()
    assert before == snapshot(tmp_path)


def test_every_bit_of_a_manifest(tmp_path: Path) -> None:
    """A bit that flips in a manifest, be it in a count that a page shows, is noticed; only blanks may change."""
    store = Store(tmp_path, 1)
    with store.write() as draft:
        draft.commit(manifest(reports=1, sections=12, characters=3456), (), (), lambda _folder: None)
    path, whole = store.current().path / "manifest.json", store.current().manifest
    data = path.read_bytes()
    unnoticed = []
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped)
        with suppress(IndexStoreError):
            assert whole == store.current().manifest
            unnoticed.append(chr(data[place]))
    assert not "".join(unnoticed).strip()


@pytest.mark.parametrize("harm", ["missing", "empty", "cut", "flipped", "other"])
def test_damaged_list_of_files(tmp_path: Path, harm: str) -> None:
    """A list of files that is not as it was written is reported where it is read, and hands nothing on."""
    sha256 = hashlib.sha256(b"text").hexdigest()
    with Store(tmp_path, 1).write() as draft:
        made = draft.commit(manifest(), [FileEntry("a.txt", sha256, "a")], (), lambda _folder: None)
    assert ("a",) == tuple(entry.report_id for entry in made.files())
    assert made.files() == entries_in(made.path)
    path = made.path / FILES
    data = path.read_bytes()
    path.unlink()
    if harm != "missing":
        flipped = data[:-20] + bytes((data[-20] ^ 1,)) + data[-19:]
        harmed = {"empty": b"", "cut": data[:-9], "flipped": flipped, "other": gzip.compress(b"{}")}
        path.write_bytes(harmed[harm])

    with pytest.raises(IndexCorrupt, match="nianbao index"):
        made.files()
    assert () == entries_in(made.path)


def test_other_schema(tmp_path: Path) -> None:
    """An index of another format is refused with both numbers; nothing is wiped by opening it."""
    with Store(tmp_path, 1).write() as draft:
        draft.commit(manifest(schema_version=SCHEMA_VERSION + 1), (), (), lambda _folder: None)
    before = snapshot(tmp_path)

    with pytest.raises(IndexIncompatible, match=f"{SCHEMA_VERSION + 1}.*{SCHEMA_VERSION}"):
        Store(tmp_path, 1).current()
    assert before == snapshot(tmp_path)


@pytest.mark.parametrize(
    ("analysis", "gazetteer", "named"),
    [
        ({**RULES, "rules": "2"}, "table", "rules"),
        (RULES, "other", "gazetteer"),
        ({"rules": "1"}, "table", "segmenter"),
    ],
)
def test_other_rules(tmp_path: Path, analysis: dict[str, str], gazetteer: str, named: str) -> None:
    """An index built under other rules is refused, and the message names the rule that differs."""
    with pytest.raises(IndexIncompatible, match=named):
        manifest().check_rules(tmp_path, analysis, gazetteer)


def test_same_rules(tmp_path: Path) -> None:
    """Equal rules pass."""
    manifest().check_rules(tmp_path, RULES, "table")


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


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "remembered.json", "arrivals.json.gz", FILES, "data"])
def test_pipe_in_place_of_a_file(tmp_path: Path, name: str) -> None:
    """A pipe, from which nothing ever comes, is damage like any other, and nobody waits for it."""
    generation = tmp_path / build(tmp_path, "")
    path = tmp_path / name if name == "CURRENT" else generation / name
    path.unlink()
    os.mkfifo(path)

    with pytest.raises(IndexStoreError, match=name):
        read_all(Store(tmp_path, 1))


def read_all(store: Store) -> None:
    """Read every file of the live generation."""
    generation = store.current()
    generation.manifest.check_parts(generation.path)
    generation.files()
    read_arrivals(generation.path)
    Remembered.read(generation.path)


@pytest.mark.parametrize("damage", ["remove", "truncate", "change"])
def test_damaged_parts(tmp_path: Path, damage: str) -> None:
    """A file of a generation that is gone, cut or changed is noticed before the backend reads it."""
    build(tmp_path, "content")
    generation = Store(tmp_path, 1).current()
    generation.manifest.check_parts(generation.path)
    data = generation.path / "data"
    if damage == "remove":
        data.unlink()
    else:
        data.write_text("cont" if damage == "truncate" else "CONTENT")

    with pytest.raises(IndexCorrupt, match="nianbao index"):
        generation.manifest.check_parts(generation.path)
