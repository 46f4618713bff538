"""Passages and marks: always the report's own characters, never a cut number."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from indexer.model import SearchRequest
from indexer.query import phrase_text
from indexer.search.results.windows import FRAGMENTS, WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.analysis import Analysis
    from indexer.model import Report, SearchResponse
    from indexer.search.searcher import IndexSearcher

MANY = 150
CUT_NUMBER = re.compile(r"[0-9][0-9%\u4e00-\u9fff]")
QUERIES = [
    "公开",
    "依申请公开 行政复议",
    '"三公"',
    "门户网站",
    "的",
    "2018年",
    "1232条",
    "政府信息公开条例",
    "民政",
    "微信 OR 微博",
    "100%",
    "",
]


@pytest.fixture(params=QUERIES)
def response(request: pytest.FixtureRequest, searcher: IndexSearcher) -> SearchResponse:
    """The answer to each query in turn."""
    return searcher.search(SearchRequest(q=request.param))


def test_passages_are_cut_out_of_the_text(response: SearchResponse, reports: list[Report]) -> None:
    """A passage and its marks slice back to the original text; passages do not overlap and are few and short."""
    texts = {report.id: report.text for report in reports}
    for result in response.results:
        assert 1 <= len(result.passages) <= FRAGMENTS
        reached = 0
        for passage in result.passages:
            end = passage.start + len(passage.text)
            assert texts[result.id][passage.start : end] == passage.text
            assert passage.start >= reached
            assert len(passage.text) <= WIDTH + 2 * 40
            assert all(passage.start <= first < last <= end for first, last in passage.marks)
            reached = end


def test_no_number_is_cut(response: SearchResponse, reports: list[Report]) -> None:
    """No passage begins or ends inside a number, or between a number and the character after it."""
    texts = {report.id: report.text for report in reports}
    for result in response.results:
        for passage in result.passages:
            for cut in (passage.start, passage.start + len(passage.text)):
                around = texts[result.id][max(cut - 1, 0) : cut + 1]
                assert not CUT_NUMBER.fullmatch(around), (around, passage.text)


def test_passages_of_many_short_strings(searcher: IndexSearcher, reports: list[Report]) -> None:
    """However close hits are: passages share no text, cut no hit and no number, and mark every hit that they show."""
    rng = random.Random(97)
    texts = {report.id: report.text for report in reports}
    for _ in range(MANY):
        starts = [(text, rng.randrange(len(text) - 8)) for text in rng.choices([*texts.values()], k=rng.randint(2, 6))]
        strings = [text[start : start + rng.randint(1, 8)] for text, start in starts]
        request = SearchRequest(q=" OR ".join(map(phrase_text, strings)))
        for result in searcher.search(request).results:
            hits = [(hit.start, hit.end) for hit in searcher.report(result.id, request).hits]
            reached = 0
            for passage in result.passages:
                start, end = passage.start, passage.start + len(passage.text)
                assert reached <= start
                assert [*passage.marks] == [hit for hit in hits if hit[0] < end and start < hit[1]]
                for cut in (start, end):
                    assert not CUT_NUMBER.fullmatch(texts[result.id][max(cut - 1, 0) : cut + 1]), (request.q, passage)
                reached = end


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_no_unit_is_cut_off(make: Callable[..., IndexSearcher], blank: str) -> None:
    """Wherever a passage has to end inside a sentence, a number stays with its unit, also where a blank is between."""
    counted = "".join(f"第{number}类申请{blank}{10 ** (number % 7)}{blank}件，" for number in range(1, 200))
    text = f"某市2015年政府信息公开工作年度报告\n一、概述\n{counted}公开。\n"
    searcher = make(a=text)
    for number in range(1, 200):
        (result,) = searcher.search(SearchRequest(q=f'"第{number}类申请"')).results
        for passage in result.passages:
            end = passage.start + len(passage.text)
            for before, behind in ((text[: passage.start], passage.text), (passage.text, text[end:])):
                assert not (before.rstrip()[-1:].isdigit() and behind.lstrip()[:1] == "件"), passage.text


WRAPPED = """某市教育局2021年政府信息公开工作年度报告

一、总体情况
{indent}2021年，某市教育局认真贯彻落实党中央、国务院关于政务公开工
{indent}作的决策部署，坚持以公开为常态、不公开为例外，把群众关心的招生入
{indent}学、教育收费等信息作为重点，及时向社会公布。年内未收到申请。
"""


@pytest.mark.parametrize("indent", ["", "    "])
@pytest.mark.parametrize("query", ["", "招生入学"])
def test_a_wrapped_line_ends_no_sentence(make: Callable[..., IndexSearcher], indent: str, query: str) -> None:
    """A passage begins with its sentence although the page broke it into lines."""
    (result,) = make(a=WRAPPED.format(indent=indent)).search(SearchRequest(q=query)).results

    assert [True] == [passage.text.startswith("2021年，某市教育局") for passage in result.passages]
    assert [True] == [passage.text.rstrip().endswith("。") for passage in result.passages]


def test_every_result_of_a_query_shows_why(searcher: IndexSearcher, analysis: Analysis) -> None:
    """Each result of a phrase has a marked passage, and each mark folds to the phrase."""
    for phrase in ("公开", "依申请公开", "行政复议、行政诉讼", "100%"):
        needle = analysis.forms(phrase)[0].needle
        for result in searcher.search(SearchRequest(q=f'"{phrase}"')).results:
            marks = [
                passage.text[start - passage.start : end - passage.start]
                for passage in result.passages
                for start, end in passage.marks
            ]
            assert marks
            assert {needle} == {analysis.forms(mark)[0].needle for mark in marks}


def test_hit_numbers_lead_to_the_passage(searcher: IndexSearcher) -> None:
    """The first hit of a passage has the number that the passage's link names."""
    response = searcher.search(SearchRequest(q="公开 复议"))
    for result in response.results:
        hits = searcher.report(result.id, SearchRequest(q="公开 复议")).hits
        for passage in result.passages:
            assert passage.url.endswith(f"#hit-{passage.first_hit}")
            assert passage.marks[0] == (hits[passage.first_hit - 1].start, hits[passage.first_hit - 1].end)
