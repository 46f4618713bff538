"""Pairs of neighbouring characters of a needle."""

from hypothesis import given
from hypothesis import strategies as st
from text_sources import pairs_by_a_loop, sources

from indexer.analysis import pairs_of

SOME = st.text("政府abc12_. \n½〇\ud800", max_size=12)


def test_named() -> None:
    """No pair crosses a character that is neither letter nor digit; the underscore is none."""
    assert pairs_of("政府-39_a") == ("政府", "39")
    assert pairs_of("局局-局局") == ("局局",)
    assert pairs_of("—。") == ()


@given(st.one_of(SOME, sources))
def test_every_pair_once(needle: str) -> None:
    """All pairs that a loop finds, and nothing else."""
    assert sorted(pairs_of(needle)) == sorted(pairs_by_a_loop(needle))
