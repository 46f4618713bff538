"""From a source to its readings."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from text_sources import BLANKS, PIECES, WORDS, sources

from indexer.analysis import Analysis, Reading
from indexer.analysis.canon import canon
from indexer.analysis.fold import fold
from indexer.analysis.resources import read_lines

INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
REPLACEMENTS = dict(line.split("\t") for line in read_lines("taiwan_terms.tsv"))

# Texts that are Traditional as a whole, so that they have a second reading when a term occurs.
traditional_sources = sources.map(lambda source: "關於貫徹實施" + source)


def main_text(analysis: Analysis, source: str) -> str:
    """Text of the main reading."""
    return analysis.normalise(source)[0].text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("112304 条", "112304条"),
        ("2018 年版", "2018年版"),
        ("目　　录", "目录"),
        ("信息\n公开", "信息公开"),
        ("信息\n\n\t 公开", "信息公开"),
        ("信息\u200b \u200b公开", "信息公开"),
        ("12 34", "12 34"),
        ("12\n\n34", "12 34"),
        ("1. 2015年", "1. 2015年"),
        ("5 %", "5 %"),
        ("APP \n 下载", "app下载"),
        ("下载\u00a0APP", "下载app"),
        ("open \n data", "open data"),
        ("C# 8", "c# 8"),
        ("公开。\n　　第二", "公开。第二"),
        ("公开，\n2015年", "公开, 2015年"),
        ("公开。\n2015年", "公开。2015年"),
        ("( 试行 )", "(试行)"),
        (" 公开 ", "公开"),
        ("\n\n公开\n", "公开"),
        (" 1\n", "1"),
        ("二 〇 一五", "二〇一五"),
        ("答覆，乾淨", "答复,干净"),
        ("\u200b\ufeff", ""),
        ("\0 \ud800", "\0\ud800"),
    ],
)
def test_main_reading(analysis: Analysis, source: str, expected: str) -> None:
    """Invisible characters go, runs of blanks go or become one, characters fold and become Simplified."""
    assert expected == main_text(analysis, source)


def test_breaks(analysis: Analysis) -> None:
    """A line end of which nothing is left is kept as a break; blanks inside a line and a kept blank are none."""
    reading = analysis.normalise("政 府\n信息。\n公\n  2015\n年 度")[0]
    assert reading.text == "政府信息。公2015年度"
    assert reading.breaks == (2, 5, 6, 10)


def test_text_without_layout_has_no_map(analysis: Analysis) -> None:
    """The usual short text costs nothing: every character stands for itself."""
    reading = analysis.normalise("政府信息公開")[0]
    assert reading.starts is None
    assert reading.ends is None


def test_simplified_text_has_one_reading(analysis: Analysis) -> None:
    """Taiwan's words in a Simplified text are left as they are."""
    assert [reading.text for reading in analysis.normalise("档案和资料")] == ["档案和资料"]


def test_second_reading(analysis: Analysis) -> None:
    """A Traditional text in Taiwan wording is read in mainland wording too, and knows where it differs."""
    main, second = analysis.normalise("觀看入口網站\n最佳化觸控螢幕")
    assert main.text == "观看入口网站最佳化触控萤幕"
    assert second.text == "观看门户网站优化触摸屏"
    assert second.alternatives == ((2, 6), (6, 8), (8, 11))
    assert [second.span(*alternative) for alternative in second.alternatives] == [(2, 6), (7, 10), (10, 14)]
    assert (main.breaks, second.breaks) == ((6,), (6,))


@pytest.mark.parametrize("source", ["關於最\n佳化", "關於最佳\n化處理", "關於網\n路"])
def test_break_inside_another_wording(analysis: Analysis, source: str) -> None:
    """A break has no place in a wording of another length and is dropped there, also at the very end of a text."""
    main, second = analysis.normalise(source)
    assert len(main.breaks) == 1
    assert main.breaks if len(main.text) == len(second.text) else second.breaks == ()


def check_map(reading: Reading, source: str) -> None:
    """Spans ascend, lie in the source, and what they leave out is invisible or blank."""
    spans = [reading.span(position, position + 1) for position in range(len(reading.text))]
    assert all(0 <= start < end <= len(source) for start, end in spans)
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(spans))
    covered = {offset for start, end in spans for offset in range(start, end)}
    missed = "".join(character for offset, character in enumerate(source) if offset not in covered)
    assert INVISIBLE.sub("", missed).strip() == ""


def check_characters(reading: Reading, source: str) -> None:
    """A character stands for its own older shape, for a run of blanks, or for a part of a listed alternative."""
    for position, character in enumerate(reading.text):
        start, end = reading.span(position, position + 1)
        origin = INVISIBLE.sub("", source[start:end])
        if not reading.is_alternative(position, position + 1):
            assert (canon(character) == canon(origin)) or (character == " " and origin.isspace())
    for start, end in reading.alternatives:
        origin = INVISIBLE.sub("", source[slice(*reading.span(start, end))])
        wanted = {canon(old) for old, new in REPLACEMENTS.items() if new == reading.text[start:end]}
        assert canon("".join(origin.split())) in wanted


@settings(max_examples=1000)
@given(st.one_of(sources, traditional_sources))
@example("關於最佳化 \n 檔案\u200b 館入口\n網站")
def test_every_character_is_accounted_for(analysis: Analysis, source: str) -> None:
    """Nothing is lost, nothing is invented, and every character leads to what it stands for."""
    for reading in analysis.normalise(source):
        check_map(reading, source)
        check_characters(reading, source)
        assert all(0 < place < len(reading.text) for place in reading.breaks)
        assert sorted(set(reading.breaks)) == list(reading.breaks)


@settings(max_examples=1000)
@given(st.one_of(sources, traditional_sources), st.data())
def test_span_found_again(analysis: Analysis, source: str, data: st.DataObject) -> None:
    """Any stretch of a reading leads to a source range that, located, is the stretch again."""
    reading = analysis.normalise(source)[-1]
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    located = reading.locate(*reading.span(start, end))
    whole = any(first < place < after for first, after in reading.alternatives for place in (start, end))
    assert whole or start == end or (start, end) == located


def read_alone(analysis: Analysis, piece: str) -> str:
    """Canonical main reading of a piece: what a literal search looks for."""
    return canon(main_text(analysis, piece))


@settings(max_examples=1000)
@given(sources, st.integers(0, 60), st.integers(1, 30))
@example("政府 \u200b\n 信息", 1, 4)
@example("乾 隆 12 \n 34", 0, 9)
def test_reading_commutes_with_cutting(analysis: Analysis, source: str, start: int, length: int) -> None:
    """A substring of a source, read by itself, stands in the reading of the source."""
    piece = source[start : start + length]
    assert read_alone(analysis, piece) in canon(main_text(analysis, source))


@given(sources, st.lists(st.sampled_from(BLANKS), min_size=1, max_size=5))
def test_all_white_space_is_alike(analysis: Analysis, source: str, blanks: list[str]) -> None:
    """What a run of white space is made of does not matter: one blank or a few lines."""
    runs = iter(range(len(source)))
    changed = re.sub(r"\s+", lambda _: blanks[next(runs) % len(blanks)], source)
    assert main_text(analysis, source) == main_text(analysis, changed)


@given(sources)
def test_oracle(analysis: Analysis, source: str) -> None:
    """The blanks of a text are treated as the rule says, told here in other words: look at each run's neighbours."""
    visible = INVISIBLE.sub("", source)
    words = re.split(r"(\s+)", visible)
    expected = words[0]
    for blank, word in zip(words[1::2], words[2::2], strict=True):
        before, after = fold(expected[-1:]), fold(word[:1])
        assert blank.isspace()
        expected += " " + word if may_join(before) and may_join(after) else word
    assert canon(expected) == canon(main_text(analysis, source))


def is_han(character: str) -> bool:
    """Whether it is a Han character of the scanner's ranges, one by one."""
    code = ord(character or "\0")
    ranges = ((0x3007, 0x3007), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
    return any(first <= code <= last for first, last in ranges)


def may_join(character: str) -> bool:
    """Whether it may belong to a number or a word of an alphabet."""
    return character in set("_.,:%+#") or (character.isalnum() and not is_han(character))


def test_pieces_have_everything() -> None:
    """The texts of the properties above hold both scripts, blanks and invisible characters."""
    assert {"\u200b", "\n", "入口網站", "政府信息公开"} <= set(PIECES) | set(WORDS)


def test_seed_spans(analysis: Analysis, seeds: dict[str, str]) -> None:
    """Every substring of one to eight characters of both readings of the Traditional seed leads to its source."""
    source = seeds["003"]
    for reading in analysis.normalise(source):
        canonical = canon(reading.text)
        for start in range(len(canonical)):
            for end in range(start + 1, min(start + 9, len(canonical) + 1)):
                if not reading.is_alternative(start, end):
                    origin = source[slice(*reading.span(start, end))]
                    assert canonical[start:end].strip(" ") == read_alone(analysis, origin)


def test_seed_alternatives(analysis: Analysis, seeds: dict[str, str]) -> None:
    """The Traditional seed says thirty-one things in Taiwan's words (counted by hand)."""
    source = seeds["003"]
    second = analysis.normalise(source)[1]
    counted: dict[str, int] = {}
    for alternative in second.alternatives:
        words = source[slice(*second.span(*alternative))]
        counted[words] = counted.get(words, 0) + 1
    expected = {"入口網站": 11, "檔案": 6, "視窗": 5, "連結": 2, "設定": 2}
    expected |= dict.fromkeys(("最佳化", "傳送", "著", "觸控螢幕", "聯絡"), 1)
    assert expected == counted
