"""What is done for all characters of a text at once is what a loop over them does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.canon import canon_table
from indexer.analysis.fold import fold_table
from indexer.code_points import CharacterMap, code_points, numbers_in

TABLES = (fold_table(), canon_table(), {}, {ord("a"): 0x20000})
CHARACTERS = st.one_of(st.characters(), st.sampled_from("（２）覆貴aA\ud800\udc00\U0010ffff\U00020000"))


@given(st.sampled_from(TABLES), st.text(CHARACTERS, max_size=80), st.integers(1, 40))
def test_maps_as_translate_does(table: dict[int, int], text: str, times: int) -> None:
    """Short and long texts, lone surrogates and every plane."""
    assert (text * times).translate(table) == CharacterMap(table)(text * times)


@given(st.sets(CHARACTERS, max_size=30), st.text(CHARACTERS, max_size=30))
def test_numbers_in_an_alphabet(characters: set[str], text: str) -> None:
    """A character has its place in the alphabet, from 1; others have 0, also in an empty alphabet."""
    alphabet = "".join(sorted(characters))
    found = numbers_in(code_points(alphabet), code_points(text))

    assert [alphabet.find(character) + 1 for character in text] == found.tolist()
