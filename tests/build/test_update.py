"""An update answers as an index built anew from the same places; nothing that was known of a report is forgotten."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from small_reports import answers, report_text

from indexer.build import build_index, pipeline, plan_update, update_index
from indexer.build.merging import MAX_SEGMENTS, SegmentUse, to_merge
from indexer.errors import CorpusError
from indexer.settings import Settings
from indexer.store import Store, read_original
from indexer.store.originals import ORIGINALS

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ["a.txt", "b.txt", "c.txt", "中文.txt", "x/a.txt", "x/b.txt", "y/a.txt", "y/深/b.txt"]

Edit = tuple[str, str, str, int]  # what is done, to which file, with which other file, and a number

EDITS = st.tuples(
    st.sampled_from(["write", "write", "write", "copy", "move", "remove", "spoil", "touch"]),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.integers(0, 30),
)


def apply(folder: Path, edit: Edit) -> None:
    """Change one file of a folder."""
    kind, name, other, number = edit
    path, second = folder / name, folder / other
    path.parent.mkdir(parents=True, exist_ok=True)
    second.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "write":
            path.write_text(report_text(number), "utf-8")
        case "copy" if path.exists() and path != second:
            second.write_bytes(path.read_bytes())
        case "move" if path.exists():
            path.replace(second)
        case "remove":
            path.unlink(missing_ok=True)
        case "spoil":
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * number)
        case "touch" if path.exists():
            path.write_bytes(path.read_bytes())


@given(st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=1, max_size=6))
@hypothesis_settings(max_examples=15)
def test_update_is_rebuild(rounds: list[list[Edit]]) -> None:
    """After any sequence of edits, updates answer many requests exactly as a build in a new place."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        folder = base / "reports"
        folder.mkdir()
        (folder / "always.txt").write_text(report_text(99), "utf-8")
        updated = Settings(index_dir=base / "updated")
        for edits in rounds:
            for edit in edits:
                apply(folder, edit)
            summary = update_index([folder], updated)
        rebuilt = Settings(index_dir=base / "rebuilt")
        anew = build_index([folder], rebuilt)

        assert answers(rebuilt) == answers(updated)
        assert (anew.reports, anew.sections, anew.characters) == (summary.reports, summary.sections, summary.characters)
        assert {failure.path for failure in anew.failures} == {failure.path for failure in summary.failures}
        _check_store(updated.index_dir)


def _check_store(folder: Path) -> None:
    """At most two generations and as many index segments as allowed; an original for every report, no file beyond."""
    store = Store(folder, 1)
    generations = store.generations()
    live = store.current()

    assert len(generations) <= 2
    assert len(live.manifest.segments) <= MAX_SEGMENTS
    assert all(read_original(live.originals(), entry.sha256) for entry in live.files())
    assert {path.name for path in live.originals()} == {path.name for path in (live.path / ORIGINALS).iterdir()}
    assert [] == [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_nothing_to_change(corpus: Path, settings: Settings) -> None:
    """Where nothing has changed there is no new generation."""
    update_index([corpus], settings)
    summary = update_index([], settings)

    assert not summary.committed
    assert "g000001" == Store(settings.index_dir, 1).current_name()


def test_unchanged_reports_are_not_read(corpus: Path, settings: Settings) -> None:
    """An update reads what has changed and nothing else."""
    update_index([corpus], settings)
    (corpus / "r1.txt").write_text(report_text(7), "utf-8")
    (corpus / "new.txt").write_text(report_text(8), "utf-8")
    read: list[str] = []
    update_index([], settings, progress=lambda _done, _all, name: read.append(name))

    assert {"new.txt", "r1.txt", ""} == set(read)


def test_places_are_remembered(corpus: Path, tmp_path: Path, settings: Settings) -> None:
    """Folders given later join the archive; a rebuild of given ones leaves the others out."""
    other = tmp_path / "others"
    other.mkdir()
    (other / "other.txt").write_text(report_text(20), "utf-8")
    update_index([corpus], settings)

    assert 4 == update_index([other], settings).reports
    assert 4 == update_index([corpus / "r0.txt"], settings).reports, "a file inside a known folder is known"
    assert 4 == build_index([], settings).reports
    assert 1 == build_index([other], settings).reports


def test_what_a_killed_writer_left_goes_also_then(corpus: Path, settings: Settings) -> None:
    """Generations that a writer died over after its commit are removed by the next update, though nothing changed."""
    build_index([corpus], settings)
    for number in (2, 3):
        shutil.copytree(settings.index_dir / "g000001", settings.index_dir / f"g{number:06d}")
    (settings.index_dir / "CURRENT").write_text("g000003\n")

    assert not update_index([], settings).committed
    assert {"g000002", "g000003"} == {path.name for path in Store(settings.index_dir, 1).generations()}


def test_changed_between_hashing_and_reading(corpus: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that an update reads again, and whose file goes meanwhile, stays as it was; a new one is reported."""
    update_index([corpus], settings)
    entry = Store(settings.index_dir, 1).current().files()[0]
    monkeypatch.setattr(pipeline, "to_merge", lambda _segments: {entry.segment})
    (corpus / "new.txt").write_text(report_text(30), "utf-8")
    gone = {entry.source, "new.txt"}

    def before(_done: int, _all: int, name: str) -> None:
        if name in gone:
            (corpus / name).unlink()

    summary = update_index([corpus], settings, before)
    live = Store(settings.index_dir, 1).current()

    assert ["new.txt"] == [failure.path.name for failure in summary.failures]
    assert entry.report_id in {file.report_id for file in live.files()}
    assert entry.sha256 == hashlib.sha256(read_original(live.originals(), entry.sha256)).hexdigest()


def test_missing_folder_loses_nothing(corpus: Path, tmp_path: Path, settings: Settings) -> None:
    """A folder that cannot be found, or is empty all at once, is not taken for one whose reports are gone."""
    update_index([corpus], settings)
    corpus.rename(tmp_path / "elsewhere")
    with pytest.raises(CorpusError, match=r"cannot be found.*unchanged.*--rebuild"):
        update_index([], settings)
    corpus.mkdir()
    with pytest.raises(CorpusError, match=r"no report.*unchanged"):
        update_index([], settings)

    assert 3 == len(Store(settings.index_dir, 1).current().files())


def test_nothing_remembered(settings: Settings) -> None:
    """Without places, known or given, the message says how to name them."""
    for call in (update_index, build_index, plan_update):
        with pytest.raises(CorpusError, match="nianbao index PATH"):
            call([], settings)


def test_plan_tells_what_the_update_does(corpus: Path, settings: Settings) -> None:
    """A plan is what the update then does, and changes nothing."""
    update_index([corpus], settings)
    (corpus / "r0.txt").rename(corpus / "renamed.txt")
    (corpus / "r1.txt").unlink()
    (corpus / "r2.txt").write_text(report_text(12), "utf-8")
    (corpus / "new.txt").write_text(report_text(13), "utf-8")
    before = sorted(settings.index_dir.rglob("*"))
    plan = plan_update([], settings)

    assert before == sorted(settings.index_dir.rglob("*"))
    assert ["new", "renamed"] == [source.report_id for source in plan.changes.added]
    assert ["r2"] == [source.report_id for source in plan.changes.changed]
    assert (("r0", "renamed"),) == plan.changes.moved
    assert ["r1"] == [entry.report_id for entry in plan.changes.removed]
    assert plan.changes == update_index([], settings).changes


def test_damaged_index_is_read_anew(corpus: Path, settings: Settings) -> None:
    """An index that cannot be built on is built anew, and that is said."""
    update_index([corpus], settings)
    generation = Store(settings.index_dir, 1).current()
    next(generation.path.glob("segments/*/*.trm")).write_bytes(b"")
    told: list[str] = []

    assert update_index([], settings, tell=told.append).committed
    assert ["everything is read anew"] == [message.partition(":")[0] for message in told]
    assert "rebuild it" not in told[0]


def renamed(settings: Settings) -> dict[str, str]:
    """Where ids lead."""
    return Store(settings.index_dir, 1).remembered().renamed


def withdrawn(settings: Settings) -> set[str]:
    """Ids of reports that are gone."""
    return set(Store(settings.index_dir, 1).remembered().withdrawn)


def test_what_became_of_reports(corpus: Path, settings: Settings) -> None:
    """Ids that reports had lead to the ones they have, through every further change, also when both steps are seen."""
    update_index([corpus], settings)
    (corpus / "r0.txt").rename(corpus / "z.txt")
    update_index([], settings)
    assert ({"r0": "z"}, set()) == (renamed(settings), withdrawn(settings))

    (corpus / "sub").mkdir()
    (corpus / "sub" / "z.txt").write_text(report_text(21), "utf-8")
    update_index([], settings)
    clashing = renamed(settings)
    assert {"r0", "z"} == set(clashing)
    assert 1 == len(set(clashing.values())), "z shares its stem now, and both old ids lead to its new one"

    kept = (corpus / "z.txt").read_bytes()
    (corpus / "z.txt").unlink()
    update_index([], settings)
    assert {"r0"} < withdrawn(settings)
    assert "r0" not in renamed(settings)

    (corpus / "again.txt").write_bytes(kept)
    update_index([], settings)
    assert "again" == renamed(settings)["r0"], "the same bytes are the report again"
    assert not withdrawn(settings)


def test_rebuild_remembers(corpus: Path, settings: Settings) -> None:
    """What became of reports is handed on by a rebuild too, also over a generation of another format."""
    update_index([corpus], settings)
    (corpus / "r0.txt").rename(corpus / "z.txt")
    manifest = Store(settings.index_dir, 1).current().path / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"schema_version": ', '"schema_version": 9'), "utf-8")
    build_index([corpus], settings)

    assert {"r0": "z"} == renamed(settings)


@given(
    st.lists(
        st.integers(1, 50).flatmap(lambda held: st.tuples(st.just(held), st.integers(0, held))), min_size=0, max_size=20
    )
)
def test_merging_bounds_number_and_waste(uses: Sequence[tuple[int, int]]) -> None:
    """After merging, the segments that stay and a new one are within the limit, and none is mostly left out."""
    segments = [SegmentUse(str(number), held, live) for number, (held, live) in enumerate(uses)]
    merged = to_merge(segments)
    staying = [segment for segment in segments if segment.name not in merged]

    assert len(staying) + 1 <= MAX_SEGMENTS
    assert all(2 * segment.live >= segment.held for segment in staying)
