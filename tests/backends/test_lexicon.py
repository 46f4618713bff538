"""What can be suggested from an index segment, compared with what was put in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import default_analysis, spellings
from indexer.backends.base import IndexedReport
from indexer.backends.lexicon import Lexicon
from indexer.backends.lexicon_builder import LexiconBuilder
from indexer.backends.strings import Strings
from indexer.build.entry import indexed_reports
from indexer.corpus import Corpus
from indexer.errors import IndexCorrupt
from indexer.model import SuggestionKind


@pytest.fixture(scope="module")
def entries(seeds_dir: Path) -> list[IndexedReport]:
    """The seeds."""
    analysis = default_analysis()
    return list(indexed_reports(Corpus([seeds_dir], analysis.simplify).reports(), analysis))


@pytest.fixture(scope="module")
def lexicon(entries: list[IndexedReport]) -> Lexicon:
    """What can be suggested from the seeds."""
    builder = LexiconBuilder()
    for entry in entries:
        builder.add(entry)
    return builder.made()


def test_what_is_in_it(lexicon: Lexicon, entries: list[IndexedReport]) -> None:
    """Names, headings without their numbers and words of two letters or more, each counted once a report."""
    kinds = {text: lexicon.kind(number) for number, text in enumerate(lexicon.texts)}
    reports = dict(zip(lexicon.texts, lexicon.reports, strict=True))

    assert list(lexicon.texts) == sorted(set(lexicon.texts))
    assert SuggestionKind.REGION is kinds["沈阳市"]
    assert SuggestionKind.BODY is kinds["沈阳市人民政府办公厅"]
    assert SuggestionKind.SECTION is kinds["主动公开"]
    assert SuggestionKind.HEADING is kinds["主动公开政府信息情况"]
    assert SuggestionKind.WORD is kinds["门户网站"]
    assert sum(any("复议" in row.words for row in entry.rows) for entry in entries) == reports["复议"]
    assert not {"的", "2018年", "", "一、概述"} & set(lexicon.texts)


@given(st.data())
def test_beginnings(lexicon: Lexicon, data: st.DataObject) -> None:
    """What begins with something is what a loop finds, in most reports first."""
    text = data.draw(st.sampled_from(lexicon.texts))
    typed = text[: data.draw(st.integers(0, len(text)))] + data.draw(st.sampled_from(["", "", "龘"]))
    limit = data.draw(st.integers(1, 40))
    expected = [number for number, text in enumerate(lexicon.texts) if text.startswith(typed)]
    expected.sort(key=lambda number: (-lexicon.reports[number], len(lexicon.texts[number]), number))

    assert expected[:limit] == lexicon.beginning_with(typed, limit)


@given(st.data())
def test_letters(lexicon: Lexicon, data: st.DataObject) -> None:
    """Pinyin and its initials lead to every text that is spelt so, and to no other."""
    letters = data.draw(st.sampled_from(["z", "zf", "zheng", "xzfy", "gongkai", "ch", "q"]))
    found = set(lexicon.spelt(letters, len(lexicon.texts)))

    for number, text in enumerate(lexicon.texts):
        ways = spellings(text) if text.isalnum() and not text.isascii() else []
        keys = {"".join(way) for way in ways} | {"".join(syllable[0] for syllable in way) for way in ways}
        assert any(key.startswith(letters) for key in keys) == (number in found)
        assert (letters in keys) == (number in set(lexicon.spelt_exactly(letters, len(lexicon.texts))))


def test_bytes(lexicon: Lexicon) -> None:
    """What is read is what was written; damage is told with what to do."""
    data = lexicon.to_bytes()
    assert lexicon == Lexicon.from_bytes(data)

    for damaged in (data[: len(data) // 2], b"", b"\xc1" + data):
        with pytest.raises(IndexCorrupt, match="nianbao index"):
            Lexicon.from_bytes(damaged)


@given(st.lists(st.text(st.characters(categories=None, exclude_categories=())), max_size=20), st.data())
def test_strings(expected: list[str], data: st.DataObject) -> None:
    """A packed sequence of any strings is the sequence."""
    strings = Strings.of(expected)
    place = data.draw(st.slices(len(expected)))

    assert expected == list(strings) == [strings[number] for number in range(len(strings))]
    assert expected[place] == strings[place]
    assert expected[::-1] == [strings[-number - 1] for number in range(len(strings))]
    assert strings == Strings(strings.packed())
    encoded = [string.encode("utf-8", "surrogatepass") for string in expected]
    for size in {*map(len, encoded), 7}:
        numbers, table = strings.as_long(size)
        assert numbers.tolist() == [number for number, string in enumerate(encoded) if len(string) == size]
        assert [row.tobytes() for row in table] == [string for string in encoded if len(string) == size]
    with pytest.raises(IndexError):
        strings[len(expected)]
