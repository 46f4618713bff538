"""The shape of a report page in its URL."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from indexer.model import SearchRequest
from indexer.query import WHOLE, ReportShape, facet_path, report_path, shape_from_pairs

SHAPES = [
    (WHOLE, "/doc/a%2Fb?q=x"),
    (ReportShape(simplified=True), "/doc/a%2Fb?q=x&view=hans"),
    (ReportShape(hits_only=True), "/doc/a%2Fb?q=x&view=hits"),
    (ReportShape(simplified=True, hits_only=True), "/doc/a%2Fb?q=x&view=hans&view=hits"),
    (ReportShape(section="requests"), "/doc/a%2Fb/s/requests?q=x"),
]


@pytest.mark.parametrize(("shape", "url"), SHAPES)
def test_there_and_back(shape: ReportShape, url: str) -> None:
    """A shape has one URL, and its URL gives the shape again and leaves the search to be read."""
    assert url == report_path(SearchRequest(q="x", page=3, size=50), "a/b", shape=shape)
    read, rest = shape_from_pairs(parse_qsl(urlsplit(url).query), shape.section)
    assert (shape, [("q", "x")]) == (read, rest)


def test_unknown_view_stays() -> None:
    """A view that nobody knows is no part of the shape and is not lost."""
    assert (WHOLE, [("view", "x"), ("q", "y")]) == shape_from_pairs([("view", "x"), ("q", "y")])


def test_facet_path_forgets_the_page() -> None:
    """The list of all values of a facet belongs to the search, whichever page of it one comes from."""
    assert facet_path(SearchRequest(q="x", page=3), "region") == "/facet/region?q=x"
    assert facet_path(SearchRequest(), "year") == "/facet/year"
