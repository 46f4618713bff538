"""All results at once: the same as page by page, from one generation, and what is new in them."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from indexer.build import build_index
from indexer.model import CHINA_TIME, SearchRequest, Sort, YearRange
from indexer.search import open_searcher
from indexer.search.searcher import IndexInfo, IndexSearcher
from indexer.settings import Settings
from indexer.store import Arrival

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.analysis import Analysis
    from indexer.backends.memory import MemoryIndex
    from indexer.model import Report

REQUESTS = [
    SearchRequest(),
    SearchRequest(q="依申请公开"),
    SearchRequest(q="公开", sort=Sort.HITS),
    SearchRequest(q="公开", years=(YearRange(2015, 2018),), sort=Sort.YEAR_ASC),
    SearchRequest(q="公开", sections=("requests",)),
    SearchRequest(q="没有这样的话呀"),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
def test_every_is_all_pages(searcher: IndexSearcher, request_: SearchRequest) -> None:
    """A listing has the results of all pages, in order, word for word, whatever page is asked for."""
    page = searcher.search(request_)
    listing = searcher.all_results(replace(request_, size=10, page=3))

    assert page.results == tuple(listed.result for listed in listing.reports)
    assert (page.total_reports, page.total_occurrences) == (listing.total_reports, listing.total_occurrences)
    assert page.generation == listing.generation


def test_reports_are_made_when_asked_for(searcher: IndexSearcher) -> None:
    """A listing is lazy: memory does not grow with the number of results."""
    listing = searcher.all_results(SearchRequest())
    first = list(itertools.islice(listing.reports, 2))

    assert 2 == len(first)
    assert 3 == len(list(listing.reports))


@pytest.fixture
def timed(memory_index: MemoryIndex, analysis: Analysis, reports: list[Report]) -> IndexSearcher:
    """The seeds, come one a day from 1 May 2020 on, at noon in China; the first changed on 9 May."""
    noon = dt.datetime(2020, 5, 1, 12, tzinfo=CHINA_TIME).timestamp()
    days = [int(noon) + 86400 * day for day in range(5)]
    changed = [int(noon) + 86400 * 8, *days[1:]]
    arrivals = {
        report.id: Arrival(report.sha256, entered, change)
        for report, entered, change in zip(sorted(reports, key=lambda report: report.id), days, changed, strict=True)
    }
    info = IndexInfo("t", "2021-01-01T00:00:00+00:00", 0, 0, lambda: arrivals)
    return IndexSearcher(memory_index, analysis, info, 1 << 20)


def test_latest(timed: IndexSearcher) -> None:
    """The feed's order is that of changes, the last first."""
    listing = timed.latest(SearchRequest(q="公开"), 3)
    found = [(listed.result.id[:3], listed.entered.day, listed.changed.day) for listed in listing.reports]

    assert [("000", 1, 9), ("004", 5, 5), ("003", 4, 4)] == found
    assert 5 == listing.total_reports


@pytest.mark.parametrize(("day", "new"), [(1, 5), (2, 4), (5, 1), (6, 0)])
def test_tally(timed: IndexSearcher, day: int, new: int) -> None:
    """New are those whose id came on the day or later, as days go in China; changes do not make a report new."""
    tally = timed.tally(SearchRequest(q="公开"), dt.date(2020, 5, day))

    assert (5, new) == (tally.total, tally.new)
    assert tally.newest == dt.datetime(2020, 5, 5, 12, tzinfo=CHINA_TIME)


def test_catalogue(timed: IndexSearcher) -> None:
    """All ids in their order, in as many parts as one likes, each with the day of its last change."""
    parts = [timed.catalogue(first, 2) for first in (0, 2, 4, 6)]
    found = [(entry.id[:3], entry.changed.day) for part in parts for entry in part.entries]

    assert [("000", 9), ("001", 2), ("002", 3), ("003", 4), ("004", 5)] == found
    assert {5} == {part.total for part in parts}


def test_tally_of_nothing(timed: IndexSearcher) -> None:
    """A search that finds nothing has no newest report."""
    assert timed.tally(SearchRequest(q="没有这样的话呀"), dt.date(2020, 5, 1)).newest is None


def test_a_listing_stays_with_its_generation(tmp_path: Path, seeds_dir: Path) -> None:
    """A rebuild in the middle changes nothing of a listing that was begun, even when its folder is removed."""
    settings = Settings(index_dir=tmp_path / "index")
    build_index([seeds_dir], settings)
    searcher = open_searcher(settings)
    listing = searcher.all_results(SearchRequest(q="公开"))
    head = next(listing.reports)
    for _ in range(3):
        build_index([next(seeds_dir.glob("004_*.txt"))], settings)
        assert 1 == searcher.all_results(SearchRequest(q="公开")).total_reports

    assert 4 == len(list(listing.reports))
    assert "g000001" == listing.generation
    assert 1 == head.result.rank
