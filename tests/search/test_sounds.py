"""Texts that sound alike, against a comparison of one character after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import homophones
from indexer.backends.lexicon import Lexicon
from indexer.model import SuggestionKind
from indexer.search.sounds import SoundAlikes

CHARACTERS = "公工功共开凯信心新政正证府副1aé\U00020000"
TEXTS = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=4)


def _sounds_like(one: str, other: str) -> bool:
    return len(one) == len(other) and all(theirs in homophones(ours) for ours, theirs in zip(one, other, strict=True))


@given(st.sets(TEXTS, max_size=12), TEXTS)
def test_sound_alikes(texts: set[str], string: str) -> None:
    """Every text of the lexicon that sounds like the string, and not the string itself."""
    lexicon = Lexicon.of(dict.fromkeys(texts, (SuggestionKind.WORD, 1)), lambda _text: ())

    found = list(SoundAlikes(lexicon).of(string))

    assert sorted(text for text in texts if text != string and _sounds_like(string, text)) == found
