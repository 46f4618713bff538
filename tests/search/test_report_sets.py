"""The reports that satisfy a tree, found the short way and the long way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import canon
from indexer.backends.leaves import LeafReader
from indexer.query.tree import All, And, Field, Literal, Near, Node, Not, Nothing, Or, Word, YearIs
from indexer.search.execute import Executor, Grain
from indexer.search.suggest import report_sets
from indexer.search.suggest.report_sets import ReportSets

if TYPE_CHECKING:
    from indexer.backends.base import Index

RUNS = ("主动公开的政府信息", "2015的公开", "公开", "")
HAN = ("公开", "的", "务公", "三公", "微信", "门户网站", "入口网站", "文件", "档案", "沈阳")
STRINGS = (*HAN, "2015", "39", "1", "app")
NEAR = Near(((Literal(Field.TEXT, "公开"),), (Literal(Field.TEXT, "政府"),)), 3)
LEAVES = st.one_of(
    st.builds(Word, st.sampled_from(Field), st.sampled_from(STRINGS)),
    st.builds(Literal, st.sampled_from(Field), st.sampled_from(STRINGS)),
    st.sampled_from([All(), Nothing(), YearIs(2015, 2016), NEAR]),
)


WORDS = st.sampled_from([*HAN, "信息", "政府信息"]).map(
    lambda word: Or((Word(Field.TEXT, word), Literal(Field.TEXT, canon(word))))
)
"""As a query has them: a word, or failing that its characters."""


def _several(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(children, min_size=1, max_size=4).map(tuple)
    return st.one_of(st.builds(And, some), st.builds(Or, some), st.builds(Not, children))


@pytest.fixture(params=[0, 1, 2, 16])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many reports are read rather than looked up: never, sometimes, always."""
    monkeypatch.setattr(report_sets, "_FEW", request.param)
    return int(request.param)


@pytest.fixture(params=[0, 200, 1 << 30])
def soon(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many places of a literal make its word worth a look: any, many, none."""
    monkeypatch.setattr(report_sets, "_SOON", request.param)
    return int(request.param)


@pytest.mark.usefixtures("few", "soon")
@given(st.recursive(LEAVES | WORDS, _several, max_leaves=12), st.lists(st.sampled_from(RUNS), max_size=2))
def test_the_short_way_finds_what_the_long_way_finds(index: Index, tree: Node, runs: list[str]) -> None:
    """Every tree, whatever was known before of its leaves."""
    executor = Executor(index.columns, LeafReader(index, 1 << 20))

    found = ReportSets(index, executor, 1 << 14).satisfying(tree, runs)

    assert found.tolist() == executor.mask(tree, Grain.REPORT).tolist()
