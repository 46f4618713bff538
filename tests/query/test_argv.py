"""The command line of a request leads back to the request."""

from __future__ import annotations

import shlex
from collections import defaultdict

import pytest
from hypothesis import given
from requests_made import REQUESTS

from indexer.model import SearchRequest, Sort, YearRange
from indexer.query import canonical, command_line, pairs_from_options, request_from_pairs

KEYS = {"--not-region": "-region"}


def read_back(line: str) -> SearchRequest:
    """Read a command line as a shell and then an option parser would."""
    words = shlex.split(line)
    assert ["nianbao", "search"] == words[:2]
    options: dict[str, list[str]] = defaultdict(list)
    query = ""
    rest = iter(words[2:])
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--":
            query = next(rest)
        elif word.startswith("--"):
            options[KEYS.get(name, name[2:])].append(value if equals else next(rest))
        else:
            query = word
    return request_from_pairs(pairs_from_options(query, options)).request


@given(REQUESTS)
def test_there_and_back(request: SearchRequest) -> None:
    """A request printed as a command and read again is the same request, whatever characters it has."""
    assert canonical(request) == read_back(command_line(request))


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (SearchRequest(), "nianbao search"),
        (
            SearchRequest(q="依申请公开", regions=("210000",), years=(YearRange(2008, 2015),), sections=("requests",)),
            "nianbao search --region 210000 --year 2008..2015 --section requests '依申请公开'",
        ),
        (SearchRequest(q='"三公" -微信', sort=Sort.YEAR_ASC), "nianbao search --sort year-asc '\"三公\" -微信'"),
        (SearchRequest(q="-微信"), "nianbao search -- '-微信'"),
        (SearchRequest(q="a'b; rm -rf $HOME"), "nianbao search 'a'\"'\"'b; rm -rf $HOME'"),
        (SearchRequest(not_regions=("-x",)), "nianbao search --not-region=-x"),
        (SearchRequest(page=2, size=50), "nianbao search --page 2 --size 50"),
    ],
)
def test_line(request_: SearchRequest, expected: str) -> None:
    """Options by their names, quoted for a shell, nothing that is default."""
    assert expected == command_line(request_)


def test_options_make_the_parameters_of_a_url() -> None:
    """Options are handed on under the keys of URLs; those not given are left out."""
    pairs = pairs_from_options("甲", {"-region": ["安徽省"], "region": ["辽宁省", "210100"], "page": ["2"], "year": []})

    assert [("q", "甲"), ("region", "辽宁省"), ("region", "210100"), ("-region", "安徽省"), ("page", "2")] == list(
        pairs
    )
