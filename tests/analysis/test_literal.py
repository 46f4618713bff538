"""Where literals stand."""

import re

import pytest
from hand_counts import COUNTS, IN_OTHER_WORDING
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


@pytest.mark.parametrize(("literal", "expected"), COUNTS.items())
def test_counts(analysis: Analysis, seeds: dict[str, str], literal: str, expected: dict[str, int]) -> None:
    """The sample reports hold each literal as often as a person counted, in the main reading."""
    needle = analysis.forms(literal)[0].needle
    counted = {}
    for name, text in seeds.items():
        starts = occurrences(canonical_texts(analysis, text)[0], needle)
        counted[name] = len(non_overlapping(starts, len(needle)))
    assert expected == {name: count for name, count in counted.items() if count}


@pytest.mark.parametrize(("literal", "expected"), IN_OTHER_WORDING.items())
def test_counts_of_other_wording(
    analysis: Analysis, seeds: dict[str, str], literal: str, expected: dict[str, int]
) -> None:
    """The Traditional report holds each literal as often as a person counted, in other wording."""
    needle = analysis.forms(literal)[0].needle
    counted = {}
    for name, text in seeds.items():
        for reading in analysis.normalise(text)[1:]:
            starts = occurrences(analysis.canon(reading.text), needle)
            counted[name] = sum(reading.is_alternative(start, start + len(needle)) for start in starts)
    assert expected == counted
