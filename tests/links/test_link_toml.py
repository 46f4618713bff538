"""Links as TOML: a file that people write, and that loses nothing."""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import InvalidRequest
from indexer.links import NamedLink, ShortLink, named_link, read_toml, write_toml
from indexer.query import hash_of_query

DAY = dt.date(2026, 1, 2)

EXAMPLE = """
[[link]]
name = "liaoning-requests"
query = "q=依申请公开&region=210000"
title = "辽宁省报告中的依申请公开"
min_reports = 2
"""


def typed(longest: int) -> st.SearchStrategy[str]:
    """What a person may type: no characters that cannot be seen."""
    letters = st.characters(exclude_categories=["C", "Z"], exclude_characters="\u200e\u200f")
    return st.text(st.one_of(letters, st.sampled_from(" \"'\\#[]=<>&{}")), max_size=longest)


QUERIES = st.builds(
    lambda q, more: f"q={quote(q, safe='')}{more}", typed(40), st.sampled_from(["", "&region=210000", "&year=2015"])
)
NAMED = st.builds(
    named_link,
    name=st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True),
    query=QUERIES,
    title=typed(20).map(lambda title: f"题{title}"),
    note=st.lists(typed(20), max_size=3).map("\n".join),
    author=typed(10),
    date=st.dates(),
    min_reports=st.integers(0, 10**6),
)
SHORT = QUERIES.map(lambda query: named_link(name="x", query=query, title="x", date=DAY).query).flatmap(
    lambda query: st.builds(
        ShortLink,
        name=st.integers(10, 52).map(lambda n: hash_of_query(query)[:n]),
        query=st.just(query),
        date=st.dates(),
    )
)


@given(st.lists(NAMED, max_size=4), st.lists(SHORT, max_size=4))
def test_round_trip(named: list[NamedLink], short: list[ShortLink]) -> None:
    """What was written is read back, field for field."""
    text = write_toml(named, short)

    assert (named, short) == read_toml(text, dt.date(1999, 1, 1))
    assert text == write_toml(*read_toml(text, DAY))


def test_the_example_of_the_specification() -> None:
    """It is read, its date is today's, and it is written with its Chinese to be read by people."""
    (link,), _ = read_toml(EXAMPLE, DAY)

    assert "q=%E4%BE%9D%E7%94%B3%E8%AF%B7%E5%85%AC%E5%BC%80&region=210000" == link.query
    assert (2, DAY) == (link.min_reports, link.date)
    assert 'query = "q=依申请公开&region=210000"' in write_toml([link], [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[link", "TOML"),
        ("[[links]]\nname='a'", "links"),
        ("[[link]]\nname='a'\nquery='q=x'", "title"),
        ("[[link]]\nname='a'\nquery='q=x'\ntitle='t'\nurl='u'", "url"),
        ("[[link]]\nname='a'\nquery='q=x'\ntitle=1", "title"),
        ("[[link]]\nname='a b'\nquery='q=x'\ntitle='t'", "a b"),
        ("[[link]]\nname='a'\nquery='region=火星'\ntitle='t'", "火星"),
        ("[[short]]\nname='aaaaaaaaaa'\nquery='q=x'", "aaaaaaaaaa"),
        (f"[[short]]\nname='{hash_of_query('q=x')[:5]}'\nquery='q=x'", hash_of_query("q=x")[:10]),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    """A file that breaks a rule is refused as a whole, and the message tells where."""
    with pytest.raises(InvalidRequest) as caught:
        read_toml(text, DAY)
    assert said in str(caught.value)


def test_a_short_link_of_an_older_form() -> None:
    """A name is kept when it is the hash of the query as it was canonical once, though today's form differs."""
    old = "region=210100&region=210000"
    _, (link,) = read_toml(f"[[short]]\nname='{hash_of_query(old)[:10]}'\nquery='{old}'", DAY)
    assert old == link.query


@given(st.lists(NAMED, max_size=3))
def test_it_is_toml(named: list[NamedLink]) -> None:
    """The standard library reads what we write; titles are in normal form."""
    entries = tomllib.loads(write_toml(named, [])).get("link", [])
    assert [link.title for link in named] == [entry["title"] for entry in entries]
    assert all(unicodedata.is_normalized("NFC", entry["title"]) for entry in entries)
