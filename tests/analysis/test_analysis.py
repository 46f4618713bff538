"""The object that indexer, query, highlighter and command line share."""

import re
import threading
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from text_sources import sources

import indexer.analysis
from indexer.analysis import Analysis, Reading, default_analysis
from indexer.analysis import analysis as module
from indexer.analysis.dictionary import Dictionary
from indexer.analysis.segmenter import JiebaSegmenter
from indexer.analysis.taiwan import TaiwanTerms

HAN = re.compile("[〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def test_public_names() -> None:
    """What others may use is listed, in order, and exists."""
    names = indexer.analysis.__all__
    assert sorted(names) == sorted(set(names))
    assert all(hasattr(indexer.analysis, name) for name in names)


def test_canonical_texts_keep_positions(analysis: Analysis, seeds: dict[str, str]) -> None:
    """Every reading and its canonical text go together, position by position."""
    for text in seeds.values():
        for reading in analysis.normalise(text):
            assert len(reading.text) == len(analysis.canon(reading.text))


def test_load() -> None:
    """What a text needs of the whole dictionary is there before the first one."""
    segmenter = JiebaSegmenter()
    assert not {"total", "_blocks"} & vars(segmenter.dictionary).keys()
    Analysis(segmenter, TaiwanTerms.shipped(), frozenset()).load()
    assert {"total", "_blocks"} <= vars(segmenter.dictionary).keys()


@settings(max_examples=200)
@given(sources)
def test_aligned_and_word_spans(analysis: Analysis, source: str) -> None:
    """Looking at one run of Han characters says the same as cutting the whole text."""
    for reading in analysis.normalise("關於" + source):
        tokens = [token for _, token in analysis.index_tokens([reading])]
        spans = {(token.start, token.end) for token in tokens}
        for start in range(len(reading.text)):
            for end in range(start + 1, min(start + 4, len(reading.text)) + 1):
                is_word = not HAN.match(reading.text[start]) or (start, end) in spans
                assert is_word == analysis.aligned(reading, start, end)
        for term in {token.term for token in tokens}:
            expected = sorted({(token.start, token.end) for token in tokens if token.term == term})
            assert expected == analysis.word_spans(reading, term)


def test_word_spans_of_other_terms(analysis: Analysis) -> None:
    """A term that is no word there, or nothing at all, has no place."""
    reading = analysis.normalise("人民政府2,514条")[0]
    assert analysis.word_spans(reading, "民政") == []
    assert analysis.word_spans(reading, "2514条") == [(4, 10)]
    assert analysis.word_spans(reading, "") == []


def test_one_analysis_for_all() -> None:
    """However many threads ask first, all get the same object."""
    found: list[Analysis] = []
    threads = [threading.Thread(target=lambda: found.append(default_analysis())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert {id(default_analysis())} == set(map(id, found))


def test_threads_agree(seeds: dict[str, str]) -> None:
    """Eight threads that share a new analysis get what one alone gets."""

    def everything(shared: Analysis) -> list[object]:
        readings = [shared.normalise(text) for text in seeds.values()]
        return [list(shared.index_tokens(reading)) for reading in readings] + [shared.forms("入口網站的檔案")]

    expected = everything(default_analysis())
    fresh = Analysis(JiebaSegmenter(), TaiwanTerms.shipped(), default_analysis()._units)
    answers: list[list[object]] = []
    threads = [threading.Thread(target=lambda: answers.append(everything(fresh))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [expected] * 8 == answers


class OtherSegmenter:
    """A segmenter of another name, with the dictionary it is given."""

    def __init__(self, name: str, dictionary: Dictionary) -> None:
        self.name = name
        self.dictionary = dictionary

    def cut(self, run: str) -> list[str]:
        """Every character is a word."""
        return list(run)


def small(
    name: str = "characters 1",
    words: str = "甲 1 n",
    terms: tuple[str, str] = ("档案", "文件"),
    kept: str = "档案馆",
    units: str = "年号",
) -> Analysis:
    """An analysis with rules of its own."""
    segmenter = OtherSegmenter(name, Dictionary(words.encode(), {}))
    return Analysis(segmenter, TaiwanTerms(dict([terms]), (kept,)), frozenset(units))


def without_last(table: dict[int, int]) -> Callable[[], dict[int, int]]:
    """A function that gives the table without one entry."""
    shorter = dict(list(table.items())[:-1])
    return lambda: shorter


@pytest.mark.parametrize(
    ("changed", "component"),
    [
        (lambda: small(name="characters 2"), "segmenter"),
        (lambda: small(words="甲 2 n"), "dictionary"),
        (lambda: small(terms=("档案", "文档")), "taiwan"),
        (lambda: small(kept="档案局"), "taiwan"),
        (lambda: small(units="年"), "units"),
    ],
)
def test_fingerprint_tells_rules_apart(changed: Callable[[], Analysis], component: str) -> None:
    """Any other data is another fingerprint, and the component that differs can be named."""
    one, other = small(), changed()
    assert one.fingerprint != other.fingerprint
    assert {component} == {name for name, value in one.components.items() if other.components[name] != value}


@pytest.mark.parametrize(
    ("name", "replacement", "component"),
    [
        ("RULES", -1, "rules"),
        ("fold_table", without_last(module.fold_table()), "tables"),
        ("canon_table", without_last(module.canon_table()), "tables"),
        ("CLASSES", ("a",), "characters"),
        ("opencc_digest", lambda: "other", "opencc"),
    ],
)
def test_fingerprint_tells_tables_apart(
    monkeypatch: pytest.MonkeyPatch, name: str, replacement: object, component: str
) -> None:
    """Other tables and other rules in the code are another fingerprint too."""
    before = small().components
    monkeypatch.setattr(module, name, replacement)
    after = small().components
    assert {component} == {key for key, value in before.items() if after[key] != value}


def test_fingerprint_depends_on_nothing_else() -> None:
    """The same rules give the same fingerprint, whatever was analysed before and in whichever order."""
    one, other = small(), small(units="号年")
    one.forms("2015年")
    assert one.fingerprint == other.fingerprint
    assert re.fullmatch("[0-9a-f]{64}", one.fingerprint)
    assert unicodedata.unidata_version == one.components["unicode"]


HOSTILE = {
    "one Han character": "的",
    "one Traditional character": "國",
    "a character of phrases": "瞭",
    "a Taiwan term": "檔案",
    "a word": "人民政府",
    "blanks": " ",
    "line ends": "\n",
    "Han and line ends": "的\n",
    "invisible characters": "的\u200b",
    "digits": "1",
    "digits and commas": "1,",
    "digits and blanks": "1 ",
    "letters and signs": "a+",
    "NUL": "\0",
    "lone surrogates": "\ud800",
    "emoji": "🙂",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_linear(analysis: Analysis, piece: str) -> None:
    """A single line of 64,000 characters takes about eight times as long as one of 8,000, whatever it is made of."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        readings = analysis.normalise(text)
        for _ in analysis.index_tokens(readings):
            pass
        analysis.terms(readings, analysis.vocabulary())
        return time.process_time() - began

    short = min(seconds(8_000) for _ in range(3))
    assert seconds(64_000) < 5 * 8 * short + 0.2


def test_aligned_is_cheap_in_a_long_run(analysis: Analysis) -> None:
    """A line of 64,000 Han characters is cut once, not at each of 300 questions."""
    reading = Reading("人民政府" * 16_000, None, None, ())
    analysis.aligned(reading, 0, 2)
    began = time.process_time()
    assert all(analysis.aligned(reading, 4 * number, 4 * number + 2) for number in range(300))
    assert time.process_time() - began < 1
