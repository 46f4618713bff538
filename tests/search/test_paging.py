"""Paging: pages and cursors walk through every result once, and never beyond."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import InvalidRequest, PageOutOfRange
from indexer.model import PAGE_SIZES, SearchRequest
from indexer.query import request_from_pairs
from indexer.search.paging import page_of


@given(st.integers(0, 300), st.sampled_from(PAGE_SIZES))
def test_cursors_walk_through_everything(total: int, size: int) -> None:
    """Following the cursors gives the same as the numbers of pages, and ends."""
    request = SearchRequest(size=size)
    walked = [page_of(request, total, "g000001")]
    while (cursor := walked[-1].next_cursor) is not None:
        walked.append(page_of(SearchRequest(size=size, cursor=cursor), total, "g000001"))
    pages = [page_of(request.on_page(number), total, "g000001") for number in range(1, walked[0].pages + 1)]

    assert pages == walked
    assert [number * size for number in range(len(walked))] == [page.first for page in walked]


def test_page_after_the_last() -> None:
    """A page after the last one is an error that names the last one."""
    with pytest.raises(PageOutOfRange) as caught:
        page_of(SearchRequest(page=4), 60, "g000001")

    assert (4, 3) == (caught.value.page, caught.value.pages)


def test_cursor_of_another_generation() -> None:
    """A cursor goes on in a new generation, and says that the order may have changed."""
    page = page_of(SearchRequest(cursor="g000001-20"), 100, "g000002")

    assert 20 == page.first
    assert ["generation_changed"] == [notice.code for notice in page.notices]


@pytest.mark.parametrize("cursor", ["x", "20", "g1-20", "g000001-", "g000001--1", "g000001-9999999999"])
def test_foreign_cursor(cursor: str) -> None:
    """A string that is no cursor is refused, in the parameters and below."""
    with pytest.raises(InvalidRequest, match="游标"):
        request_from_pairs([("cursor", cursor)])
    with pytest.raises(InvalidRequest, match="游标"):
        page_of(SearchRequest(cursor=cursor), 100, "g000001")
