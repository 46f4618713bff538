"""Checking links against an index."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from indexer.build import build_index
from indexer.links import NamedLink, ShortLink, check_links, link_statuses, named_link
from indexer.query import hash_of_query
from indexer.search import LiveSearcher, open_searcher
from indexer.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 1, 2)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, seeds_dir: Path) -> LiveSearcher:
    """The seeds."""
    settings = Settings(index_dir=tmp_path_factory.mktemp("links") / "index")
    build_index([seeds_dir], settings)
    return open_searcher(settings)


def kept(query: str, **changes: object) -> NamedLink:
    """A link as an older program may have kept it: no rule is asked."""
    return NamedLink(**{"name": "a", "query": query, "title": "t", "date": DAY, **changes})  # type: ignore[arg-type]  # names are the class's


def short(query: str, name: str | None = None) -> ShortLink:
    """A short link."""
    return ShortLink(name=name or hash_of_query(query)[:10], query=query, date=DAY)


@pytest.mark.parametrize(
    ("link", "problems"),
    [
        (kept("q=公开", min_reports=5), []),
        (kept("q=公开", min_reports=6), ["finds 5 reports and must find 6"]),
        (kept("region=210000&q=公开"), []),
        (kept("region=999999"), ["has an unknown part"]),
        (kept("q=x&new-key=1"), ["has an unknown part"]),
        (kept("region=朝阳"), ["several places"]),
        (kept("q=" + "x" * 501), ["can no longer be read"]),
        (kept("q=%FF"), ["can no longer be read"]),
        (short("q=x"), []),
        (short("q=x", "aaaaaaaaaa"), ["not the hash"]),
    ],
)
def test_problems(searcher: LiveSearcher, link: NamedLink | ShortLink, problems: list[str]) -> None:
    """Exactly what is wrong is told, with the path of the link."""
    named, others = ([link], []) if isinstance(link, NamedLink) else ([], [link])
    found = list(check_links(named, others, searcher))

    assert len(problems) == len(found)
    for expected, problem in zip(problems, found, strict=True):
        assert expected in problem.text
        assert problem.path == (f"/v/{link.name}" if named else f"/l/{link.name}")


def test_statuses(searcher: LiveSearcher) -> None:
    """Live counts, what is new since a day, and a link that cannot be run any more."""
    good = named_link(name="a", query="q=依申请公开&region=辽宁省", title="t", date=DAY)
    today, tomorrow, broken = (
        *(next(link_statuses([good], searcher, DAY + dt.timedelta(days=n))) for n in (-9000, 90000)),
        next(link_statuses([kept("q=" + "x" * 501)], searcher, DAY)),
    )

    assert today.tally is not None
    assert tomorrow.tally is not None
    assert (2, 2) == (today.tally.total, today.tally.new)
    assert (2, 0) == (tomorrow.tally.total, tomorrow.tally.new)
    assert broken.tally is None
