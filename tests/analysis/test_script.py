"""Traditional to Simplified characters."""

import sys
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_sources import sources

from indexer.analysis.fold import fold
from indexer.analysis.opencc_tables import opencc_pairs
from indexer.analysis.script import TRADITIONAL_FROM, t2s, trad_ratio

DICTIONARIES = Path(opencc.__file__).parent / "dictionary"
PHRASES = [line.split("\t")[0] for line in (DICTIONARIES / "TSPhrases.txt").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def converter() -> opencc.OpenCC:
    """OpenCC's own conversion: the oracle."""
    return opencc.OpenCC("t2s")


def test_tables_keep_length() -> None:
    """No entry of the dictionaries that t2s uses changes length, so none is left out and offsets survive."""
    for name in ("TSCharacters", "TSPhrases"):
        lines = (DICTIONARIES / f"{name}.txt").read_text("utf-8").splitlines()
        assert len(lines) == len(opencc_pairs(name))


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("瞭解", "了解"),
        ("瞭望", "瞭望"),
        ("答覆", "答复"),
        ("覆蓋", "覆盖"),
        ("藉由", "借由"),
        ("彷彿", "仿佛"),
        ("乾隆乾淨", "乾隆干净"),
        ("政府信息公開", "政府信息公开"),
        ("入口網站", "入口网站"),
    ],
)
def test_named(traditional: str, simplified: str) -> None:
    """Characters that convert by their neighbours do so."""
    assert simplified == t2s(traditional)


def test_every_character(converter: opencc.OpenCC) -> None:
    """Each character by itself converts as OpenCC converts it; line ends keep them from being phrases."""
    text = "\n".join(chr(code) for code in range(0x3000, 0x32400) if not 0xD800 <= code < 0xE000)
    assert converter.convert(text) == t2s(text)
    assert sys.maxunicode > 0x32400


def test_every_phrase(converter: opencc.OpenCC) -> None:
    """Each phrase by itself, and all in one text without anything between them, convert as OpenCC converts them."""
    traditional = (DICTIONARIES / "STPhrases.txt").read_text("utf-8")  # 49,051 words with their Traditional spellings
    for text in ("\n".join(PHRASES), "".join(PHRASES), "".join(reversed(PHRASES)), traditional):
        assert converter.convert(text) == t2s(text)


def test_seeds(converter: opencc.OpenCC, seeds: dict[str, str]) -> None:
    """The sample reports, as they are and spelt in Traditional characters, convert as OpenCC converts them."""
    to_traditional = opencc.OpenCC("s2t")
    for text in seeds.values():
        assert converter.convert(text) == t2s(text)
        traditional = to_traditional.convert(text)
        assert converter.convert(traditional) == t2s(traditional)


# pieces of phrases in any order make overlaps and near misses
@settings(max_examples=2000)
@given(
    st.lists(st.one_of(st.sampled_from(PHRASES), st.sampled_from("".join(PHRASES)), sources), max_size=8).map("".join)
)
def test_equals_opencc(converter: opencc.OpenCC, text: str) -> None:
    """What OpenCC converts, t2s converts alike, whichever phrases overlap."""
    assert converter.convert(text) == t2s(text)


def ratio(text: str) -> float:
    """Share of converted characters of a source text."""
    folded = fold(text)
    return trad_ratio(folded, t2s(folded))


def test_ratio_of_seeds(seeds: dict[str, str]) -> None:
    """The one Traditional report is far above the threshold, the others have nothing to convert."""
    ratios = {name: ratio(text) for name, text in seeds.items()}
    assert ratios.pop("003") > 0.3
    assert ratios == {"000": 0.0, "001": 0.0, "002": 0.0, "004": 0.0}


@pytest.mark.parametrize("query", ["沈阳档案", "覆盖资料", "12345", "", "！"])
def test_simplified_queries(query: str) -> None:
    """A character that is converted only in some words does not make a text Traditional."""
    assert ratio(query) == 0.0


def test_one_traditional_character_decides_a_query() -> None:
    """A query is short: one converted character is enough."""
    assert ratio("入口網站") == 0.25 > TRADITIONAL_FROM


def test_a_long_text_is_converted_like_its_parts() -> None:
    """Where a long text is cut for conversion does not show; every offset of a phrase comes to stand at a border."""
    phrases = "".join(phrase for phrase, _ in opencc_pairs("TSPhrases"))
    unit = f"{phrases[:31]}，{phrases}。\n"
    text = unit * (300_000 // len(unit))

    assert t2s(unit) * (300_000 // len(unit)) == t2s(text)
