"""The lists of Taiwan terms, and what they give."""

import difflib
import re

import opencc
import pytest
from text_sources import canonical_texts

from indexer.analysis import Analysis
from indexer.analysis.fold import fold
from indexer.analysis.resources import read_lines
from indexer.analysis.rewriting import Edit
from indexer.analysis.script import t2s
from indexer.analysis.taiwan import TaiwanTerms

PAIRS = [tuple(line.split("\t")) for line in read_lines("taiwan_terms.tsv")]
KEPT = read_lines("taiwan_keep.txt")


def test_terms_are_as_the_reading_has_them() -> None:
    """Terms are looked for in folded Simplified text, so the lists are in it; replacements are terms of the index."""
    words = [word for pair in PAIRS for word in pair] + list(KEPT)
    assert [word for word in words if word != t2s(fold(word)) and not word.isascii() and word.islower()] == []
    assert [word for word, *_ in PAIRS if word != t2s(word)] == []


def test_lists_are_tidy() -> None:
    """Each entry stands once, changes something, and is in one list only."""
    terms = [old for old, _ in PAIRS]
    assert sorted(set(terms)) == terms
    assert len(set(KEPT)) == len(KEPT)
    assert set() == set(terms) & set(KEPT)
    assert [pair for pair in PAIRS if pair[0] == pair[1]] == []


def test_compounds_protect_something() -> None:
    """Every compound shares at least a character with a term that would otherwise be replaced in or across it."""
    borders = {old[:size] for old, _ in PAIRS for size in range(1, len(old))}
    useless = [word for word in KEPT if not any(old in word for old, _ in PAIRS) and word[-1] not in borders]
    assert useless == []


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("触控萤幕", [Edit(0, 4, "触摸屏")]),  # the longest term, not 触控 and 萤幕
        ("入口网站的资料库", [Edit(0, 4, "门户网站"), Edit(5, 8, "数据库")]),
        ("档案馆的档案", [Edit(4, 6, "文件")]),
        ("归档案卷", []),
        ("建设定点", []),
        ("对外接受监督", []),
        ("年内建成", []),
        ("著名的著作看著", [Edit(6, 7, "着")]),
        ("推进阶段性工作", []),
        ("评选单位", []),
        ("行政许可权", []),
        ("许可权", [Edit(0, 3, "权限")]),
        ("政府信息公开", []),
    ],
)
def test_edits(simplified: str, expected: list[Edit]) -> None:
    """The longest term from the left is replaced, a listed compound is left alone."""
    assert expected == TaiwanTerms.shipped().edits(simplified)


@pytest.mark.parametrize("term", [".", "a+", "[x]", "a|b"])
def test_terms_are_not_patterns(term: str) -> None:
    """A term is looked for as it stands."""
    assert [Edit(1, 1 + len(term), "y")] == TaiwanTerms({term: "y"}, ()).edits(f"x{term}z")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("入口網站", ["入口网站", "门户网站"]),
        ("檔案館", ["档案馆"]),
        ("檔案", ["档案", "文件"]),
        ("入口网站", ["入口网站"]),
        ("沈阳档案", ["沈阳档案"]),
        ("覆盖资料", ["覆盖资料"]),
        ("圍繞著", ["围绕著", "围绕着"]),
    ],
)
def test_forms(analysis: Analysis, query: str, expected: list[str]) -> None:
    """A query in Traditional script with a Taiwan term looks for both wordings, any other for one."""
    assert expected == [form.text for form in analysis.forms(query)]


@pytest.mark.parametrize("mixed", ["门口网站", "入户网站", "优佳", "佳优"])
def test_wordings_do_not_mix(analysis: Analysis, mixed: str) -> None:
    """No text has a word that is half of one wording and half of the other."""
    texts = canonical_texts(analysis, "關於入口網站的最佳化")
    assert [text for text in texts if mixed in text] == []


@pytest.mark.parametrize("phrase", ["优化流程", "政府门户网站", "最佳化流程", "设置触摸屏", "建立链接", "围绕着"])
def test_mainland_phrases_are_found(analysis: Analysis, seeds: dict[str, str], phrase: str) -> None:
    """Words of the mainland stand in the seed that says them in Taiwan's, next to the words beside them."""
    assert any(phrase in text for text in canonical_texts(analysis, seeds["003"]))


def differences(one: str, other: str) -> int:
    """At how many places two texts of the same lines differ."""
    lines = zip(re.split("(?<=[。；，、 ])", one), re.split("(?<=[。；，、 ])", other), strict=True)
    return sum(
        operation != "equal"
        for line, other_line in lines
        if line != other_line
        for operation, *_ in difflib.SequenceMatcher(None, line, other_line, autojunk=False).get_opcodes()
    )


# With OpenCC's own 1.4.2 the last is 1; the package in use also words 添加 as 新增, which stays.
@pytest.mark.parametrize(("seed", "at_most"), [("000", 16), ("001", 15), ("002", 6), ("004", 2)])
def test_round_trip(analysis: Analysis, seeds: dict[str, str], seed: str, at_most: int) -> None:
    """A report worded for Taiwan by a converter reads as the original, but for 执行 that was 运行 and the like."""
    original = analysis.normalise(seeds[seed])[0].text
    worded = analysis.normalise(opencc.OpenCC("s2twp").convert(seeds[seed]))
    assert differences(worded[0].text, original) > 5 * at_most
    assert differences(worded[1].text, original) <= at_most
