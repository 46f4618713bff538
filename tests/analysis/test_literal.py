"""Where literals stand."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_sources import canonical_texts

from indexer.analysis import Analysis, non_overlapping, occurrences

TEXTS = st.text("政府公开abß19.,- \0", max_size=25)


@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("139号", "39号", []),
        ("39号,139号,39号", "39号", [0, 9]),
        ("12015年2015年", "2015", [6]),
        ("20151", "2015", []),
        ("app下载", "pp", []),
        ("app下载", "ap", []),
        ("app下载", "app", [0]),
        ("covid19", "19", [5]),
        ("covid19", "covid", [0]),
        ("2,514条", "514条", [2]),
        ("1.3万", "3", [2]),
        ("①2015年", "2015年", [1]),
        ("公公公", "公公", [0, 1]),
        ("政府公开", "府公", [1]),
        ("x政府", "政府", [1]),
        ("c++", "c+", [0]),
        ("straße", "ße", []),
        ("--", "-", [0, 1]),
        ("政府", "", []),
        ("", "政府", []),
        ("", "", []),
    ],
)
def test_named(text: str, needle: str, expected: list[int]) -> None:
    """A literal stands wherever its characters do, unless it would cut a number or a Latin word."""
    assert expected == occurrences(text, needle)


def same_kind(one: str, other: str) -> bool:
    """Whether two neighbours belong to one number or one Latin word."""
    return all("0" <= char <= "9" for char in (one, other)) or all(char in "abß" for char in (one, other))


@settings(max_examples=500)
@given(TEXTS, TEXTS, st.data())
def test_like_a_loop(before: str, after: str, data: st.DataObject) -> None:
    """The positions are those that a comparison at every place gives."""
    needle = data.draw(st.text("政府公ab19.", min_size=1, max_size=4))
    text = before + needle + after
    expected = [
        start
        for start in range(len(text))
        if text[start : start + len(needle)] == needle
        and not (start > 0 and same_kind(text[start - 1], needle[0]))
        and not (start + len(needle) < len(text) and same_kind(needle[-1], text[start + len(needle)]))
    ]
    assert expected == occurrences(text, needle)


@given(st.text("aab政", max_size=30), st.sampled_from(["政", "政政", "政a政"]))
def test_counting_like_a_reader(text: str, needle: str) -> None:
    """Without overlap from the left there are as many as `str.count` counts, where no boundary matters."""
    starts = [match.start() for match in re.finditer(f"(?={needle})", text)]
    assert text.count(needle) == len(non_overlapping(starts, len(needle)))


# In which reports each stands, and how often.
GOLDEN = [
    ("依申请公开", {"000": 4, "001": 10, "002": 2, "003": 7, "004": 6}),
    ("依申請公開", {"000": 4, "001": 10, "002": 2, "003": 7, "004": 6}),
    ("政务公开", {"000": 18, "001": 91, "002": 11, "003": 2, "004": 23}),
    ("政務公開", {"000": 18, "001": 91, "002": 11, "003": 2, "004": 23}),
    ("答复", {"000": 3, "001": 4, "003": 2, "004": 2}),
    ("答覆", {"000": 3, "001": 4, "003": 2, "004": 2}),
    ("不予公开", {"000": 1, "001": 1, "003": 1}),
    ("行政复议", {"000": 1, "001": 2, "002": 2, "004": 3}),
    ("行政复议、行政诉讼", {"002": 2}),
    ("务公", {"000": 18, "001": 92, "002": 11, "003": 2, "004": 23}),
    ("公开工", {"000": 21, "001": 32, "002": 13, "003": 11, "004": 24}),
    ("的", {"000": 82, "001": 104, "002": 37, "003": 63, "004": 48}),
    ("100%", {"000": 2, "001": 1, "002": 3, "003": 4, "004": 3}),
    ("１００％", {"000": 2, "001": 1, "002": 3, "003": 4, "004": 3}),
    ("按照“先运行，后完善，再创新”", {"000": 1}),
    ("三公", {"000": 3, "001": 3}),
    ("三公经费", {"001": 3}),
    ("“三公”经费", {"000": 3}),
    ("微信", {"001": 2, "002": 3, "004": 1}),
    ("规范性文件", {"000": 1, "001": 2}),
    ("门户网站", {"000": 4, "001": 3, "002": 2, "004": 2}),
    ("4024人次", {"000": 1}),
    ("0736-7786510", {"002": 1}),
    ("99.99%", {"004": 1}),
    ("共受理信息公开申请1232条", {"003": 2}),
]

# in the reading in mainland wording, where it differs
GOLDEN_SYNONYMS = [("规范性文件", {"003": 2}), ("门户网站", {"003": 11})]


@pytest.mark.parametrize(("literal", "expected"), GOLDEN)
def test_golden_counts(analysis: Analysis, seeds: dict[str, str], literal: str, expected: dict[str, int]) -> None:
    """The sample reports hold each literal as often as a person counted, in the main reading."""
    needle = analysis.forms(literal)[0].needle
    counted = {}
    for name, text in seeds.items():
        starts = occurrences(canonical_texts(analysis, text)[0], needle)
        counted[name] = len(non_overlapping(starts, len(needle)))
    assert expected == {name: count for name, count in counted.items() if count}


@pytest.mark.parametrize(("literal", "expected"), GOLDEN_SYNONYMS)
def test_golden_synonyms(analysis: Analysis, seeds: dict[str, str], literal: str, expected: dict[str, int]) -> None:
    """The Traditional report holds each literal as often as a person counted, in other wording."""
    needle = analysis.forms(literal)[0].needle
    counted = {}
    for name, text in seeds.items():
        for reading in analysis.normalise(text)[1:]:
            starts = occurrences(analysis.canon(reading.text), needle)
            counted[name] = sum(reading.is_alternative(start, start + len(needle)) for start in starts)
    assert expected == counted
