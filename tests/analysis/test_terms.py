"""The arrays of terms that a build takes are the tokens, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import default_analysis

if TYPE_CHECKING:
    from pathlib import Path

PIECES = (
    "政府信息公开",
    "2,514条",
    "82.2%",
    "人民政府",
    "3:30",
    "\n",
    " ",
    "，",
    "open data",
    "C++",
    "貴州",
    "𠀀",
    "年",
)


def assert_terms_are_tokens(text: str) -> None:
    """Compare the two for every reading of a text."""
    analysis = default_analysis()
    vocabulary = analysis.vocabulary()
    for reading in analysis.normalise(text):
        tokens = [tuple(token) for _, token in analysis.index_tokens([reading])]
        for _ in range(2):  # the second time every piece is known
            ((numbers, starts, ends),) = analysis.terms([reading], vocabulary)
            terms = map(vocabulary.terms.__getitem__, numbers.tolist())
            assert tokens == list(zip(terms, starts.tolist(), ends.tolist(), strict=True))


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)))
def test_terms_are_tokens(text: str) -> None:
    """Whatever the text."""
    assert_terms_are_tokens(text)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), max_size=5))
def test_terms_of_several_texts(texts: list[str]) -> None:
    """Texts that are cut at once give what each gives alone; an empty one gives nothing."""
    analysis = default_analysis()
    vocabulary = analysis.vocabulary()
    readings = [reading for text in texts for reading in analysis.normalise(text)]
    together = analysis.terms(readings, vocabulary)
    assert len(readings) == len(together)
    for reading, found in zip(readings, together, strict=True):
        (alone,) = analysis.terms([reading], vocabulary)
        assert all(one.tolist() == other.tolist() for one, other in zip(alone, found, strict=True))


def test_terms_of_seeds(seeds_dir: Path) -> None:
    """Also of whole reports."""
    for path in seeds_dir.glob("*.txt"):
        assert_terms_are_tokens(path.read_text("utf-8"))


def test_terms_of_a_long_text() -> None:
    """A text is cut in parts that end where runs end, so that its size does not tell."""
    assert_terms_are_tokens("政府信息公开2015年，open data 人民政府" * 9_000)
    assert_terms_are_tokens("人民政府" * 20_000)
