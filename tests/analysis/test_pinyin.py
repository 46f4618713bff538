"""The table of syllables against the data it was made from."""

import pytest
from pypinyin import Style, pinyin

from indexer.analysis import homophones, pinyin_of, spellings
from indexer.analysis.pinyin import syllables

SIMPLIFIED = [chr(code) for code in range(0x4E00, 0xA000) if syllables(chr(code))]


def test_every_reading_is_known_elsewhere() -> None:
    """No character has a syllable that pypinyin does not give it."""
    for character in SIMPLIFIED:
        (known,) = pinyin(character, Style.NORMAL, heteronym=True, v_to_u=False)
        assert set(syllables(character)) <= {reading.replace("ü", "v") for reading in known}, character


def test_the_usual_reading_is_there() -> None:
    """Of each character of the first level of GB 2312 the reading that pypinyin gives first is among ours."""
    level_one = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    for character in level_one.decode("gb2312", "ignore"):
        (first,) = pinyin(character, Style.NORMAL)[0]
        assert first.replace("ü", "v") in syllables(character), character


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("复议", ["fuyi"]),
        ("行长", ["xingzhang", "xingchang", "hangzhang", "hangchang"]),
        ("绿地", ["lvdi", "lvde", "ludi", "lude"]),
        ("e网", ["ewang"]),
        ("、\ue000", ["、\ue000"]),
        ("", [""]),
    ],
)
def test_spellings(word: str, expected: list[str]) -> None:
    """A word is spelt in every way its characters are read, letters and signs by themselves."""
    assert sorted(expected) == sorted("".join(spelling) for spelling in spellings(word))


def test_homophones() -> None:
    """Characters sound alike when they share a syllable; each sounds like itself, whatever it is."""
    assert {"证", "政", "正"} <= homophones("郑")
    assert "开" not in homophones("公")
    assert frozenset("é") == homophones("é")
    assert all(one in homophones(other) for one in "行重" for other in homophones(one))
    assert {3} == {len(other.encode()) for one in SIMPLIFIED[::50] for other in homophones(one)}


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("xian", "xian"),
        ("xi'an", "xian"),
        ("Xi’an Shi", "XianShi"),
        ("zheng fu", "zhengfu"),
        ("zheng ", ""),
        ("", ""),
        (" ", ""),
        ("政fu", ""),
        ("pm2.5", ""),
    ],
)
def test_typed_as_pinyin(typed: str, letters: str) -> None:
    """Letters, with blanks and apostrophes between syllables; a blank at the end begins another word."""
    assert letters == pinyin_of(typed)
