"""Terms counted as numbers are counted as a loop counts them."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import TermCounts, Vocabulary, count_by_group

PIECES = st.lists(st.text("abc", min_size=1, max_size=3))


def letters(piece: str) -> list[tuple[str, int, int]]:
    """The terms of a piece are itself and its letters."""
    return [(piece, 0, len(piece)), *((letter, place, place + 1) for place, letter in enumerate(piece))]


@given(st.lists(PIECES, max_size=4))
def test_terms_inside_pieces(texts: list[list[str]]) -> None:
    """Every piece of every text gives its terms, moved to where it begins."""
    vocabulary = Vocabulary(letters)
    for pieces in texts:
        numbers = vocabulary.pieces(pieces)
        assert list(map(len, pieces)) == vocabulary.sizes(numbers).tolist()
        begins = np.arange(0, 10 * len(pieces), 10, np.int32)
        terms, starts, ends = vocabulary.inside(numbers, begins)
        found = zip(map(vocabulary.terms.__getitem__, terms.tolist()), starts.tolist(), ends.tolist(), strict=True)
        expected = [
            (term, 10 * place + start, 10 * place + end)
            for place, piece in enumerate(pieces)
            for term, start, end in letters(piece)
        ]
        assert expected == list(found)


@given(st.lists(st.tuples(st.integers(0, 3), st.text("abc", min_size=1, max_size=2))))
def test_counts_by_group(occurrences: list[tuple[int, str]]) -> None:
    """Each group counts its own; terms of other groups and unknown ones are not in it."""
    vocabulary = Vocabulary(lambda piece: [(piece, 0, len(piece))])
    numbers = vocabulary.inside(
        vocabulary.pieces([term for _, term in occurrences]), np.zeros(len(occurrences), np.int32)
    ).numbers
    groups = np.array([group for group, _ in occurrences], np.int32)
    found = count_by_group(vocabulary, numbers, groups, 5)
    expected = [Counter(term for other, term in occurrences if other == group) for group in range(5)]
    assert [dict(counts) for counts in expected] == [dict(counts) for counts in found]
    for counts, expected_counts in zip(found, expected, strict=True):
        assert expected_counts.total() == counts.total
        assert [term in expected_counts for term in "abcd"] == [term in counts for term in "abcd"]
        assert (np.diff(counts.numbers) > 0).all()


def test_unknown_term() -> None:
    """A term that is not counted is a missing key, as in any mapping."""
    vocabulary = Vocabulary(letters)
    counts = TermCounts(vocabulary, np.array([0], np.int32), np.array([2], np.int32))
    with pytest.raises(KeyError):
        counts["a"]
    vocabulary.inside(vocabulary.pieces(["a"]), np.zeros(1, np.int32))
    assert counts["a"] == counts.get("a") == 2
