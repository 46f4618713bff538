"""The files of a segment: stock Whoosh reads its postings, and damage anywhere is told and never answered from."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace
from whoosh.index import open_dir
from whoosh.query import And, AndNot, Every, FuzzyTerm, Prefix, Query, Term

from indexer.analysis import canon, default_analysis
from indexer.backends.files.page_sums import PAGE, sums_of, sums_of_pages
from indexer.backends.records.glyphs import Glyphs
from indexer.backends.records.record import Kept, from_records, to_record
from indexer.backends.source_offsets import SourceOffsets
from indexer.backends.stored import StoredReport
from indexer.backends.whoosh import SegmentRef, WhooshIndex
from indexer.backends.whoosh_write import write_segment
from indexer.code_points import code_points
from indexer.errors import IndexCorrupt
from indexer.query.tree import Exact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from indexer.analysis import Reading
    from indexer.backends.base import IndexedReport
    from indexer.backends.records.glyphs import Codes


@pytest.fixture(scope="module")
def segment(entries: list[IndexedReport], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A segment of the seeds."""
    folder = tmp_path_factory.mktemp("files") / "one"
    write_segment(folder, entries)
    return folder


def test_stock_whoosh_reads_every_posting(segment: Path, entries: list[IndexedReport]) -> None:
    """Terms, documents and weights through Whoosh's public readers are those that were put in, and no others."""
    expected: dict[tuple[str, str], list[tuple[int, float]]] = {}
    number = 0
    for entry in entries:
        for word, frequency in entry.title_words.items():
            expected.setdefault(("title", word), []).append((number, frequency))
        for row in entry.rows:
            for field, words in (("text", row.words), ("heading", row.heading_words)):
                for word, frequency in words.items():
                    expected.setdefault((field, word), []).append((number, frequency))
            number += 1
    index = open_dir(str(segment), readonly=True)
    with index.reader() as reader:
        assert number == reader.doc_count()
        found = {}
        for field, term in reader.all_terms():
            matcher = reader.postings(field, term)
            postings = []
            while matcher.is_active():
                postings.append((matcher.id(), matcher.weight()))
                matcher.next()
            assert len(postings) == reader.doc_frequency(field, term)
            assert sum(weight for _, weight in postings) == reader.frequency(field, term)
            found[field, term.decode()] = postings
        assert expected == found
        assert {} == reader.stored_fields(0)
    index.close()


def test_stock_whoosh_walks_through_terms(segment: Path, entries: list[IndexedReport]) -> None:
    """From the first term on or from one in the middle, with figures or without."""
    frequencies = sum((Counter(row.words) for entry in entries for row in entry.rows), Counter[str]())
    words = sorted(frequencies, key=lambda word: word.encode("utf-8", "surrogatepass"))
    middle = words[len(words) // 2]
    index = open_dir(str(segment), readonly=True)
    with index.reader() as reader:
        assert {"text", "heading", "title"} == set(reader.indexed_field_names())
        every, behind = (
            [(term.decode(), info.weight()) for (field, term), info in found if field == "text"]
            for found in (reader, reader.iter_from("text", middle))
        )
        terms = [term.decode() for field, term in reader.terms_from("text", middle) if field == "text"]
    index.close()

    assert [(word, frequencies[word]) for word in words] == every
    assert words[len(words) // 2 :] == terms == [term for term, _ in behind]
    assert every[len(words) // 2 :] == behind


def test_whoosh_searches(segment: Path, entries: list[IndexedReport]) -> None:
    """Whoosh's own queries, which walk through terms and lists in every way that it has, find the rows they should."""
    rows = [row for entry in entries for row in entry.rows]
    words = {word for row in rows for word in row.words}
    alike = {word for word in words if len(word) == 2 and sum(map(str.__ne__, word, "公开")) <= 1}
    cases: list[tuple[Query, Callable[[Mapping[str, int]], bool]]] = [
        (Term("text", "公开"), lambda found: "公开" in found),
        (And([Term("text", "公开"), Term("text", "复议")]), lambda found: {"公开", "复议"} <= found.keys()),
        (AndNot(Term("text", "公开"), Term("text", "复议")), lambda found: "公开" in found and "复议" not in found),
        (Prefix("text", "行政"), lambda found: any(word.startswith("行政") for word in found)),
        (Every("text"), bool),
        (FuzzyTerm("text", "公开", prefixlength=0), lambda found: "公开" in found or not alike.isdisjoint(found)),
    ]
    index = open_dir(str(segment), readonly=True)
    with index.searcher() as searcher:
        for query, matches in cases:
            expected = {number for number, row in enumerate(rows) if matches(row.words)}
            assert expected
            found = set(query.docs(searcher))
            assert expected == found if not isinstance(query, FuzzyTerm) else expected <= found
    index.close()


def test_stock_whoosh_skips_in_long_lists(segment: Path) -> None:
    """Skipping to a document lands where reading from the front does."""
    index = open_dir(str(segment), readonly=True)
    with index.reader() as reader:
        matcher = reader.postings("text", "的")
        numbers = list(matcher.all_ids())
        for wanted in numbers[::3]:
            again = reader.postings("text", "的")
            again.skip_to(wanted)
            assert wanted == again.id()
    index.close()


def kept(stored: StoredReport, main: Reading) -> Kept:
    """A report as an index keeps it."""
    canonical = canon(main.text)

    def rewritten(ones: Codes, others: Codes) -> Codes:
        return code_points(canonical.translate(dict(zip(ones.tolist(), others.tolist(), strict=True)))).copy()

    glyphs = Glyphs.of(stored.report.text, main, canonical)
    return Kept(to_record(stored, len(main.text), glyphs), rewritten)


def test_records_come_back(entries: list[IndexedReport]) -> None:
    """Stored reports are what they were, offsets included, whether they are read together or one by one."""
    every = [kept(entry.stored, entry.readings[0]) for entry in entries]
    assert [entry.stored for entry in entries] == from_records(every)
    assert [entry.stored for entry in entries] == [from_records([each])[0] for each in every]


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x83", b"\xc1", b"\xff" * 9])
def test_damaged_record_is_reported(data: bytes) -> None:
    """Bytes that are no stored report raise the documented error and nothing else."""
    with pytest.raises(IndexCorrupt, match="nianbao index"):
        from_records([Kept(data, lambda ones, _others: ones)])


def read_everything(folder: Path) -> list[object]:
    """Open a segment and read all that a search may read."""
    index = WhooshIndex([SegmentRef(folder)])
    try:
        words = ("公开", "政府", "的", "2015", "没有的词")
        found: list[object] = [index.postings(word).text.rows.tolist() for word in words]
        found += [
            index.texts.find(needle).tolist() for needle in ("的", "公开", "信息公开", "政府信息公开工作", "没有的词")
        ]
        found += [index.written(index.texts.find(needle), Exact(needle, needle)).tolist() for needle in ("公开", "”")]
        layout = index.texts.layout
        for start in range(0, int(layout.reports[-1, 1]), 500):
            found.append(index.texts.read(start, start + 500))
            found.append(index.texts.cuts(np.arange(start, start + 500)).tolist())
        found += [getattr(layout, field.name).tolist() for field in fields(layout) if field.name != "prefixes"]
        for report in range(index.columns.reports):
            found += [index.text(report), index.stored(report)]
        found += index.lexicon
        return found
    finally:
        index.close()


def names(segment: Path) -> list[str]:
    """Every file that searches read; Whoosh's own table of contents is for others to read."""
    return sorted(path.relative_to(segment).as_posix() for path in segment.rglob("*") if path.is_file())


@pytest.mark.parametrize("harm", ["missing", "empty", "cut", "longer"])
def test_file_of_another_size(segment: Path, tmp_path: Path, harm: str) -> None:
    """A file that is missing, cut off or longer is told when the index opens."""
    for place, name in enumerate(names(segment)):
        folder = tmp_path / str(place)
        shutil.copytree(segment, folder)
        data = (folder / name).read_bytes()
        if harm == "missing":
            (folder / name).unlink()
        else:
            (folder / name).write_bytes({"empty": b"", "cut": data[:-1], "longer": data + b"\0"}[harm])
        if harm in ("empty", "cut") and not data:
            continue
        with pytest.raises(IndexCorrupt, match="nianbao index"):
            WhooshIndex([SegmentRef(folder)])


def test_flipped_bits(segment: Path, tmp_path: Path) -> None:
    """A flipped bit in any file is told, or lies where nothing was read; no answer is wrong."""
    folder = tmp_path / "one"
    shutil.copytree(segment, folder)
    rng, expected = random.Random(7), read_everything(folder)
    told = Counter[str]()
    for name in names(segment):
        data = (folder / name).read_bytes()
        for _ in range(4 if data else 0):
            place = rng.randrange(len(data))
            harmed = data[:place] + bytes((data[place] ^ 1 << rng.randrange(8),)) + data[place + 1 :]
            (folder / name).write_bytes(harmed)
            try:
                assert expected == read_everything(folder), (name, place)
            except IndexCorrupt as error:
                told[name] += "nianbao index" in str(error)
        (folder / name).write_bytes(data)
    whole = {"records.bin", "table.msgpack", "ends.bin", "lexicon.bin", "sums.msgpack", "text/characters.bin"}
    whole |= {"glyphs/pairs.bin", "glyphs/places.bin"}
    assert {told[name] for name in whole} == {4}
    assert {told[name] for name in names(segment) if name.startswith("text/")} >= {4}
    assert expected == read_everything(folder)


def test_every_change_of_a_word_changes_the_sum() -> None:
    """No change inside 64 bits goes unseen, wherever in a page they are."""
    rng = random.Random(3)
    page = rng.randbytes(PAGE + 100)
    for _ in range(300):
        place = rng.randrange(len(page) // 8) * 8
        other = page[:place] + rng.randbytes(min(8, len(page) - place)) + page[place + 8 :]
        assert (sums_of(page).tolist() == sums_of(other).tolist()) == (page == other)


def test_sums_of_many_pages_are_those_of_each() -> None:
    """However many are summed at once."""
    pages = np.frombuffer(random.Random(4).randbytes(40 * PAGE), np.uint8).reshape(-1, PAGE)
    each = [int(sums_of(page.tobytes())[0]) for page in pages]
    for count in (1, 15, 16, 40):
        assert each[:count] == sums_of_pages(pages[:count]).tolist()


@given(st.text(st.one_of(st.characters(), st.sampled_from("政府 \n２（\u200b檔案資訊")), max_size=60))
def test_records_of_any_text_come_back(entries: list[IndexedReport], text: str) -> None:
    """The original text is put together again from its reading, whatever it is made of."""
    main = default_analysis().normalise(text)[0]
    stored = StoredReport(replace(entries[0].stored.report, text=text), SourceOffsets.of(main))
    seed = kept(entries[0].stored, entries[0].readings[0])
    assert [stored, entries[0].stored, stored] == from_records([kept(stored, main), seed, kept(stored, main)])


def test_record_of_another_text(entries: list[IndexedReport]) -> None:
    """A record beside a text that is not its own is told, and no other text is made of it."""
    main = entries[0].readings[0]
    record = to_record(
        entries[0].stored, len(main.text), Glyphs.of(entries[0].stored.report.text, main, canon(main.text))
    )
    for length in (0, 1, len(main.text) - 1, len(main.text) + 1):
        with pytest.raises(IndexCorrupt, match="nianbao index"):
            from_records([Kept(record, lambda _ones, _others, length=length: np.full(length, ord("公"), np.uint32))])
