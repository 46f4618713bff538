"""The canonical form."""

import random
import sys
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_sources import canonical_texts, sources

from indexer.analysis import Analysis
from indexer.analysis.canon import canon
from indexer.analysis.fold import fold
from indexer.analysis.script import t2s

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))
DICTIONARIES = Path(opencc.__file__).parent / "dictionary"

# What one table of characters alone would keep apart.
BEYOND_CHARACTERS = [
    "瞭了",
    "鍊链",
    "么幺",
    "噁𫫇",
    "藉借",
    "覆复",
    "俱具",
    "鍾锺",
    "彷仿",
    "鉅钜",
    "沈沉",
    "牴抵",
    "畫划",
    "衹只",
    "粧妝",
    "抬擡",
    "敍敘",
    "枱檯",
    "潀潨",
    "糭糉",
    "衞衛",
    "簷檐",
    "痺痹",
    "著着",
    "睪睾",
    "鯰鮎",
    "顎齶",
]


@pytest.mark.parametrize("pair", BEYOND_CHARACTERS)
def test_forms_of_one_character(pair: str) -> None:
    """Characters that a conversion relates in some word are one in a literal."""
    assert canon(pair[0]) == canon(pair[1])


@pytest.mark.parametrize("pair", ["己已", "未末", "大太", "象像", "坐座"])
def test_different_characters(pair: str) -> None:
    """Different characters stay different, however alike."""
    assert canon(pair[0]) != canon(pair[1])


def test_every_character() -> None:
    """Canonical form has the same length, is canonical itself, and does not depend on folding first."""
    canonical = canon(EVERY_CHARACTER)
    assert len(EVERY_CHARACTER) == len(canonical)
    assert canonical == canon(canonical)
    assert canonical == canon(fold(EVERY_CHARACTER))


def test_every_entry_of_the_conversion() -> None:
    """Both sides of every entry that t2s uses have one canonical form, whatever else the entry says."""
    for name in ("TSCharacters", "TSPhrases"):
        lines = (DICTIONARIES / f"{name}.txt").read_text("utf-8").splitlines()
        entries = [line.split("\t") for line in lines]
        sources_of_entries = "".join(source for source, _ in entries)
        targets = "".join(target.split(" ")[0] for _, target in entries)
        assert canon(sources_of_entries) == canon(targets)


@given(sources)
def test_conversion_does_not_matter(text: str) -> None:
    """The canonical form of what the reading makes of a text is that of the text."""
    assert canon(text) == canon(t2s(fold(text)))


@given(sources, st.integers(0, 40), st.integers(0, 40))
def test_context_does_not_matter(text: str, start: int, end: int) -> None:
    """The canonical form of a substring is the substring of the canonical form."""
    assert canon(text)[start:end] == canon(text[start:end])


def test_substrings_of_traditional_text(analysis: Analysis, seeds: dict[str, str]) -> None:
    """A substring of a Traditional text, read by itself, stands in the reading of the text: 答覆 and 覆 alike."""
    rng = random.Random(5)
    texts = [seeds["003"], *(opencc.OpenCC("s2t").convert(text) for name, text in seeds.items() if name != "003")]
    for text in texts:
        canonical = canonical_texts(analysis, text)[0]
        for _ in range(1000):
            start = rng.randrange(len(text))
            piece = canonical_texts(analysis, text[start : start + rng.randint(1, 8)])[0]
            assert piece in canonical
