"""The text of a corpus: places of literals, what is read of it, several segments as one."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from indexing import entries_of
from msgspec.structs import replace

from indexer.analysis import Analysis, canon
from indexer.backends.files.page_sums import read_sums, write_sums
from indexer.backends.memory import MemoryIndex
from indexer.backends.stored import Passage
from indexer.backends.text.corpus import CorpusText
from indexer.backends.text.counting import reports_of
from indexer.backends.text.laid import LaidTextBuilder
from indexer.backends.text.memory import MemoryText
from indexer.backends.text.part import TextPart
from indexer.backends.text.places import Places, disjoint, literal_places, with_other_wording
from indexer.backends.text.segment import TextSegment
from indexer.backends.text.writer import write_text
from indexer.code_points import text_of
from indexer.errors import IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.backends.base import IndexedReport, Text
    from indexer.backends.text_layout import TextLayout

RARE = "A𠮷b\ud800局局局1,234年\u200b12\n34\n年，。"


@pytest.fixture(scope="module")
def entries(seeds_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> list[IndexedReport]:
    """The seeds and a short text of what is rare, ready to be indexed."""
    odd = tmp_path_factory.mktemp("odd") / "odd.txt"
    odd.write_text(RARE.replace("\ud800", "") * 3, "utf-8")
    return entries_of([seeds_dir, odd])


def laid(entries: Sequence[IndexedReport]) -> MemoryText:
    """The reference over some reports."""
    builder = LaidTextBuilder()
    for entry in entries:
        builder.add(entry)
    return MemoryText(builder.laid())


def written(folder: Path, entries: Sequence[IndexedReport]) -> TextSegment:
    """A segment of some reports."""
    builder = LaidTextBuilder()
    for entry in entries:
        builder.add(entry)
    write_text(folder, builder.laid())
    write_sums(folder)
    return TextSegment(folder, read_sums(folder))


def needles(entries: Sequence[IndexedReport], count: int) -> list[str]:
    """Stretches of canonical texts."""
    rng = random.Random(5)
    texts = [text for entry in entries for text in (entry.text.main, entry.text.second) if text]
    found = []
    for _ in range(count):
        text = rng.choice(texts)
        start = rng.randrange(len(text))
        found.append(text[start : start + rng.choice((1, 1, 2, 2, 3, 4, 7, 20))])
    return [*found, "没有的字句", "\ufffe", "\0"]


def relative(text: Text, places: Places) -> list[tuple[int, int, int]]:
    """Report, start and end in it of each place: what does not depend on how texts are laid."""
    reports = text.layout.reports
    owners = np.searchsorted(reports[:, 0], places.starts, "right") - 1
    first = reports[owners, 0]
    return list(zip(owners.tolist(), (places.starts - first).tolist(), (places.ends - first).tolist(), strict=True))


@pytest.mark.parametrize("search", [-(1 << 40), 20, 1 << 40])
def test_literals(entries: list[IndexedReport], tmp_path: Path, search: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs of characters find what reading the whole text finds, in one segment and in two.

    So they do whether places are looked at in the text or in other lists, and for single characters.
    """
    monkeypatch.setattr("indexer.backends.text.segment._SEARCH", search)
    reference = laid(entries)
    one = CorpusText([(written(tmp_path / "one", entries), np.ones(len(entries), np.bool_))])
    parts = [(written(tmp_path / name, part), np.ones(len(part), np.bool_)) for name, part in _halves(entries)]
    two = CorpusText(parts)
    for needle in needles(entries, 300):
        expected = relative(reference, literal_places(reference, needle))
        assert expected == relative(one, literal_places(one, needle)), needle
        assert expected == relative(two, literal_places(two, needle)), needle
        assert one.at_most(needle) >= len(one.find(needle)) == reference.at_most(needle) <= two.at_most(needle)
    assert reference.layout.rows == one.layout.rows == two.layout.rows


def _halves(entries: list[IndexedReport]) -> list[tuple[str, list[IndexedReport]]]:
    return [("first", entries[:2]), ("second", entries[2:])]


def test_deleted_reports(entries: list[IndexedReport], tmp_path: Path) -> None:
    """With reports left out, a text is the text of those kept."""
    gone = (0, 3)
    kept = [entry for number, entry in enumerate(entries) if number not in gone]
    reference = laid(kept)
    parts = [
        (written(tmp_path / "first", entries[:2]), np.array([False, True])),
        (written(tmp_path / "second", entries[2:]), np.array([True, False, *[True] * (len(entries) - 4)])),
    ]
    text = CorpusText(parts)
    for needle in needles(entries, 200):
        expected = relative(reference, literal_places(reference, needle))
        assert expected == relative(text, literal_places(text, needle)), needle
    assert reference.layout.passages[:, 2].tolist() == text.layout.passages[:, 2].tolist()
    assert cited(reference.layout) == cited(text.layout)


def cited(layout: TextLayout) -> list[tuple[str, int, int]]:
    """The document numbers of a text."""
    return [(layout.prefixes[prefix], year, number) for _, _, year, number, prefix in layout.numbers.tolist()]


def test_reading(entries: list[IndexedReport], tmp_path: Path) -> None:
    """Characters, canonical characters and borders of words come back as they went in."""
    text = CorpusText([(written(tmp_path / "one", entries), np.ones(len(entries), np.bool_))])
    reference = laid(entries)
    for entry, ranges in zip(entries, text.layout.reports.tolist(), strict=True):
        assert entry.readings[0].text == text.read(*ranges[:2])
        assert entry.text.main == text_of(text.canonical_between(*ranges[:2]))
        positions = np.arange(ranges[0] - 1, ranges[1] + 1, dtype=np.int32)
        points = text.code_points(positions).tolist()
        assert [0, *map(ord, entry.readings[0].text), 0] == points
        assert points == text.points_between(ranges[0] - 1, ranges[1] + 1).tolist()
        canonical = text.canonical_points(positions).tolist()
        assert [0, *map(ord, entry.text.main), 0] == canonical
        assert canonical == text.canonical_between(ranges[0] - 1, ranges[1] + 1).tolist()
        inside = positions[1:]
        cuts = inside[text.cuts(inside)] - ranges[0]
        assert sorted(set(entry.cuts[0])) == cuts.tolist()
    assert "\0" not in reference.read(*reference.layout.reports[0, :2])


def test_part(entries: list[IndexedReport], tmp_path: Path) -> None:
    """What is read of some reports, with the borders around them, is what the whole text says there."""
    rng = random.Random(7)
    half = len(entries) // 2
    parts = [written(tmp_path / "first", entries[:half]), written(tmp_path / "second", entries[half:])]
    whole = CorpusText([(part, np.ones(len(part.layout.reports), np.bool_)) for part in parts])
    layout, wanted = whole.layout, needles(entries, 40)
    for _ in range(30):
        chosen = np.array(sorted(rng.sample(range(len(entries)), rng.randint(1, len(entries)))), np.int32)
        part = TextPart(whole, chosen)
        ranges = [*layout.reports[chosen, :2].tolist(), *layout.reports[chosen, 2:].tolist()]
        ranges = [(start, end) for start, end in ranges if end]
        every = [place for start, end in ranges for place in range(start - 1, end + 1)]
        positions = np.array(rng.sample(every, len(every)), np.int32)
        assert whole.code_points(positions).tolist() == part.code_points(positions).tolist()
        assert whole.cuts(positions).tolist() == part.cuts(positions).tolist()
        for start, end in ranges:
            assert whole.cuts(np.arange(start - 1, end + 1)).tolist() == part.cuts_between(start - 1, end + 1).tolist()
        for needle in wanted:
            inside = [place for place in whole.find(needle).tolist() if any(a <= place < b for a, b in ranges)]
            assert inside == part.find(needle).tolist(), needle


@pytest.mark.parametrize("size", [0, 1 << 20])
def test_portions(entries: list[IndexedReport], tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions hold every report that is left once, and every place of a needle once, in order."""
    monkeypatch.setattr("indexer.backends.text.corpus._PORTION", size)
    live = [np.arange(len(part)) > 0 for _, part in _halves(entries)]
    written_parts = [written(tmp_path / name, part) for name, part in _halves(entries)]
    text = CorpusText(list(zip(written_parts, live, strict=True)))
    reports = np.arange(len(text.layout.reports), dtype=np.int32)
    for needle in needles(entries, 50):
        portions = list(text.portions((needle, "政府")))
        assert len(portions) == (1 if size else len(live))
        assert reports.tolist() == [report for part in portions for report in part.among(reports).tolist()]
        assert text.find(needle).tolist() == [place for part in portions for place in part.find(needle).tolist()]
        for part in portions:
            assert len(part.find(needle)) <= part.at_most(needle)
            owners = text.layout.report_at.of(literal_places(part, needle).starts)
            assert set(owners.tolist()) <= set(part.among(reports).tolist())


def test_reading_in_any_order(entries: list[IndexedReport], tmp_path: Path) -> None:
    """What stands at positions of several segments is the same whether they ascend or not, and where there are none."""
    parts = [(written(tmp_path / name, part), np.ones(len(part), np.bool_)) for name, part in _halves(entries)]
    text, rng = CorpusText(parts), np.random.default_rng(5)
    positions = rng.integers(0, int(text.layout.reports[:, 1].max()), 500).astype(np.int32)
    for chosen in (positions, positions[:0], positions[:1]):
        order = np.argsort(chosen)
        for read in (text.code_points, text.canonical_points, text.cuts):
            assert read(chosen)[order].tolist() == read(chosen[order]).tolist()


def test_torn_words(entries: list[IndexedReport]) -> None:
    """Noted is each passage that begins inside a word, and none that begins between words or at a mark."""
    rng = random.Random(11)
    for entry in entries:
        text, cuts = entry.text.main, set(entry.cuts[0].tolist())
        chosen = [0, *sorted(rng.sample(range(1, len(text)), min(len(text) - 1, 200)))]
        passages = tuple(Passage(0, *borders) for borders in pairwise([*chosen, len(text)]))
        builder = LaidTextBuilder()
        builder.add(replace(entry, text=replace(entry.text, passages=passages)))
        torn = set((builder.laid().layout.torn - 1).tolist())
        inside = {
            place
            for place in chosen
            if place not in cuts and Analysis.is_han(text[place - 1]) and Analysis.is_han(text[place])
        }
        assert inside <= torn
        assert all(place in chosen and place not in cuts and text[place].isalnum() for place in torn)


def test_other_wording_beside_main() -> None:
    """Places in other wording count where they overlap none in a report's own."""
    rng = random.Random(13)
    for _ in range(300):
        own = [(start, start + 2, -1) for start in sorted(rng.sample(range(60), rng.randint(0, 25)))]
        other = sorted((start, start + rng.randint(1, 4), rng.randint(60, 99)) for start in rng.choices(range(60), k=4))
        apart = [span for span in other if all(span[1] <= start or end <= span[0] for start, end, _ in own)]
        found = with_other_wording(*(Places(*np.array(part, np.int32).reshape(-1, 3).T) for part in (own, other)))
        columns = (found.starts.tolist(), found.ends.tolist(), found.seconds.tolist())
        assert sorted([*own, *apart]) == list(zip(*columns, strict=True))


def test_disjoint() -> None:
    """What a reader counts from left to right, also of places of several lengths."""
    rng = random.Random(3)
    for _ in range(300):
        starts = rng.choices(range(rng.choice((20, 60))), k=rng.randint(0, 25))
        spans = sorted((start, start + rng.randint(1, 4)) for start in starts)
        expected, reached = [], 0
        for start, end in spans:
            if start >= reached:
                expected.append((start, end))
                reached = end
        table = np.array(spans, np.int32).reshape(-1, 2)
        kept = disjoint(Places(table[:, 0], table[:, 1], np.full(len(spans), -1, np.int32)))
        assert expected == list(zip(kept.starts.tolist(), kept.ends.tolist(), strict=True))


@pytest.mark.parametrize("name", ["characters.bin", "steps.bin", "small.msgpack"])
@pytest.mark.parametrize("damage", ["missing", "short", "foreign"])
def test_damaged(entries: list[IndexedReport], tmp_path: Path, name: str, damage: str) -> None:
    """A file that is missing, cut off or something else is refused with the command to run."""
    written(tmp_path / "text", entries[:1])
    sums = read_sums(tmp_path / "text")
    path = tmp_path / "text" / name
    data = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(data[: len(data) // 2] if damage == "short" else b"\x80\x05N.")
    with pytest.raises(IndexCorrupt, match="nianbao index"):
        TextSegment(tmp_path / "text", sums)


def test_other_wording_behind_the_beginning(tmp_path: Path) -> None:
    """What a reworded report begins with is found in it, and not behind the reworded one before."""
    for number, text in enumerate(("這個機關的網路說明。", "公开说明，本机关。", "公開網路資訊，這個機關說。")):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    index = MemoryIndex(entries_of([tmp_path]))
    found = literal_places(index.texts, canon("公开网络"))
    assert [2] == reports_of(index.texts.layout, found).tolist()
