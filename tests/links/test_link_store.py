"""The file of saved links: what it keeps, what it refuses, and that nothing given out is lost."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest

from indexer.errors import InvalidRequest, LinkExists, LinksClosed, LinkStoreError, UnknownLink
from indexer.links import LinkStore, NamedLink, named_link
from indexer.links.link import target_of
from indexer.model import SearchRequest
from indexer.query import canonical_path, hash_of_query, request_from_pairs, saved_query

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 1, 2)


def store_at(path: Path, most: int = 100) -> LinkStore:
    """A store that takes few links."""
    return LinkStore(path, most_short=most, most_named=most)


@pytest.fixture
def store(tmp_path: Path) -> LinkStore:
    """An empty store."""
    return store_at(tmp_path / "links.sqlite3")


def link(name: str = "liaoning", query: str = "q=公开", **changes: object) -> NamedLink:
    """A named link."""
    return named_link(**{"name": name, "query": query, "title": "题名", "date": DAY, **changes})  # type: ignore[arg-type]  # names are the function's


# Given out, and therefore fixed.
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=依申请公开&region=210000", "7c4wyrpos5"),
        ("q=行政复议&year=2018&section=remedies", "2akxrloohv"),
        ("region=210000&region=230000&year=2015..2018", "rhcnzutflp"),
        ("q=%22三公%22%20-微信&sort=year-asc", "v4uyyaatgr"),
    ],
)
def test_short_links_of_the_specification(store: LinkStore, query: str, name: str) -> None:
    """A search gets the short link that it has everywhere, on whatever page it is asked for, and leads back."""
    request = request_from_pairs(parse_qsl(f"{query}&page=3&size=50")).request

    assert name == store.shorten(request, DAY).name
    assert canonical_path(request_from_pairs(parse_qsl(query)).request) == target_of(store.short(name))


def test_shortening_twice(store: LinkStore) -> None:
    """The second time gives the first link with its date."""
    first = store.shorten(SearchRequest(q="公开"), DAY)

    assert first == store.shorten(SearchRequest(q="公开", page=2), dt.date(2030, 1, 1))
    assert [first] == store.all_short()
    assert first == store.short_of("q=%E5%85%AC%E5%BC%80")
    assert store.short_of("q=x") is None


def test_a_clash_makes_the_name_longer(store: LinkStore, tmp_path: Path) -> None:
    """Where another search has the name, one character more tells them apart; both stay."""
    store.shorten(SearchRequest(q="a"), DAY)
    digest = hash_of_query("q=b")
    with closing(sqlite3.connect(tmp_path / "links.sqlite3", isolation_level=None)) as connection:
        for length in (10, 11):
            connection.execute("INSERT INTO short VALUES (?, ?, '2020-01-01')", (digest[:length], f"q=other{length}"))

    assert digest[:12] == store.shorten(SearchRequest(q="b"), DAY).name
    assert "q=other10" == store.short(digest[:10]).query


@pytest.mark.parametrize("statement", ["DELETE FROM short", "UPDATE short SET query = 'q=other'"])
def test_short_links_are_for_ever(store: LinkStore, tmp_path: Path, statement: str) -> None:
    """The file itself refuses to forget a short link or to point it elsewhere."""
    store.shorten(SearchRequest(q="a"), DAY)
    with closing(sqlite3.connect(tmp_path / "links.sqlite3")) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)

    assert 1 == len(store.all_short())


def test_named_links(store: LinkStore) -> None:
    """Saving keeps every field; another link of the name is refused unless it is to replace the first."""
    first = link(note="第一行\n第二行", author="某某", min_reports=2)
    store.save(first)
    store.save(first)
    with pytest.raises(LinkExists, match="--replace"):
        store.save(link(title="另一个"))
    assert first == store.named("liaoning")

    store.save(link(title="另一个"), overwrite=True)
    store.save(link("a"))
    assert ["a", "liaoning"] == [kept.name for kept in store.all_named()]
    store.remove("a")
    with pytest.raises(UnknownLink):
        store.named("a")
    with pytest.raises(UnknownLink):
        store.remove("a")


def test_no_file_yet(store: LinkStore, tmp_path: Path) -> None:
    """Reading makes no file."""
    assert ([], []) == (store.all_named(), store.all_short())
    with pytest.raises(UnknownLink):
        store.short("7c4wyrpos5")
    assert [] == list(tmp_path.iterdir())


def test_only_so_many(tmp_path: Path) -> None:
    """A full file takes no more and says so; what it has can still be asked for again."""
    store = store_at(tmp_path / "links", 2)
    for q in "ab":
        store.shorten(SearchRequest(q=q), DAY)
        store.save(link(q))
    with pytest.raises(LinksClosed):
        store.shorten(SearchRequest(q="c"), DAY)
    with pytest.raises(LinksClosed):
        store.save(link("c"))

    store.shorten(SearchRequest(q="a"), DAY)
    store.save(link("a", title="neu"), overwrite=True)
    assert 2 == len(store.all_short()) == len(store.all_named())


def test_all_or_nothing(store: LinkStore) -> None:
    """Of many links none is kept when one is refused."""
    store.save(link("b"))
    with pytest.raises(LinkExists):
        store.add([link("a"), link("b", title="另一个")], [])

    assert ["b"] == [kept.name for kept in store.all_named()]


@pytest.mark.parametrize("content", [b"not a database" * 100, None])
def test_a_file_of_something_else(tmp_path: Path, content: bytes | None) -> None:
    """Another file is refused, with what to do, and stays byte for byte."""
    path = tmp_path / "links"
    if content is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE other (x)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    for use in (store_at(path).all_named, lambda: store_at(path).save(link())):
        with pytest.raises(LinkStoreError, match="--links-file"):
            use()
    assert before == path.read_bytes()


def test_a_row_that_is_no_link(store: LinkStore, tmp_path: Path) -> None:
    """What somebody else wrote into the file is an error that names the file, not a link."""
    store.save(link())
    with closing(sqlite3.connect(tmp_path / "links.sqlite3", isolation_level=None)) as connection:
        connection.execute("UPDATE named SET date = 'yesterday'")
    for read in (store.all_named, lambda: store.named("liaoning")):
        with pytest.raises(LinkStoreError, match="--links-file"):
            read()


def test_a_file_that_is_just_made(tmp_path: Path) -> None:
    """An empty file has no links, and takes them."""
    path = tmp_path / "links"
    path.touch()
    assert [] == store_at(path).all_named()
    store_at(path).save(link())
    assert 1 == len(store_at(path).all_named())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "A"}, "link_name_invalid"),
        ({"name": "../x"}, "link_name_invalid"),
        ({"name": ""}, "link_name_invalid"),
        ({"name": "a" * 65}, "link_name_invalid"),
        ({"title": " \n "}, "link_title_missing"),
        ({"title": "题" * 201}, "link_too_long"),
        ({"title": "a\u202eb"}, "link_character_invalid"),
        ({"note": "a\x1b[31m"}, "link_character_invalid"),
        ({"author": "x" * 101}, "link_too_long"),
        ({"min_reports": -1}, "link_min_reports_invalid"),
        ({"query": "q=a&x=1"}, "unknown_key"),
        ({"query": "region=火星"}, "unknown_value"),
        ({"query": "region=朝阳"}, "ambiguous_region"),
        ({"query": "q=%FF"}, "bad_encoding"),
        ({"query": "q=" + "x" * 501}, "query_too_long"),
    ],
)
def test_what_is_refused(changes: dict[str, object], code: str) -> None:
    """A link that could not be shown, or would not show what its maker saw, is refused under a stable code."""
    with pytest.raises(InvalidRequest) as caught:
        link(**changes)
    assert code == caught.value.code


WRITER = """
import datetime, sys
from pathlib import Path
from indexer.links import LinkStore
from indexer.model import SearchRequest
store = LinkStore(Path(sys.argv[1]), most_short=10000, most_named=1)
for number in range(10000):
    print(store.shorten(SearchRequest(q=f"q{number}"), datetime.date(2026, 1, 1)).name, flush=True)
"""


def test_what_was_given_out_survives_a_kill(tmp_path: Path) -> None:
    """Every link that a killed process told is in the file."""
    path = tmp_path / "links"
    with subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(20)]
        os.kill(process.pid, signal.SIGKILL)
        told += process.stdout.read().split()

    assert set(told) - {""} <= {kept.name for kept in store_at(path).all_short()}


def test_many_threads(store: LinkStore) -> None:
    """Threads that save at the same time each get the same link for the same search."""
    names: list[str] = []

    def save() -> None:
        names.extend(store.shorten(SearchRequest(q=f"q{number}"), DAY).name for number in range(10))

    threads = [threading.Thread(target=save) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 40 == len(names)
    assert sorted(set(names)) == [kept.name for kept in store.all_short()]
    assert 10 == len(set(names))


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file on a medium that cannot be written is read all the same."""
    folder = tmp_path / "medium"
    folder.mkdir()
    store = store_at(folder / "links")
    store.save(link())
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or path != folder)
    folder.chmod(0o555)
    try:
        assert ["liaoning"] == [kept.name for kept in store.all_named()]
        assert ["links"] == [path.name for path in folder.iterdir()]
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "query", ["q=公开", "q=%E5%85%AC%E5%BC%80&page=2", "region=沈阳市&q=公开", "year_from=2015&year_to=2016"]
)
def test_queries_are_kept_in_canonical_form(query: str) -> None:
    """Whatever spelling was saved, the link has the canonical one."""
    kept = link(query=query).query
    assert kept == saved_query(request_from_pairs(parse_qsl(query)).request)
    assert f"/search?{kept}" == target_of(link(query=query))


def test_file_that_cannot_be_looked_at(tmp_path: Path) -> None:
    """A path that the system refuses is an error of the file, not an empty list."""
    with pytest.raises(LinkStoreError, match="name too long"):
        store_at(tmp_path / ("长" * 100)).all_short()
