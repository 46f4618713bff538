"""Edits made at once are those made one after another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.rewriting import Edit, rewrite


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text with edits, ascending and disjoint; some touch, some are empty, some insert."""
    text = draw(st.text("政府a\ud800\U00020000", max_size=12))
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(borders[::2], borders[1::2], strict=False)
    return text, [Edit(start, end, draw(st.text("xy", max_size=3))) for start, end in pairs]


@given(edited())
def test_rewrites_as_a_loop_does(case: tuple[str, list[Edit]]) -> None:
    """Every character of the new text, where it came from, and what each edit produced."""
    text, edits = case
    characters: list[tuple[str, int, int]] = []
    products = []
    done = 0
    for edit in edits:
        characters += [(text[place], place, place + 1) for place in range(done, edit.start)]
        before = len(characters)
        for place, character in enumerate(edit.text):
            alone = len(edit.text) == edit.end - edit.start
            start, end = (edit.start + place, edit.start + place + 1) if alone else (edit.start, edit.end)
            characters.append((character, start, end))
        products.append((before, len(characters)))
        done = edit.end
    characters += [(text[place], place, place + 1) for place in range(done, len(text))]

    rewritten = rewrite(text, edits)

    assert characters == list(zip(rewritten.text, rewritten.starts, rewritten.ends, strict=True))
    assert products == list(rewritten.products)
