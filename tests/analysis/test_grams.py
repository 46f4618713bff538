"""Grams and what of them a needle needs."""

from hypothesis import given, settings
from hypothesis import strategies as st
from text_sources import grams_by_a_loop, sources

from indexer.analysis import gram_cover
from indexer.analysis.canon import canon

SOME = st.text("政府abc12_. \n½〇\ud800", max_size=12)


def test_named() -> None:
    """No gram crosses a character that is neither letter nor digit; the underscore is none."""
    assert gram_cover("政府-39_a") == ("政府", "39", "a")
    assert gram_cover("局局-局") == ("局局",)
    assert gram_cover("—。") == ()


@given(st.one_of(SOME, sources))
def test_cover_is_enough_and_not_more(needle: str) -> None:
    """A cover is made of the needle's grams, without one that another implies, and leaves no character out."""
    cover = gram_cover(needle)
    assert len(set(cover)) == len(cover)
    assert set(cover) <= grams_by_a_loop(needle)
    assert set(needle) & set("".join(cover)) == {gram for gram in grams_by_a_loop(needle) if len(gram) == 1}
    assert not any(one != other and one in other for one in cover for other in cover)
    assert {gram for gram in grams_by_a_loop(needle) if len(gram) == 2} <= set(cover)


@settings(max_examples=300)
@given(sources, st.integers(0, 40), st.integers(1, 10))
def test_text_with_the_needle_has_its_grams(source: str, start: int, length: int) -> None:
    """Whatever stands in a text has all its grams there: the candidates lose nothing."""
    text = canon(source)
    assert set(gram_cover(text[start : start + length])) <= grams_by_a_loop(text)
