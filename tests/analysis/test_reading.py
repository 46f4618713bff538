"""The way back from a reading to its source."""

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import Reading

# source: "a" then an invisible character, then "bc" replaced as a whole by "xyz", then two blanks as one, then "d"
MAPPED = Reading("axyz d", array("I", [0, 2, 2, 2, 4, 6]), array("I", [1, 4, 4, 4, 6, 7]), ((1, 4),))
PLAIN = Reading("abcdef", None, None, ())


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 1, (0, 1)),
        (0, 6, (0, 7)),
        (2, 3, (2, 4)),
        (4, 5, (4, 6)),
        (1, 1, (2, 2)),
        (6, 6, (7, 7)),
    ],
)
def test_span(start: int, end: int, expected: tuple[int, int]) -> None:
    """A range leads to the source from its first character's start to its last one's end."""
    assert expected == MAPPED.span(start, end)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 1, (0, 1)),
        (0, 7, (0, 6)),
        (1, 2, (1, 1)),
        (2, 4, (1, 4)),
        (3, 4, (4, 4)),
        (5, 7, (5, 6)),
        (9, 12, (6, 6)),
    ],
)
def test_locate(start: int, end: int, expected: tuple[int, int]) -> None:
    """A source range holds the characters whose source begins in it."""
    assert expected == MAPPED.locate(start, end)


def test_identity() -> None:
    """Without a map every character stands for the one at its own offset."""
    assert PLAIN.span(2, 4) == (2, 4) == PLAIN.locate(2, 4)
    assert PLAIN.locate(4, 99) == (4, 6)


def test_empty() -> None:
    """A text of which nothing is left has one place, at the start of its source."""
    nothing = Reading("", array("I"), array("I"), ())
    assert nothing.span(0, 0) == (0, 0) == nothing.locate(0, 3)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 1, False), (0, 2, True), (1, 4, True), (2, 3, True), (3, 6, True), (4, 6, False)],
)
def test_is_alternative(start: int, end: int, expected: bool) -> None:  # noqa: FBT001 - a table of cases
    """A range is in other wording when it overlaps a replaced stretch, not when it touches one."""
    assert expected == MAPPED.is_alternative(start, end)


@given(st.lists(st.integers(1, 4), max_size=8), st.integers(0, 40), st.integers(0, 40))
def test_is_alternative_like_a_loop(lengths: list[int], start: int, length: int) -> None:
    """The search by halves finds what a look at every replaced stretch finds."""
    alternatives = [(3 * index, 3 * index + min(size, 3)) for index, size in enumerate(lengths)]
    reading = Reading("x" * 40, None, None, tuple(alternatives))
    end = start + length
    expected = any(start < after and first < end for first, after in alternatives)
    assert expected == reading.is_alternative(start, end)


@given(st.sets(st.integers(0, 30)), st.lists(st.integers(0, 31), max_size=5))
def test_ranges_that_partition_the_source_partition_the_text(kept: set[int], cuts: list[int]) -> None:
    """Neighbouring source ranges give neighbouring ranges of the text, each with the characters that begin in it."""
    starts = array("I", sorted(kept))
    reading = Reading("x" * len(starts), starts, array("I", [start + 1 for start in starts]), ())
    borders = [0, *sorted(cuts), 31]
    located = [reading.locate(start, end) for start, end in pairwise(borders)]
    expected = [
        [number for number, origin in enumerate(starts) if start <= origin < end] for start, end in pairwise(borders)
    ]
    assert expected == [list(range(*span)) for span in located]
    assert (0, len(starts)) == (located[0][0], located[-1][1])
