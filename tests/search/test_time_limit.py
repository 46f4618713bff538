"""A search that takes too long stops, and says so; time is told by a clock that the test turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from indexing import INFO

from indexer.backends.time_limit import check_time, time_limit
from indexer.errors import SearchTimeout
from indexer.model import Mode, SearchRequest
from indexer.search.searcher import IndexSearcher

if TYPE_CHECKING:
    from indexer.analysis import Analysis
    from indexer.backends.whoosh import WhooshIndex


class Clock:
    """Stands still up to a question for the time, which is then up.

    Attributes:
        question: The number of the last question, from 0; that which sets a limit does not count.
    """

    def __init__(self, stop: float) -> None:
        self._stop = stop
        self.question = -2

    def __call__(self) -> float:
        """Seconds."""
        self.question += 1
        return 10.0 if self.question >= self._stop else 0.0


def test_stops_when_time_is_up() -> None:
    """Up to the limit nothing happens, after it the error names the limit; outside of it there is none."""
    now = [0.0]
    with time_limit(2, lambda: now[0]):
        check_time()
        now[0] = 2.0
        check_time()
        now[0] = 2.1
        with pytest.raises(SearchTimeout, match="2 s") as raised:
            check_time()
    assert 2 == raised.value.seconds
    check_time()


def test_the_inner_limit_ends() -> None:
    """A limit inside another one gives way to it again."""
    with time_limit(1, lambda: 0.0):
        with pytest.raises(SearchTimeout), time_limit(1, iter((0, 3)).__next__):
            check_time()
        check_time()


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest(q="公开"),
        SearchRequest(q="依申请公开 -微信 OR 2018年"),
        SearchRequest(q="(公开 申请)~20"),
        SearchRequest(q="公开", mode=Mode.EXACT),
        SearchRequest(q="民政 人民政府"),
        SearchRequest(docnums=("淮政办秘〔2018〕108号",)),
    ],
    ids=lambda request: request.q or "docnum",
)
def test_every_kind_of_query_asks_for_the_time(
    whoosh_index: WhooshIndex, analysis: Analysis, request_: SearchRequest
) -> None:
    """Whenever time is up during a search, it stops: the clock is turned on at the first question, the second, ..."""

    def questions(stop: float) -> int:
        """Search until the clock was asked `stop` times; gives how often it was."""
        clock = Clock(stop)
        with time_limit(1, clock):
            IndexSearcher(whoosh_index, analysis, INFO, 1 << 20).search(request_)
        return clock.question

    total = questions(float("inf"))
    assert total >= 3
    for stop in range(1, total, max(total // 20, 1)):
        with pytest.raises(SearchTimeout):
            questions(stop)


@pytest.mark.parametrize("query", ["信息 火星", "信息公开平太"])
def test_what_is_offered_beside_an_answer_stops_quietly(
    whoosh_index: WhooshIndex, analysis: Analysis, query: str
) -> None:
    """That nothing was found is answered even where time is up while other searches are looked for to be offered."""
    searcher = IndexSearcher(whoosh_index, analysis, INFO, 1 << 20)
    searcher.search(SearchRequest(q=query))  # so that nothing but the offers asks for the time from here on

    def offers(stop: float) -> tuple[int, int]:
        """How many there are when time is up at the given question, and how many questions there were."""
        clock = Clock(stop)
        with time_limit(1, clock):
            answer = searcher.search(SearchRequest(q=query))
        assert not answer.total_reports
        return len(answer.relaxations) + len(answer.corrections), clock.question

    everything, total = offers(float("inf"))
    some = [offers(stop)[0] for stop in range(1, total)]
    assert everything
    assert some[0] < everything
    assert some == sorted(some)
