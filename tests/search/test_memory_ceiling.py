"""However much is asked, an open index remembers no more than it may."""

from __future__ import annotations

import gc
import tracemalloc
from itertools import islice
from typing import TYPE_CHECKING

from indexing import INFO

from indexer.analysis import homophones
from indexer.backends.cache import ByteCache
from indexer.model import SearchRequest
from indexer.search.searcher import IndexSearcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.analysis import Analysis
    from indexer.backends.whoosh import WhooshIndex
    from indexer.model import Report

CACHE_BYTES = 300_000
SLACK = 400_000  # bytes: reports and answers of the search under way, keys, objects of the interpreter
WARM, ASKED = 150, 150


def queries(reports: list[Report]) -> Iterator[str]:
    """Different phrases of the seeds, from end to end."""
    for report in reports:
        for start in range(0, len(report.text) - 6, 7):
            yield report.text[start : start + 6].replace('"', "")


def test_memory_of_many_searches(whoosh_index: WhooshIndex, analysis: Analysis, reports: list[Report]) -> None:
    """A hundred and fifty searches more take no more memory than the caches may have."""
    before = {id(cache) for cache in _caches()}
    searcher = IndexSearcher(whoosh_index, analysis, INFO, CACHE_BYTES)
    for report in reports:
        analysis.forms(report.text)  # reads the entries of the dictionary that are needed
        for character in report.text:
            homophones(character)  # the same of the table of sounds, which a process has once
    asked = iter(queries(reports))
    for query in islice(asked, WARM):
        searcher.search(SearchRequest(q=f'"{query}"'))
    tracemalloc.start()
    try:
        for query in islice(asked, ASKED):
            searcher.search(SearchRequest(q=f'"{query}"'))
        gc.collect()
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    made = [cache for cache in _caches() if id(cache) not in before]

    assert made
    assert sum(cache._held for cache in made) <= CACHE_BYTES
    assert grown < CACHE_BYTES + SLACK


def _caches() -> list[ByteCache[object]]:
    return [found for found in gc.get_objects() if isinstance(found, ByteCache)]
