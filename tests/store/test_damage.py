"""What is damaged, or was written by other rules, is told and never read as if it were whole."""

from __future__ import annotations

import gzip
import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from builds import RULES, build, manifest, snapshot

from indexer.errors import IndexCorrupt, IndexIncompatible, IndexStoreError
from indexer.store import SCHEMA_VERSION, FileEntry, Remembered, Store, read_arrivals
from indexer.store.entries import FILES, entries_in

if TYPE_CHECKING:
    from pathlib import Path


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
