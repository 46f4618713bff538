"""The literal guarantee: what stands in a report is found, however the report or the query is cut into words.

The truth is the source text itself: a query is a stretch of it, so it is there. Only a stretch that cuts a number or a
Latin word may be missed.
"""

import random
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import opencc
import pytest
from character_kinds import INVISIBLE, kind
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from text_sources import canonical_texts, pairs_by_a_loop, sources

from indexer.analysis import Analysis, occurrences, pairs_of


def is_visible(character: str) -> bool:
    """Whether the character shows something: no control of layout and no blank."""
    return not character.isspace() and unicodedata.category(character) not in INVISIBLE


def cuts(source: str, start: int, end: int) -> bool:
    """Whether a stretch begins or ends inside a number or a Latin word."""

    def same(one: str, other: str) -> bool:
        return bool(one and other) and kind(one) != "" and kind(one) == kind(other)

    reach = 20  # no text here has more invisible characters in a row
    shown = [char if unicodedata.category(char) not in INVISIBLE else "" for char in source[: end + reach]]
    before, inside, after = (
        "".join(part) for part in (shown[max(start - reach, 0) : start], shown[start:end], shown[end:])
    )
    return same(before[-1:], inside[:1]) or same(inside[-1:], after[:1])


@dataclass(frozen=True)
class Document:
    """A text and what an index has of it."""

    source: str
    canonicals: tuple[str, ...]
    words: set[str]
    pairs: set[str]


def indexed(analysis: Analysis, source: str) -> Document:
    """Analyse a text as an index would."""
    words = {token.term for _, token in analysis.index_tokens(analysis.normalise(source))}
    canonicals = tuple(canonical_texts(analysis, source))
    return Document(source, canonicals, words, set().union(*map(pairs_by_a_loop, canonicals)))


def check_found(analysis: Analysis, document: Document, query: str) -> None:
    """The document is found by the query as a literal, through its pairs of characters, and by each of its words."""
    form = analysis.forms(query)[0]
    assert set(pairs_of(form.needle)) <= document.pairs
    assert occurrences(document.canonicals[0], form.needle)
    for chunk in query.split():
        for chunk_form in analysis.forms(chunk)[:1]:
            for segment in chunk_form.segments:
                literal = analysis.canon(segment)
                assert segment in document.words or any(occurrences(text, literal) for text in document.canonicals)


@settings(max_examples=1000)
@given(sources, sources, st.integers(0, 60), st.integers(1, 20))
@example("公开清\u200d ", "\u200d 單、涉企", 3, 8)
@example("甲 — 乙。", "", 1, 3)
@example("“政府", "信息", 0, 2)
@example("第\n\n12 34", "条", 1, 6)
def test_anything_is_found(analysis: Analysis, one: str, other: str, start: int, length: int) -> None:
    """Any stretch of texts with everything in them that could get in the way finds the text it was taken from."""
    source = one + other
    end = min(start + length, len(source))
    query = source[start:end]
    assume(any(map(is_visible, query)))
    assume(not cuts(source, start, end))
    assume(analysis.forms(query))
    check_found(analysis, indexed(analysis, source), query)


@pytest.fixture(scope="module")
def collection(analysis: Analysis, seeds: dict[str, str]) -> list[Document]:
    """The sample reports as they are, in Traditional characters and in Taiwan wording."""
    spellings = [opencc.OpenCC(name).convert for name in ("s2t", "s2twp")]
    texts = [*seeds.values(), *(convert(seeds[name]) for convert in spellings for name in ("000", "002", "004"))]
    return [indexed(analysis, text) for text in texts]


def test_stretches_of_reports_are_found(analysis: Analysis, collection: list[Document]) -> None:
    """5,000 random stretches of one to twenty characters of reports in three spellings find their report."""
    rng = random.Random(17)
    tried = 0
    while tried < 5000:
        document = rng.choice(collection)
        source = document.source
        start = rng.randrange(len(source))
        end = min(start + rng.randint(1, 20), len(source))
        if source[start:end].strip() and not cuts(source, start, end):
            check_found(analysis, document, source[start:end])
            tried += 1


@pytest.mark.data
def test_stretches_of_other_reports_are_found(analysis: Analysis, shared_data: Path) -> None:
    """The same for reports in the wild, with lines broken in words, page numbers and tables: 100 stretches of each."""
    rng = random.Random(29)
    paths = sorted((shared_data / "reports").rglob("*.txt"))
    assert len(paths) > 20
    for path in paths:
        document = indexed(analysis, path.read_text(encoding="utf-8"))
        for _ in range(100):
            start = rng.randrange(len(document.source))
            end = min(start + rng.randint(1, 20), len(document.source))
            query = document.source[start:end]
            if query.strip() and not cuts(document.source, start, end):
                check_found(analysis, document, query)
                check_found(analysis, document, " ".join(query.split()))


def test_stretches_in_the_other_script_are_found(analysis: Analysis, seeds: dict[str, str]) -> None:
    """A stretch of a report, spelt in the other script character by character, finds the report: 2,000 stretches."""
    table = {}
    for line in opencc_lines("STCharacters.txt"):
        simplified, traditional = line.split("\t")
        table[simplified] = traditional.split(" ")[0]
    rng = random.Random(23)
    for source in (seeds["000"], seeds["001"]):
        canonical = canonical_texts(analysis, source)[0]
        for _ in range(1000):
            start = rng.randrange(len(source) - 20)
            end = start + rng.randint(1, 20)
            query = "".join(table.get(character, character) for character in source[start:end])
            if query.strip() and not cuts(source, start, end):
                assert occurrences(canonical, analysis.forms(query)[0].needle)


def opencc_lines(name: str) -> list[str]:
    """Lines of a dictionary of OpenCC."""
    folder = opencc.__path__[0]
    with open(f"{folder}/dictionary/{name}", encoding="utf-8") as file:  # noqa: PTH123 - the package gives a string
        return file.read().splitlines()


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("第139号", "39号", False),
        ("第39号", "39号", True),
        ("12015", "2015", False),
        ("APP下载", "pp下载", False),
        ("COVID19", "19", True),
        ("2,514条", "514条", True),
        ("①2015年", "2015年", True),
        ("第 39 号", "39号", True),
        ("1\u200b39号", "39号", False),
        ("3９号", "9号", False),
        ("合计： 12件", "合计： 12", True),
        ("合计： 12件", "合计：12", False),
        ("公开， 依申请", "公开，依申请", True),
    ],
)
def test_the_exception(analysis: Analysis, text: str, query: str, found: bool) -> None:  # noqa: FBT001 - a table of cases
    """Only a query that cuts through a number or a Latin word, or drops a blank that parts such, may miss its text."""
    needle = analysis.forms(query)[0].needle
    assert found == bool(occurrences(canonical_texts(analysis, text)[0], needle))
