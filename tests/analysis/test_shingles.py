"""Shingles and signatures against plain sets of strings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_sources import sources

from indexer.analysis import BINS, estimates, resemblance, shingles, signature

FEW_LETTERS = st.text("政府信息公开年\n 。1a", max_size=60)
BOTH = st.one_of(FEW_LETTERS, sources)


def plain_shingles(text: str) -> set[str]:
    """Every five letters and digits that stand side by side once everything else is gone."""
    letters = "".join(filter(str.isalnum, text))
    return {letters[start : start + 5] for start in range(max(len(letters) - 4, 1))} if letters else set()


def plain_jaccard(one: set[str], other: set[str]) -> float:
    """Size of the intersection by size of the union."""
    return len(one & other) / len(one | other) if one | other else 0.0


@given(BOTH, BOTH)
def test_resemblance_is_the_jaccard_index(one: str, other: str) -> None:
    """The share that is shown is that of sets of strings, whatever the texts."""
    expected = plain_jaccard(plain_shingles(one), plain_shingles(other))
    assert expected == pytest.approx(resemblance(shingles(one), shingles(other)))


@given(sources, st.integers(0, 200), st.integers(0, 200))
def test_resemblance_of_a_text_with_a_hole(text: str, start: int, length: int) -> None:
    """The same for texts that have much in common, which random pairs have not."""
    other = text[:start] + text[start + length :]
    expected = plain_jaccard(plain_shingles(text), plain_shingles(other))
    assert expected == pytest.approx(resemblance(shingles(text), shingles(other)))


@given(BOTH)
def test_layout_makes_no_difference(text: str) -> None:
    """Blanks, line ends and punctuation are no part of a text that is compared."""
    spread = "，\n ".join(text)
    assert np.array_equal(shingles(text), shingles(spread))
    assert signature(shingles(text)) == signature(shingles(spread))


def test_estimates_are_close() -> None:
    """Estimates stay within four standard errors of the resemblance, for short and for long texts."""
    random = np.random.default_rng(7)
    for length in (20, 60, 300, 4000):
        letters = random.integers(0x4E00, 0x9F00, length)
        for changed in (0.0, 0.02, 0.2, 0.6, 1.0):
            other = np.where(random.random(length) < changed, random.integers(0x4E00, 0x9F00, length), letters)
            texts = ["".join(map(chr, codes)) for codes in (letters, other)]
            expected = plain_jaccard(*map(plain_shingles, texts))
            signatures = np.array([list(signature(shingles(text))) for text in texts], np.uint8).T
            allowed = 4 * (0.01 + expected * (1 - expected) / BINS) ** 0.5 / 2
            assert abs(estimates(signatures, signatures[:, 0])[1] - expected) < allowed, (length, changed)


@pytest.mark.parametrize("text", ["", "。，\n", "年", "年报", "2018", "\ud800", "𠮷" * 7])
def test_tiny_texts(text: str) -> None:
    """A text of a word or of none has a signature like any other, and resembles itself unless it says nothing."""
    found = shingles(text)
    assert BINS == len(signature(found))
    assert float(bool(plain_shingles(text))) == resemblance(found, found)
