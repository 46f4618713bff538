"""What can be suggested from an index, compared with what was put in."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import homophones, spellings
from indexer.backends.files.string_blocks import StringBlocks, packed_blocks
from indexer.backends.lexicon.counts import LexiconCounts
from indexer.backends.lexicon.folder import LexiconFolder, write_lexicon
from indexer.backends.lexicon.lexicon import Lexicon
from indexer.backends.lexicon_builder import LexiconBuilder
from indexer.backends.whoosh_write import write_segment
from indexer.errors import IndexCorrupt
from indexer.model import SuggestionKind

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.backends.base import IndexedReport

ANY_TEXT = st.text(st.characters(categories=None, exclude_categories=()))
CHARACTERS = "公工功共开凯信心新政正证府副、1aé\U00020000"
TEXTS = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=4)
KINDS = st.sampled_from(SuggestionKind)
COUNTS = st.builds(
    LexiconCounts, st.dictionaries(KINDS, st.dictionaries(TEXTS, st.integers(1, 300), max_size=9).map(Counter))
)


def counted(entries: list[IndexedReport]) -> LexiconCounts:
    """What can be suggested from some reports."""
    builder = LexiconBuilder()
    for entry in entries:
        builder.add(entry)
    return builder.counts()


@pytest.fixture(scope="module")
def folder(entries: list[IndexedReport], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lexicon of the seeds in two segments."""
    root = tmp_path_factory.mktemp("lexicon")
    for name, part in (("one", entries[:2]), ("two", entries[2:])):
        write_segment(root / name, part)
    write_lexicon(root / "lexicon", [root / "one", root / "two"])
    return root / "lexicon"


@pytest.fixture(scope="module")
def lexicon(folder: Path) -> Lexicon:
    """The same, open."""
    return LexiconFolder(folder).lexicon


def test_what_is_in_it(lexicon: Lexicon, entries: list[IndexedReport]) -> None:
    """Names, headings without their numbers and words of two letters or more, each counted once a report."""
    texts = [entry.text for entry in lexicon]
    kinds = {entry.text: entry.kind for entry in lexicon}
    reports = {entry.text: entry.reports for entry in lexicon}

    assert texts == sorted(set(texts))
    assert len(lexicon) == len(texts)
    assert SuggestionKind.REGION is kinds["沈阳市"]
    assert SuggestionKind.BODY is kinds["沈阳市人民政府办公厅"]
    assert SuggestionKind.SECTION is kinds["主动公开"]
    assert SuggestionKind.HEADING is kinds["主动公开政府信息情况"]
    assert SuggestionKind.WORD is kinds["门户网站"]
    assert sum(any("复议" in row.words for row in entry.rows) for entry in entries) == reports["复议"]
    assert not {"的", "2018年", "", "一、概述"} & set(texts)


def test_segments_are_one_lexicon(lexicon: Lexicon, entries: list[IndexedReport]) -> None:
    """Put together from segments it is that of all reports at once."""
    assert list(Lexicon.of(counted(entries).entries())) == list(lexicon)


@given(st.data())
def test_beginnings(lexicon: Lexicon, data: st.DataObject) -> None:
    """What begins with something is what a loop finds, in most reports first."""
    text = data.draw(st.sampled_from([entry.text for entry in lexicon]))
    typed = text[: data.draw(st.integers(0, len(text)))] + data.draw(st.sampled_from(["", "", "龘"]))
    limit = data.draw(st.integers(1, 40))
    expected = [entry for entry in lexicon if entry.text.startswith(typed)]
    expected.sort(key=lambda entry: (-entry.reports, len(entry.text), entry.text))

    assert expected[:limit] == lexicon.beginning_with(typed, limit)


@pytest.mark.parametrize("letters", ["z", "zf", "zheng", "xzfy", "gongkai", "ch", "q", "zhengfuxinxi", "~"])
def test_letters(lexicon: Lexicon, letters: str) -> None:
    """Pinyin and its initials lead to every text that is spelt so, and to no other; signs are not typed."""
    spelt, exactly = (set(find(letters, len(lexicon))) for find in (lexicon.spelt, lexicon.spelt_exactly))

    for entry in lexicon:
        ways = [] if entry.text.isascii() else spellings("".join(filter(str.isalnum, entry.text)))
        keys = {"".join(way) for way in ways} | {"".join(syllable[0] for syllable in way) for way in ways}
        assert any(key.startswith(letters) for key in keys) == (entry in spelt)
        assert (letters in keys) == (entry in exactly)


@given(st.sets(TEXTS, max_size=12), TEXTS)
def test_sound_alikes(texts: set[str], string: str) -> None:
    """Every text of the lexicon that sounds like the string, and not the string itself."""
    lexicon = Lexicon.of(dict.fromkeys(texts, (SuggestionKind.WORD, 1)))

    found = [entry.text for entry in lexicon.sounding_like(string)]

    assert sorted(text for text in texts if text != string and _sounds_like(string, text)) == found


def _sounds_like(one: str, other: str) -> bool:
    return len(one) == len(other) and all(theirs in homophones(ours) for ours, theirs in zip(one, other, strict=True))


@given(st.lists(COUNTS, max_size=3))
def test_counts(parts: list[LexiconCounts]) -> None:
    """What is read is what was written, and the counts of parts are added up, each text under its first kind."""
    again = [LexiconCounts.from_bytes(part.to_bytes()) for part in parts]
    assert parts == again

    entries = LexiconCounts.joined(again).entries()
    for text in {text for part in parts for counts in part.found.values() for text in counts}:
        kind = next(kind for kind in SuggestionKind if any(text in part.found.get(kind, ()) for part in parts))
        assert (kind, sum(part.found.get(kind, Counter())[text] for part in parts)) == entries.pop(text)
    assert not entries


def read_all(folder: Path) -> None:
    """Read everything that is in a lexicon."""
    lexicon = LexiconFolder(folder).lexicon
    assert set(lexicon.spelt("", len(lexicon))) <= set(lexicon)


def test_damage_is_told(folder: Path, tmp_path: Path, entries: list[IndexedReport]) -> None:
    """Whatever file is missing, cut off or not as it was written, it is told with what to do."""
    for name in sorted(path.name for path in folder.iterdir()):
        for place, harm in enumerate((None, b"", b"\xc1" + (folder / name).read_bytes()[1:])):
            copy = tmp_path / name / str(place)
            shutil.copytree(folder, copy)
            (copy / name).unlink()
            if harm is not None:
                (copy / name).write_bytes(harm)
            with pytest.raises(IndexCorrupt, match="nianbao index"):
                read_all(copy)
    data = counted(entries).to_bytes()
    for damaged in (data[: len(data) // 2], b"", b"\xc1" + data):
        with pytest.raises(IndexCorrupt, match="nianbao index"):
            LexiconCounts.from_bytes(damaged)


@given(st.lists(ANY_TEXT | TEXTS, max_size=200).map(sorted), ANY_TEXT | TEXTS)
def test_string_blocks(strings: list[str], wanted: str) -> None:
    """Strings of any characters, and any of them several times, are found where a loop finds them."""
    directory, blocks = packed_blocks(strings)
    found = StringBlocks(directory, lambda start, length: blocks[start : start + length])
    beginning = [place for place, string in enumerate(strings) if string.startswith(wanted)]

    assert (len(strings), len(blocks)) == (len(found), found.size)
    assert strings == list(found.at(range(len(strings))))
    assert beginning == list(found.beginning_with(wanted))
    assert [place for place in beginning if strings[place] == wanted] == list(found.equal_to(wanted))
    assert strings[::-1] == list(found.at(reversed(range(len(strings)))))
    with pytest.raises(ValueError, match="stand"):
        StringBlocks(type(directory)(directory.count + 64, directory.firsts, directory.ends), lambda *_: b"")
