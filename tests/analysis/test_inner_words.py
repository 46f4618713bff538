"""The words inside a word."""

import math
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import Analysis
from indexer.analysis.dictionary import Dictionary
from indexer.analysis.inner_words import InnerWords
from indexer.analysis.segmenter import JiebaSegmenter


@pytest.fixture(scope="module")
def inner() -> InnerWords:
    """Inner words by jieba's dictionary."""
    dictionary = JiebaSegmenter().dictionary
    dictionary.need("中华人民共和国政府市档案馆办公厅年度报告知情权公开")
    return InnerWords(dictionary)


@pytest.mark.parametrize(
    ("word", "pieces", "inside"),
    [
        ("人民政府", "人民 政府", "人民 政府"),
        ("市政府", "市 政府", "政府"),
        ("档案馆", "档案 馆", "档案"),
        (
            "中华人民共和国政府",
            "中华人民共和国 政府",
            "中华人民共和国 中华 人民共和国 人民 共和国 共和 政府",
        ),
        ("办公厅", "办公 厅", "办公"),
        ("公开", "公开", ""),
        ("厅", "厅", ""),
    ],
)
def test_named(inner: InnerWords, word: str, pieces: str, inside: str) -> None:
    """A word is cut into its most probable pieces, and they again; single characters are not words."""
    assert pieces.split() == inner.best_split(word)
    assert inside.split() == [word[start:end] for start, end in inner.ranges(word)]


FREQUENCIES = {"甲": 9, "乙": 4, "丙": 1, "甲乙": 6, "乙丙": 6, "丙丁": 2, "甲乙丙": 5, "乙丙丁": 5, "甲乙丙丁": 90}


@given(
    st.dictionaries(st.text("甲乙丙丁", min_size=1, max_size=4), st.integers(1, 50), max_size=12),
    st.integers(3, 6),
    st.data(),
)
def test_best_split_is_the_best_of_all(words: dict[str, int], size: int, data: st.DataObject) -> None:
    """No way of cutting the word into dictionary words and single characters is more probable."""
    lines = "".join(f"{word} {frequency} n\n" for word, frequency in (FREQUENCIES | words).items())
    dictionary = Dictionary(lines.encode(), {})
    dictionary.need("甲乙丙丁" * 200)  # all words of each, as of a long text
    word = data.draw(st.text("甲乙丙丁", min_size=size, max_size=size))

    def log_probability(pieces: list[str]) -> float:
        known = [dictionary.frequencies.get(piece) or (1 if len(piece) == 1 else 0) for piece in pieces]
        return sum(math.log(frequency / dictionary.total) for frequency in known) if all(known) else -math.inf

    ways = []
    for cuts in product((False, True), repeat=size - 1):
        places = [0, *(place for place, cut in enumerate(cuts, start=1) if cut), size]
        ways.append([word[start:end] for start, end in pairwise(places)])
    best = max(log_probability(pieces) for pieces in ways if len(pieces) > 1)
    assert best == pytest.approx(log_probability(InnerWords(dictionary).best_split(word)))


def test_no_accidents(analysis: Analysis, seeds: dict[str, str]) -> None:
    """民政 is not a word of 人民政府, and the index has at most 0.56 terms for a character of a report."""
    terms = [token.term for _, token in analysis.index_tokens(analysis.normalise("人民政府"))]
    assert terms == ["人民政府", "人民", "政府"]
    tokens = sum(len(list(analysis.index_tokens(analysis.normalise(text)))) for text in seeds.values())
    assert tokens / sum(map(len, seeds.values())) <= 0.56
