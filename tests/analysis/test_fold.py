"""Folding."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from text_sources import sources

from indexer.analysis.characters import BLANKS, INVISIBLE, LINE_ENDS
from indexer.analysis.fold import fold, fold_table

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1)]
DECOMPOSITIONS_OF_SHAPE = ("<wide>", "<narrow>", "<small>", "<vertical>", "<noBreak>", "<font>", "<compat>")

CLASSES = [
    ("〔［【〖﹝[", "["),
    ("〕］】〗﹞]", "]"),
    ("（﹙(", "("),
    ("）﹚)", ")"),
    ("“”„‟〝〞＂", '"'),
    ("‘’‚‛＇", "'"),
    ("–—‐‑‒―−－﹣", "-"),
    ("〜～∼", "~"),
    ("·•‧・･⋅∙", "·"),
    ("〈《", "《"),
    ("〉》", "》"),
    ("\t\u00a0\u3000\u2002\u2003\u2009\u200a\u202f", " "),
    ("\n\r\f\v\u0085\u2028\u2029", "\n"),
    ("ＡａA", "a"),
    ("０𝟎", "0"),
    ("％﹪", "%"),
]

UNTOUCHED = "①⑨⓪²₂㈠㊀㊣½℃№㎡\u2173\u24d0ªİ"  # U+2173: small roman four; U+24D0: small circled a


def is_han(character: str) -> bool:
    """Whether Unicode calls it a Han ideograph, or a radical, which extracted PDF text has in place of the same Han."""
    return unicodedata.name(character, "").startswith(
        ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI RADICAL")
    )


@pytest.mark.parametrize(("sources_of_class", "target"), CLASSES)
def test_class(sources_of_class: str, target: str) -> None:
    """Characters that a reader takes for the same fold to one."""
    assert target * len(sources_of_class) == fold(sources_of_class)


@pytest.mark.parametrize("character", UNTOUCHED)
def test_other_characters_are_left_alone(character: str) -> None:
    """Circled and raised numbers, squared units and letters used as numbers are other characters, not other shapes."""
    assert character == fold(character)


def test_every_character_folds_to_one() -> None:
    """Offsets survive, and folding again changes nothing."""
    folded = [fold(character) for character in EVERY_CHARACTER]
    assert {1} == {len(character) for character in folded}
    assert "".join(folded) == fold("".join(folded))


def test_no_digit_and_no_han_is_made() -> None:
    """①2015年 must not become 12015年: a digit comes from a decimal digit only, Han from Han only."""
    changed = [(source, fold(source)) for source in EVERY_CHARACTER if source != fold(source)]
    assert [source for source, target in changed if target in "0123456789" and not source.isdecimal()] == []
    assert [source for source, target in changed if is_han(target) and not is_han(source)] == []


def test_every_shape_and_capital_folds() -> None:
    """The blocks that the table is computed from hold every character that has another shape or a small letter."""
    missed = [
        source
        for source in EVERY_CHARACTER
        if source == fold(source)
        and (has_plain_shape(source) or (len(source.lower()) == 1 and source != source.lower()))
    ]
    assert missed == []


def has_plain_shape(character: str) -> bool:
    """Whether NFKC gives one other character that is the same in plain shape."""
    decomposition = unicodedata.decomposition(character)
    return (
        (decomposition.startswith(DECOMPOSITIONS_OF_SHAPE) or decomposition[:1] not in ("", "<"))
        and unicodedata.category(character) not in ("No", "Nl")
        and len(unicodedata.normalize("NFKC", character)) == 1
        and unicodedata.normalize("NFKC", character) != character
    )


def test_all_white_space_folds() -> None:
    """Whatever Python calls white space is a blank or ends a line, and nothing else is."""
    spaces = {character for character in EVERY_CHARACTER if character.isspace()}
    assert spaces == set(BLANKS + LINE_ENDS)
    assert spaces == {character for character in EVERY_CHARACTER if fold(character) in " \n"}


def test_line_ends_are_those_of_splitlines() -> None:
    """A line ends where Python says that it ends."""
    assert set(LINE_ENDS) == {character for character in EVERY_CHARACTER if len(f"a{character}b".splitlines()) == 2}


def test_invisible_characters_stay_to_be_dropped() -> None:
    """Folding turns nothing into an invisible character, so dropping them once is enough."""
    targets = "".join(map(chr, fold_table().values()))
    assert re.findall(f"[{INVISIBLE}]", targets) == []


@given(sources)
def test_folding_is_character_by_character(source: str) -> None:
    """The fold of a text is the folds of its characters, whatever surrounds them."""
    assert "".join(map(fold, source)) == fold(source)
