"""Links last (L1-L4): each leads somewhere, old ones where they led, all doors agree, a search has one form."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, deque
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urldefrag, urlsplit

import pytest
from click.testing import CliRunner

import indexer.cli.search
from indexer.build import build_index
from indexer.cli.main import program
from indexer.model import PAGE_SIZES, SECTION_SLUGS, Mode, SearchScope, Sort
from indexer.query import canonical_path, request_from_pairs
from indexer.search import open_searcher
from indexer.settings import Settings, WebSettings
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

START = [
    "/",
    "/help",
    "/links",
    f"/search?q={quote('依申请公开')}",
    f"/search?q={quote('三公')}&region=210000",
    "/robots.txt",
]
DEPTH = 3
MOST_OF_A_KIND = 2  # combinations of filters are without number


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, seeds_dir: Path) -> Settings:
    """An index of the seeds, without a limit on how much is asked."""
    folder = tmp_path_factory.mktemp("links_last")
    settings = Settings(index_dir=folder / "index", web=WebSettings(rate_limit=0))
    build_index([seeds_dir], settings)
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    """The pages."""
    client = create_app(open_searcher(settings), settings).test_client()
    query = f"q={quote('依申请公开')}&region=210000"
    form = {"name": "liaoning", "title": "辽宁", "query": query}
    assert client.post("/links", data=form, headers={"Origin": "http://localhost"}).status_code == 303
    assert client.post("/links/short", data=form, headers={"Origin": "http://localhost"}).status_code == 303
    return client


class _Page(HTMLParser):
    """Links, ids, robots and canonical address of a page; ids of results, status line, counts of facets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.robots = self.canonical = self.status = ""
        self.reports: list[str] = []
        self.counts: dict[tuple[str, str], int] = {}
        self._in_status = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says."""
        values = {name: value or "" for name, value in attrs}
        self._in_status = self._in_status or values.get("role") == "status"
        self.ids.add(values.get("id", ""))
        if tag == "a":
            self.links.append((values["href"], values.get("rel", "")))
            path = urlsplit(values["href"]).path
            if re.fullmatch(r"/doc/[^/]+", path) and path[5:] not in self.reports:
                self.reports.append(path[5:])
        if tag == "meta" and values.get("name") == "robots":
            self.robots = values["content"]
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"]
        if tag == "input" and values.get("type") == "checkbox":
            label = re.search(r"([0-9][0-9,]*) 份", values.get("aria-label", ""))
            if label:
                self.counts[values["name"], values["value"]] = int(label[1].replace(",", ""))

    def handle_endtag(self, tag: str) -> None:
        """Note where the status line ends."""
        self._in_status = self._in_status and tag != "p"

    def handle_data(self, data: str) -> None:
        """Collect the status line."""
        if self._in_status:
            self.status += data


def kind(path: str) -> str:
    """Links of one kind lead to pages of one kind: the path without what varies, and the keys."""
    parts = urlsplit(path)
    keys = sorted({key for key, _ in parse_qsl(parts.query)})
    return re.sub(r"(/(?:doc|l|v|s)/)[^/]+", r"\1", parts.path) + "?" + ",".join(keys)


def test_crawl(client: FlaskClient) -> None:
    """L1: every link to depth 3 leads somewhere, fragments too; searches say noindex, links to them nofollow."""
    queue = deque((start, 0) for start in START)
    seen: set[str] = set(START)
    kinds: Counter[str] = Counter()
    pages: dict[str, _Page] = {}
    broken: list[str] = []
    while queue:
        path, depth = queue.popleft()
        response = client.get(path)
        if response.status_code in {301, 302}:
            queue.append((response.headers["Location"], depth))
        elif response.status_code != 200:
            broken.append(f"{response.status_code} {path}")
        elif response.mimetype == "text/html":
            page = pages[path] = _Page(response.text)
            for link in dict.fromkeys(urldefrag(link)[0] for link, _ in page.links):
                if link and depth < DEPTH and link not in seen and kinds[kind(link)] < MOST_OF_A_KIND:
                    seen.add(link)
                    kinds[kind(link)] += 1
                    queue.append((link, depth + 1))
    for path, page in pages.items():
        broken += faults_of(path, page, pages)
    assert len(pages) > 25
    assert broken == []


def faults_of(path: str, page: _Page, pages: dict[str, _Page]) -> Iterator[str]:
    """What is wrong with the links of one page, and with what it tells search engines."""
    is_search = path.startswith(("/search", "/facet", "/links"))
    if is_search and page.robots != "noindex":
        yield f"{path} may be listed"
    if not page.canonical.startswith("/"):
        yield f"{path} has no canonical address"
    if is_search and pages.get(page.canonical, page).canonical != page.canonical:
        yield f"{path} is canonical as {page.canonical}, which is not"
    for link, rel in page.links:
        target, fragment = urldefrag(link)
        if is_search and link.startswith("/search") and "nofollow" not in rel:
            yield f"{path} lets crawlers follow {link}"
        there = pages.get(target) if target else page
        if fragment and there is not None and fragment not in there.ids:
            yield f"{path} leads to {link}, where nothing has that id"


def permalinks(checkout: Path) -> Iterator[tuple[str, str, list[str]]]:
    """The links that were given out."""
    for line in (checkout / "tests" / "permalinks.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            link, target, ids = (part.strip() for part in line.split("|"))
            yield link, link if target == "=" else target, ids.split()


def test_permalinks(client: FlaskClient, checkout: Path) -> None:
    """L2: every link ever given out leads where it led, in one step, and finds what it found."""
    listed = list(permalinks(checkout))
    assert len(listed) >= 29
    for link, target, ids in listed:
        response = client.get(link)
        if link == target:
            assert response.status_code == 200, link
        else:
            assert (response.status_code, response.headers["Location"]) == (301, target), link
        api = client.get(link.replace("/search", "/api/v1/search")).json
        assert sorted(result["id"][:3] for result in api["results"]) == ids, link


QUERIES = [
    "",
    "依申请公开",
    "公開",
    '"三公"',
    "三公 -微信",
    "微信 OR 微博",
    "的",
    "没有这样的话呀",
    "title:工作",
    "行政复议 诉讼",
]
REGIONS = ["辽宁省", "210100", "安徽省", "430700", "unknown", "230702"]
YEARS = ["2015", "2015..2018", "2016..", "..2010", "unknown"]


def random_pairs(source: random.Random) -> list[tuple[str, str]]:
    """A request as a person makes it."""
    pairs = [("q", source.choice(QUERIES))]
    for key, values in (("region", REGIONS), ("-region", REGIONS), ("year", YEARS), ("section", SECTION_SLUGS)):
        if source.random() < 0.35:
            pairs += [(key, value) for value in source.sample(values, source.randint(1, 2))]
    for key, kinds in (("scope", SearchScope), ("mode", Mode), ("sort", Sort)):
        if source.random() < 0.3:
            pairs.append((key, source.choice(list(kinds)).value))
    if source.random() < 0.3:
        pairs.append(("size", str(source.choice(PAGE_SIZES))))
    return pairs


def counts_of(facets: dict[str, list[dict[str, object]]]) -> dict[tuple[str, str], int]:
    """Every facet value with its count."""
    found: dict[tuple[str, str], int] = {}
    for name, values in facets.items():
        waiting = list(values)
        while waiting:
            value = waiting.pop()
            found[name, str(value["value"])] = int(str(value["count"]))
            waiting += value["children"]  # type: ignore[arg-type]  # parsed JSON
    return found


def without_time(answer: bytes | str) -> dict[str, object]:
    """An answer without the only part that may differ."""
    return {**json.loads(answer), "took_ms": 0}


def test_parity(settings: Settings, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """L3: random requests have the same totals, ids and facet counts as page, JSON, command, and command by link.

    The command opens its index once for all of them; test_doors.py has it open one for each.
    """
    searcher = open_searcher(settings)
    monkeypatch.setattr(indexer.cli.search, "open_searcher", lambda _: searcher)
    source = random.Random(20150101)
    line = CliRunner()
    for _ in range(200):
        pairs = random_pairs(source)
        parsed = request_from_pairs(pairs)
        url = canonical_path(parsed.request)
        api = without_time(client.get("/api/v1/search", query_string=pairs).data)
        options = [f"--{'not-region' if key == '-region' else key}={value}" for key, value in pairs if key != "q"]
        base = ["--index-dir", str(settings.index_dir), "search", "--json"]
        asked = line.invoke(program, [*base, *options, "--", pairs[0][1]])
        saved = line.invoke(program, [*base, "--from-url", f"http://localhost{url}"])
        page = _Page(client.get(url).text)

        assert api == without_time(asked.stdout_bytes) == without_time(saved.stdout_bytes), pairs
        assert [result["id"] for result in api["results"]] == page.reports, pairs  # type: ignore[attr-defined, index]  # parsed JSON
        total = re.search(r"([0-9][0-9,]*) 份", page.status)
        assert api["total_reports"] == (int(total[1].replace(",", "")) if total else 0), pairs
        counted = counts_of(api["facets"])  # type: ignore[arg-type]  # parsed JSON
        assert {key: counted[key] for key in page.counts} == page.counts, pairs


def test_canonical_form(client: FlaskClient) -> None:
    """L4: whatever spelling a search has, one redirect leads to its one form, which stays and asks the same."""
    source = random.Random(20160101)
    for _ in range(150):
        pairs = random_pairs(source)
        source.shuffle(pairs)
        spelled = "&".join(f"{quote(key)}={quote(value)}" for key, value in [*pairs, ("page", "1"), ("utm_x", "y")])
        moved = client.get(f"/search?{spelled}")
        assert moved.status_code == 301
        target = moved.headers["Location"]
        assert client.get(target).status_code == 200
        again = request_from_pairs(parse_qsl(urlsplit(target).query, keep_blank_values=True))
        assert again.request == request_from_pairs(pairs).request
        assert canonical_path(again.request) == target
