"""One core, three doors: page, API and command line give the same answer to the same request."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from indexer.build import build_index
from indexer.cli.main import program
from indexer.model import to_json
from indexer.query import canonical_path, request_from_pairs
from indexer.search import LiveSearcher, open_searcher
from indexer.settings import Settings
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

Pairs = list[tuple[str, str]]

REQUESTS: list[Pairs] = [
    [],
    [("q", "依申请公开")],
    [("q", "依申请公开"), ("region", "210000")],
    [("q", "依申请公开"), ("region", "辽宁省"), ("year", "2008..2015")],
    [("q", '"三公" -微信')],
    [("q", "門戶網站")],
    [("q", "微信 OR 微博"), ("section", "platform"), ("section", "主动公开")],
    [("q", "行政复议"), ("section", "remedies"), ("year", "2018")],
    [("q", "公开"), ("-region", "210000"), ("sort", "year-asc")],
    [("q", "公开"), ("sort", "hits"), ("size", "10")],
    [("q", "公开 复议"), ("scope", "section")],
    [("q", "公开 复议"), ("mode", "any")],
    [("q", "公開"), ("mode", "exact")],
    [("docnum", "淮政办秘[2018]108号")],
    [("q", "没有这样的话呀"), ("year", "2015")],
    [("year", "unknown"), ("region", "unknown")],
    [("q", "(申请 答复)~20")],
    [("q", "title:工作报告 year:2015..2018")],
]
OPTIONS = {"-region": "--not-region"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, seeds_dir: Path) -> Settings:
    """An index of the seeds."""
    settings = Settings(index_dir=tmp_path_factory.mktemp("doors") / "index")
    build_index([seeds_dir], settings)
    return settings


@pytest.fixture(scope="module")
def searcher(settings: Settings) -> LiveSearcher:
    """The core."""
    return open_searcher(settings)


@pytest.fixture(scope="module")
def client(searcher: LiveSearcher) -> FlaskClient:
    """The pages."""
    return create_app(searcher).test_client()


class _Page(HTMLParser):
    """Collects the status line, the links to reports in result headings, and the counts beside facet values."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.status = ""
        self.reports: list[str] = []
        self._in_status = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the status line begins and which reports headings link to."""
        values = dict(attrs)
        self._in_status = self._in_status or values.get("role") == "status"
        path = urlsplit(values.get("href") or "").path
        if tag == "a" and path.startswith("/doc/") and path[5:] not in self.reports:
            self.reports.append(path[5:])

    def handle_endtag(self, tag: str) -> None:
        """Note where the status line ends."""
        self._in_status = self._in_status and tag not in {"p", "div"}

    def handle_data(self, data: str) -> None:
        """Collect the status line."""
        if self._in_status:
            self.status += data


def _without_time(answer: bytes | str) -> dict[str, object]:
    return {**json.loads(answer), "took_ms": 0}


def _words(pairs: Pairs) -> list[str]:
    words = ["search", "--json"]
    for key, value in pairs:
        words += [value] if key == "q" else [OPTIONS.get(key, f"--{key}"), value]
    return words


@pytest.mark.parametrize("pairs", REQUESTS, ids=str)
def test_three_doors(settings: Settings, searcher: LiveSearcher, client: FlaskClient, pairs: Pairs) -> None:
    """API and command line print the core's answer to the byte; the page shows its totals and its reports in order."""
    parsed = request_from_pairs(pairs)
    core = _without_time(to_json(searcher.search(parsed.request, parsed.notices)))
    api = client.get("/api/v1/search", query_string=pairs)
    line = CliRunner().invoke(program, ["--index-dir", str(settings.index_dir), *_words(pairs)])
    page = _Page(client.get(canonical_path(parsed.request)).get_data(as_text=True))

    assert core == _without_time(api.data)
    assert core == _without_time(line.stdout_bytes)
    assert [result["id"] for result in core["results"]] == page.reports  # type: ignore[attr-defined, index]  # parsed JSON
    if core["total_reports"]:
        numbers = [int(number.replace(",", "")) for number in re.findall(r"[0-9][0-9,]*(?= ?[份处])", page.status)]
        assert core["total_reports"] == numbers[0]


def test_saved_link(settings: Settings, searcher: LiveSearcher) -> None:
    """A link of the page run in the terminal gives the core's answer."""
    url = "/search?q=%E4%BE%9D%E7%94%B3%E8%AF%B7%E5%85%AC%E5%BC%80&region=210000"
    parsed = request_from_pairs([("q", "依申请公开"), ("region", "210000")])
    words = ["--index-dir", str(settings.index_dir), "search", "--json", "--from-url", f"http://127.0.0.1:8000{url}"]

    assert url == canonical_path(parsed.request)
    assert _without_time(to_json(searcher.search(parsed.request))) == _without_time(
        CliRunner().invoke(program, words).stdout_bytes
    )
