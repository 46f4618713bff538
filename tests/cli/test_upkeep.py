"""The commands that look after an index."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from in_process import run_words

from indexer.build import build_index
from indexer.build.coverage import coverage_of
from indexer.settings import Settings
from indexer.store import FileEntry, Store

if TYPE_CHECKING:
    from pathlib import Path

    from in_process import Nianbao


@pytest.fixture
def own_index(seeds_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of the seeds that the test may damage."""
    folder = tmp_path / "index"
    shutil.copytree(seeds_index, folder)
    monkeypatch.setenv("NIANBAO_INDEX_DIR", str(folder))
    return folder


def test_check_of_a_whole_index(nianbao: Nianbao) -> None:
    """A whole index is said to be so, with exit code 0."""
    answer = nianbao("check", "--samples", "5")

    assert (0, "") == (answer.code, answer.err)
    assert "5 reports" in answer.out


@pytest.mark.parametrize("what", ["index", "originals", "removed originals", "manifest", "counts"])
def test_check_finds_damage(own_index: Path, what: str) -> None:
    """Any file that is not as it was written is found; what to run is said; nothing is changed."""
    generation = Store(own_index, 1).current()
    manifest = generation.path / "manifest.json"
    (originals,) = generation.originals()
    largest = max(generation.path.rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else 0)
    match what:
        case "index":
            data = bytearray(largest.read_bytes())
            data[len(data) // 2] ^= 1
            largest.write_bytes(data)
        case "originals":
            data = originals.read_bytes()
            originals.write_bytes(data.replace("政府".encode(), "县府".encode(), 1))
        case "removed originals":
            originals.unlink()
        case "manifest":
            manifest.write_bytes(manifest.read_bytes()[:-30])
        case _:
            manifest.write_text(manifest.read_text("utf-8").replace('"rows": ', '"rows": 1'), "utf-8")
    before = {path: path.read_bytes() for path in own_index.rglob("*") if path.is_file()}
    answer = run_words("check", "--samples", "1")

    assert 3 == answer.code
    assert "nianbao index" in answer.err
    assert before == {path: path.read_bytes() for path in own_index.rglob("*") if path.is_file()}


def test_rebuild_repairs(own_index: Path, seeds_dir: Path) -> None:
    """What check advises does repair, damaged originals included."""
    for path in Store(own_index, 1).current().originals():
        path.write_bytes(b"damaged")
    assert 3 == run_words("check", "--samples", "1").code
    assert 0 == run_words("index", "--rebuild", str(seeds_dir)).code
    assert 0 == run_words("check", "--samples", "1").code


def entry(body: str, year: int, number: int = 0) -> FileEntry:
    """A report of a body."""
    return FileEntry(f"{body}{year}{number}", "0", f"{body}{year}{number}", body=body, body_key=body, year=year)


def test_coverage() -> None:
    """Years between a body's first and last that it has no report of are lacking; copies are counted once."""
    years = [("甲", 2010, 0), ("甲", 2013, 0), ("甲", 2013, 1), ("乙", 2011, 0), ("", 0, 0)]
    coverage = coverage_of(entry(*each) for each in years)

    assert {"甲": ((2010, 2013), (2011, 2012), 3), "乙": ((2011,), (), 1)} == {
        body.body: (body.years, body.lacking, body.reports) for body in coverage.bodies
    }
    assert ({2010: 1, 2011: 1, 2013: 2}, 1, 1) == (coverage.years, coverage.unknown_body, coverage.unknown_year)


def test_stats(nianbao: Nianbao) -> None:
    """Table and JSON tell the same: reports, years, bodies, and the state of the index."""
    stats = json.loads(nianbao("stats", "--json").out)
    shown = nianbao("stats").out

    assert 5 == stats["reports"] == sum(stats["years"].values()) + stats["unknown_year"]
    assert 5 == sum(body["reports"] for body in stats["bodies"]) + stats["unknown_body"]
    assert {"generation", "built", "analysis", "index_bytes", "originals_bytes", "places"} < stats.keys()
    assert "沈阳市人民政府办公厅" in shown
    assert "沈阳市人民政府办公厅" not in nianbao("stats", "--gaps").out


def test_prune(tmp_path: Path, seeds_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older generations and leavings go; the live generation stays, whatever is asked."""
    settings = Settings(index_dir=tmp_path / "index")
    monkeypatch.setenv("NIANBAO_INDEX_DIR", str(settings.index_dir))
    build_index([seeds_dir], settings)
    build_index([next(seeds_dir.glob("004_*.txt"))], settings)
    (settings.index_dir / ".g000009.partial").mkdir()

    assert "would remove 1 generation\n" in run_words("prune", "--keep", "1", "--dry-run").out
    assert (settings.index_dir / "g000001").is_dir()
    assert "removed 1 generation\n" in run_words("prune", "--keep", "1").out
    assert {"CURRENT", "LOCK", "g000002"} == {path.name for path in settings.index_dir.iterdir()}
    assert 0 == run_words("check", "--samples", "1").code
    assert "removed 0 generations\n" in run_words("prune").out


def test_bench(nianbao: Nianbao) -> None:
    """Every kind of request is timed."""
    timings = json.loads(nianbao("bench", "--rounds", "2", "--json").out)["timings"]

    assert len(timings) > 4
    assert all(0 < timing["p50_ms"] <= timing["p95_ms"] for timing in timings)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(nianbao: Nianbao, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script calls the program back, and the program completes commands and options."""
    assert "_NIANBAO_COMPLETE" in nianbao("completion", shell).out
    monkeypatch.setenv("_NIANBAO_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", "nianbao fac")
    monkeypatch.setenv("COMP_CWORD", "fac" if shell == "fish" else "1")
    answer = nianbao()

    assert "facets" in answer.out


@pytest.mark.parametrize("words", [["index", ""], ["inspect", ""], ["--index-dir", "", "index", "seeds"]])
def test_path_of_a_variable_without_a_value(nianbao: Nianbao, words: list[str]) -> None:
    """An empty path is refused; it would be the working folder, and all that stands in it."""
    answer = nianbao(*words)

    assert 2 == answer.code
    assert "a path is empty" in answer.err
