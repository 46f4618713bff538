"""What a searcher does when generations come, go and are damaged, and what became of reports."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from indexer.build import build_index, update_index
from indexer.errors import IndexCorrupt, ReportMoved, ReportWithdrawn
from indexer.model import SearchRequest
from indexer.search import open_searcher
from indexer.store import Store
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.settings import Settings

YICHUN, CHANGDE = "004_4945465fd94ef0c7", "002_7cdf9aad39d2617c"


@pytest.fixture
def corpus(tmp_path: Path, seeds_dir: Path) -> Path:
    """A folder of two seeds."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in (YICHUN, CHANGDE):
        shutil.copy(seeds_dir / f"{name}.txt", folder)
    return folder


def damage(settings: Settings) -> None:
    """Cut a file of the live generation that the one before does not share."""
    folder = Store(settings.index_dir, 1).current().path
    largest = max((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    data = largest.read_bytes()
    largest.unlink()  # and not its twin under the other generation
    largest.write_bytes(data[:-1])


def test_damaged_generation_falls_back(
    settings: Settings, corpus: Path, seeds_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A server answers from the generation before a damaged one and says so; everybody else is told of the damage."""
    build_index([corpus], settings)
    build_index([seeds_dir], settings)
    damage(settings)
    before = {path: path.read_bytes() for path in settings.index_dir.rglob("*") if path.is_file()}
    searcher = open_searcher(settings, fall_back=True)

    assert 2 == searcher.summary().reports
    assert "g000001" == searcher.summary().generation
    assert 1 == len(caplog.records), "said once, not with every request"
    assert "g000002" in caplog.text
    assert "nianbao index" in caplog.text
    with pytest.raises(IndexCorrupt, match="g000002"):
        open_searcher(settings)
    assert before == {path: path.read_bytes() for path in settings.index_dir.rglob("*") if path.is_file()}


def test_nothing_to_fall_back_on(settings: Settings, corpus: Path) -> None:
    """Without a whole generation the damage of the live one is told."""
    build_index([corpus], settings)
    damage(settings)
    with pytest.raises(IndexCorrupt, match="g000001"):
        open_searcher(settings, fall_back=True)


def test_generation_removed_under_a_reader(settings: Settings, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generation that is replaced and removed between its name and its opening is no error: the next one answers."""
    build_index([corpus], settings)
    searcher = open_searcher(settings)
    build_index([corpus], settings)
    opening = Store.generation
    swapped: list[str] = []

    def slow(store: Store, name: str) -> object:
        if not swapped:
            swapped.append(name)
            for _ in range(3):
                build_index([corpus], settings)
        return opening(store, name)

    monkeypatch.setattr(Store, "generation", slow)
    answer = searcher.search(SearchRequest(q="公开"))

    assert not (settings.index_dir / swapped[0]).exists()
    assert ("g000005", 2) == (answer.generation, answer.total_reports)


def test_reader_keeps_a_removed_generation(settings: Settings, corpus: Path) -> None:
    """A listing that began before its generation was removed goes on to its end."""
    build_index([corpus], settings)
    listing = open_searcher(settings).all_results(SearchRequest())
    for _ in range(3):
        build_index([corpus], settings)

    assert not (settings.index_dir / "g000001").exists()
    assert {YICHUN, CHANGDE} == {listed.report.id for listed in listing.reports}


def test_original(settings: Settings, corpus: Path) -> None:
    """The bytes of a report can be had as they were published, also when the file is gone."""
    update_index([corpus], settings)
    data = (corpus / f"{YICHUN}.txt").read_bytes()
    shutil.rmtree(corpus)
    original = open_searcher(settings).original(YICHUN)

    assert (data, f"{YICHUN}.txt") == (original.data, original.file_name)
    assert original.media_type.startswith("text/plain; charset=")


@pytest.mark.parametrize("damage", ["text", "sha256", "header", "zeros", "removed"])
def test_damaged_original(settings: Settings, corpus: Path, damage: str) -> None:
    """An original that is gone or is not what it was is never given out, and the index goes on to be searched."""
    update_index([corpus], settings)
    searcher = open_searcher(settings)
    generation = Store(settings.index_dir, 1).current()
    entry = next(entry for entry in generation.files() if entry.report_id == YICHUN)
    (path,) = generation.originals()
    data = path.read_bytes()
    match damage:
        case "text":
            path.write_bytes(data.replace("政府".encode(), "县府".encode()))
        case "sha256":
            path.write_bytes(data.replace(entry.sha256.encode(), entry.sha256[::-1].encode()))
        case "header":
            path.write_bytes(bytes(100) + data[100:])
        case "zeros":
            path.write_bytes(bytes(len(data)))
        case _:
            path.unlink()

    with pytest.raises(IndexCorrupt, match="original"):
        searcher.original(YICHUN)
    assert searcher.search(SearchRequest()).total_reports


def test_former_ids(settings: Settings, corpus: Path) -> None:
    """A former id leads to the report, with 301 on its page; one that is gone is told by title and date, with 410."""
    update_index([corpus], settings)
    (corpus / f"{YICHUN}.txt").rename(corpus / "伊春区.txt")
    (corpus / f"{CHANGDE}.txt").unlink()
    update_index([], settings)
    searcher = open_searcher(settings)
    client = create_app(searcher).test_client()
    moved = client.get(f"/doc/{YICHUN}?q=%E5%85%AC%E5%BC%80")
    gone = client.get(f"/doc/{CHANGDE}")

    with pytest.raises(ReportMoved):
        searcher.report(YICHUN, SearchRequest())
    with pytest.raises(ReportWithdrawn, match=CHANGDE):
        searcher.report(CHANGDE, SearchRequest())
    assert 301 == moved.status_code
    assert 200 == client.get(moved.location).status_code
    assert moved.location.endswith("?q=%E5%85%AC%E5%BC%80")
    assert 410 == gone.status_code
    assert "2018年" in gone.get_data(as_text=True)
    assert 404 == client.get("/doc/nowhere").status_code
