"""A sentence taken apart into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import default_analysis
from indexer.model import MAX_QUERY_LENGTH, Mode
from indexer.query import words_apart
from indexer.query.compiler import compile_query
from indexer.query.parser import MAX_LEAVES, parse

ANALYSIS = default_analysis()
QUERIES = st.text(st.sampled_from('政府信息公开的是什么年报 "()-:~12aORAND与或，。？繁體\u3000'), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府信息公开的收费标准是什么？", "政府 信息 公开 收费 标准"),
        ("依申請公開多少件", "依 申请 公开 件"),
        ("公开", "公开"),
        ("的", "的"),
        ("公开 公开信息", "公开 信息"),
        ('公开信息 "三公经费" -微信 year:2018', '公开 信息 "三公经费" -微信 year:2018'),
        ("公开信息 (微博 OR 微信)", "公开 信息 (微博 OR 微信)"),
        ("公开信息 OR 微信", "公开信息 OR 微信"),
        ("公开信息 AND 微信", "公开信息 AND 微信"),
        ("？！", "？！"),
        ("", ""),
    ],
)
def test_named(text: str, expected: str) -> None:
    """Runs become words without those that carry no topic; everything else stays as it was."""
    assert expected == words_apart(text, ANALYSIS)


@given(QUERIES)
def test_any_text(text: str) -> None:
    """The result is a query that reads as it is written, is taken apart already, and never has too many words."""
    apart = words_apart(text, ANALYSIS)

    assert apart == words_apart(apart, ANALYSIS)
    assert "too_many_terms" not in [notice.code for notice in parse(apart).notices]
    assert len(compile_query(parse(apart), ANALYSIS, Mode.ANY).pieces) <= MAX_LEAVES


def test_long_sentence() -> None:
    """Of a passage as long as a query may be the first words are taken."""
    passage = "".join(chr(0x4E00 + 37 * number) for number in range(MAX_QUERY_LENGTH))

    assert MAX_LEAVES == len(words_apart(passage, ANALYSIS).split())
