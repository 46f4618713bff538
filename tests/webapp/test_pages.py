"""The routes that people visit."""

import itertools
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from html_pages import Element, Page, get, links, parse
from made_reports import made_report
from made_searcher import MadeSearcher
from msgspec.structs import replace

from indexer.model import (
    CorpusSummary,
    Facets,
    FacetValue,
    Notice,
    Relaxation,
    SearchRequest,
    SearchResponse,
    YearRange,
)
from webapp import create_app
from webapp.views.results import result_items

Q = quote("主动公开")


class CopiesSearcher:
    """A searcher for which all results are copies of one report."""

    def __init__(self, searcher: MadeSearcher) -> None:
        self.searcher = searcher

    def search(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> SearchResponse:
        """Puts all results into one group."""
        found = self.searcher.search(request, notices)
        ids = [result.id for result in found.results]
        return replace(
            found,
            results=tuple(
                replace(result, group=min(ids), same_as=tuple(other for other in ids if other != result.id))
                for result in found.results
            ),
        )


class LargeSearcher(MadeSearcher):
    """A searcher with thousands of reports of each kind, which finds none of them without a wider search."""

    def summary(self) -> CorpusSummary:
        """Every count is 12,345."""
        facets = Facets(
            region=(FacetValue("210000", "辽宁省", 12_345),),
            year=(FacetValue("2015", "2015 年", 12_345),),
            section=(FacetValue("requests", "依申请公开", 12_345),),
        )
        return replace(super().summary(), facets=facets)

    def search(self, request: SearchRequest, notices: Sequence[Notice] = ()) -> SearchResponse:
        """One wider search finds 12,345 reports."""
        wider = Relaxation(SearchRequest(), "不限年度", "/search", 12_345)
        return replace(super().search(request, notices), relaxations=(wider,))


@pytest.mark.parametrize(("url", "times"), [("/", 3), ("/search?q=zzz", 1)])
def test_large_numbers_are_grouped(url: str, times: int) -> None:
    """A count of five digits is written as in the totals, wherever it stands."""
    text = get(create_app(LargeSearcher(made_report("a", "主动公开。"))).test_client(), url).one("main").text
    assert "12345" not in text
    assert text.count("12,345") == times


def test_home(client: FlaskClient) -> None:
    """The home page has the search box, and links to every year and province with its count."""
    page = get(client, "/")
    assert page.one("form", role="search").attributes["action"] == "/search"
    assert {"/search?year=2015", "/search?year=2008", "/search?region=210000", "/search?region=430000"} <= links(page)
    assert "/search?year=unknown" in links(page)
    assert page.one("link", rel="canonical").attributes["href"] == "/"
    assert page.all("meta", name="robots") == []


def test_results(client: FlaskClient) -> None:
    """Results have title, region, year, number of hits, marked passages and links to the hits."""
    page = get(client, f"/search?q={Q}")
    results = page.all("article", class_="result")
    assert page.one("h1").text == "主动公开的检索结果"
    assert page.one("p", role="status").text.startswith("共 3 份报告、5 处 · ")
    assert len(results) == 3
    assert "辽宁省 › 沈阳市" in results[0].text
    assert "2 处" in results[0].text
    assert {mark.text for mark in page.all("mark")} == {"主动公开"}
    assert f"/doc/a-2015?q={Q}#hit-1" in links(page)
    assert page.one("title").text == "主动公开 - 3 份 - 政府信息公开年报检索"


def test_results_are_not_for_crawlers(client: FlaskClient) -> None:
    """A search says noindex, its canonical URL, and nofollow on every link to another search."""
    page = get(client, f"/search?q={Q}&year=2015")
    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert page.one("link", rel="canonical").attributes["href"] == f"/search?q={Q}&year=2015"
    searches = [link for link in page.all("a") if link.attributes["href"].startswith("/search")]
    assert searches
    assert all("nofollow" in link.attributes["rel"] for link in searches)


def test_filters_keep_the_rest(client: FlaskClient) -> None:
    """Sending the form unchanged asks for the same search again: it holds everything that is in force."""
    url = f"/search?q={Q}&mode=any&region=210100&-region=430000&year=2015&year=20x5&section=proactive"
    url += "&sort=year-asc&size=50"
    page = get(client, url)
    sent = submitted(page, "/search", "fieldset")
    moved = client.get(f"/search?{sent}")
    assert urlsplit(moved.headers["Location"]).query == urlsplit(url).query


def submitted(page: Page, action: str, inside: str) -> str:
    """The query string that a browser makes of the form that has such an element, with nothing changed."""
    start = next(index for index, element in enumerate(page.elements) if element.tag == inside)
    form = max(index for index in range(start) if page.elements[index].tag == "form")
    assert page.elements[form].attributes["action"] == action
    later = [index for index in range(form + 1, len(page.elements)) if page.elements[index].tag == "form"]
    elements = page.elements[form : min(later, default=None)]
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in fields(elements))


def fields(elements: list[Element]) -> Iterator[tuple[str, str]]:
    """Names and values of inputs and of the selects' chosen options, as they stand."""
    name = ""
    for element in elements:
        attributes = element.attributes
        name = attributes["name"] if element.tag == "select" else name
        if element.tag == "option" and "selected" in attributes:
            yield name, attributes["value"]
        if (
            element.tag == "input"
            and "name" in attributes
            and (attributes["type"] != "checkbox" or "checked" in attributes)
        ):
            yield attributes["name"], attributes["value"]


def test_ticking_boxes(client: FlaskClient, searcher: MadeSearcher) -> None:
    """The names and values of the form are those of the URL grammar; empty fields leave no trace."""
    page = get(client, f"/search?q={Q}")
    boxes = {(box.attributes.get("name"), box.attributes.get("value")) for box in page.all("input", type="checkbox")}
    assert {("region", "210000"), ("region", "430700"), ("year", "2015"), ("section", "proactive")} <= boxes
    moved = client.get(f"/search?q={Q}&region=430000&region=210000&year=2015&year_from=&year_to=2010")
    assert moved.status_code == 301
    assert moved.headers["Location"] == f"/search?q={Q}&region=210000&region=430000&year=..2010&year=2015"
    client.get(moved.headers["Location"])
    assert searcher.asked[-1] == SearchRequest(
        q="主动公开", regions=("210000", "430000"), years=(YearRange(0, 2010), YearRange(2015, 2015))
    )


def test_accessible_name_has_the_count(client: FlaskClient) -> None:
    """The label of a box tells what ticking it gives."""
    boxes = get(client, f"/search?q={Q}").all("input", type="checkbox")
    assert "辽宁省，1 份" in [box.attributes.get("aria-label") for box in boxes]


def test_chosen_region_and_its_neighbours(client: FlaskClient) -> None:
    """Below a ticked region there are links that narrow, above one a link that widens; never two boxes of one line."""
    below = get(client, "/search?region=210000")
    above = get(client, "/search?region=210100")
    assert "/search?region=210100" in links(below)
    assert "/search?region=210000" in links(above)
    for page in (below, above):
        chosen = [box.attributes["value"] for box in page.all("input", name="region", type="checkbox")]
        assert not {"210000", "210100"} <= set(chosen)


def test_facet_page(client: FlaskClient) -> None:
    """All values of a facet are one form, which sends the same search again when nothing is changed."""
    url = f"q={Q}&region=210100&-region=430000&year=2015&section=proactive&sort=year-asc&size=50"
    for facet in ("region", "year", "section"):
        page = get(client, f"/facet/{facet}?{url}")
        moved = client.get(f"/search?{submitted(page, '/search', 'fieldset')}")
        assert urlsplit(moved.headers["Location"]).query == url
        assert f"/search?{url}" in links(page)
    assert client.get("/facet/title").status_code == 404
    assert client.get(f"/facet/year?year=2015&q={Q}").headers["Location"] == f"/facet/year?q={Q}&year=2015"


def test_heat_table(client: FlaskClient) -> None:
    """Every number of the table leads to just these reports; what nobody could place does not set the scale."""
    page = get(client, f"/search?q={Q}")
    cells = {link.attributes["href"]: link.text for link in page.all("a") if "td" in link.path}
    assert {url: text for url, text in cells.items() if "region=" in url} == {
        f"/search?q={Q}&region=210000&year=2015": "1",
        f"/search?q={Q}&region=430000&year=2015": "1",
        f"/search?q={Q}&region=unknown&year=unknown": "1",
    }
    home = get(client, "/")
    assert {"/search?region=210000&year=2015", "/search?region=430000&year=2015"} <= links(home)


def test_copies_are_folded() -> None:
    """Of two copies on one page the first one is shown, with a link to the other."""
    searcher = MadeSearcher(made_report("a", "主动公开。"), made_report("b", "主动公开。"))
    page = get(create_app(CopiesSearcher(searcher)).test_client(), f"/search?q={Q}")
    assert len(page.all("article")) == 1
    assert "另有 1 份相同" in page.one("details", class_="also").text
    assert f"/doc/b?q={Q}" in links(page)


def test_range_of_years(client: FlaskClient) -> None:
    """A range that boxes cannot say stands in the two inputs, and the years inside it are links."""
    page = get(client, "/search?year=2007..2016")
    assert page.one("input", name="year_from").attributes["value"] == "2007"
    assert page.one("input", name="year_to").attributes["value"] == "2016"
    assert {"/search?year=2015", "/search?year=2008"} <= links(page)
    assert [box.attributes["value"] for box in page.all("input", name="year", type="checkbox")] == ["unknown"]


def test_chips(client: FlaskClient) -> None:
    """Every condition in force can be taken back alone, or all of them together."""
    page = get(client, f"/search?q={Q}&region=210000&year=2015")
    chips = {link.text.strip(): link.attributes["href"] for link in page.all("a", class_="chip")}
    assert chips == {
        "去掉地区：辽宁省 ×": f"/search?q={Q}&year=2015",
        "去掉年度：2015 ×": f"/search?q={Q}&region=210000",
    }
    assert page.one("a", class_="clear").attributes["href"] == f"/search?q={Q}"


def test_nothing_found(client: FlaskClient) -> None:
    """No result is a page of its own right, with box, chips and filters."""
    page = get(client, "/search?q=zzz&year=2015")
    assert page.one("p", class_="nothing").text == "没有报告同时满足全部条件。"
    assert page.one("input", id="q").attributes["value"] == "zzz"
    assert page.one("a", class_="chip")
    assert page.one("section", id="filters")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("q=a+b", "/search?q=a%20b"),
        ("q=a&page=1&size=20&sort=rel&mode=all&scope=report", "/search?q=a"),
        ("q=a&region=&year_from=&year_to=", "/search?q=a"),
        ("year=2016&year=2015&q=a", "/search?q=a&year=2015..2016"),
        (f"q=a&region={quote('辽宁省')}", "/search?q=a&region=210000"),
        ("q=a&utm_source=x&from=timeline", "/search?q=a"),
        ("x=1&q=a", "/search?q=a&x=1"),
        ("", None),
        ("q=a&x=1", None),
        ("q=a&year=20x5", None),
        ("q=a&region=nowhere", None),
        (f"q={quote('“三公”经费')}", None),
    ],
)
def test_canonical_url(client: FlaskClient, asked: str, canonical: str | None) -> None:
    """A page has one URL; others lead there for good, unless what could not be understood would be lost on the way."""
    response = client.get(f"/search?{asked}" if asked else "/search")
    assert (response.status_code, response.headers.get("Location")) == ((301, canonical) if canonical else (200, None))


def test_canonical_url_of_a_report(client: FlaskClient) -> None:
    """On a report the whole search stays in the URL, in canonical order, and leads back to it."""
    moved = client.get("/doc/a-2015?year=2015&q=a&sort=hits")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/doc/a-2015?q=a&year=2015&sort=hits")


def test_ambiguous_region(client: FlaskClient) -> None:
    """A name of several regions is a question, with the count of each answer."""
    page = get(client, f"/search?q={Q}&region={quote('朝阳')}")
    assert "朝阳" in page.one("h1").text
    answers = [link.attributes["href"] for link in page.all("a") if "region=" in link.attributes["href"]]
    assert len(answers) > 1
    assert all(dict(parse_qsl(urlsplit(url).query))["q"] == "主动公开" for url in answers)


def test_page_after_the_last(client: FlaskClient) -> None:
    """A page too far says how many there are and links to the last one."""
    page = get(client, f"/search?q={Q}&page=9", status=404)
    assert "只有 1 页" in page.one("main").text
    assert f"/search?q={Q}" in links(page)
    assert page.one("input", id="q").attributes["value"] == "主动公开"


def test_long_query_stays_in_the_box(client: FlaskClient) -> None:
    """A refused query is still there to be shortened."""
    page = get(client, "/search?q=" + "x" * 501, status=400)
    assert "500" in page.one("main").text
    assert page.one("input", id="q").attributes["value"] == "x" * 501


def test_heading_order(client: FlaskClient) -> None:
    """Every page has one h1 and never skips a level."""
    for url in ("/", "/help", "/search", f"/search?q={Q}", "/doc/a-2015", "/nothing"):
        page = parse(client.get(url).text)
        levels = [int(element.tag[1]) for element in page.elements if element.tag in {f"h{n}" for n in range(1, 7)}]
        assert levels.count(1) == 1, url
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (url, levels)


def test_ids_are_unique(client: FlaskClient) -> None:
    """No page gives an id twice, and every link into itself has its end."""
    for url in ("/", "/help", f"/search?q={Q}", f"/doc/a-2015?q={quote('公开')}", "/nothing"):
        page = parse(client.get(url).text)
        ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
        assert len(ids) == len(set(ids)), url
        assert {link[1:] for link in links(page) if link.startswith("#")} <= set(ids)


@pytest.mark.parametrize(
    ("tiers", "first_rank", "exact", "dividers"),
    [
        ([1, 1, 1], 1, 3, {}),
        ([1, 2, 3], 1, 1, {2: "不连成一句", 3: "别的词语"}),
        ([1, 3, 3], 1, 1, {2: "别的词语"}),
        ([2, 2, 3], 1, 0, {1: "不连成一句", 3: "别的词语"}),
        ([3, 3, 3], 1, 0, {1: "别的词语"}),
        ([2, 2, 2], 21, 20, {21: "不连成一句"}),
        ([2, 2, 2], 21, 19, {}),
        ([0, 0, 0], 1, 0, {}),
    ],
)
def test_where_looser_matches_begin(tiers: list[int], first_rank: int, exact: int, dividers: dict[int, str]) -> None:
    """A line stands before the first result of each looser kind, also where nothing matches more closely."""
    request = SearchRequest(q="主动公开")
    response = MadeSearcher(*(made_report(name, "主动公开") for name in "abc")).search(request)
    results = [
        replace(result, rank=rank, tier=tier)
        for rank, (result, tier) in enumerate(zip(response.results, tiers, strict=True), first_rank)
    ]
    items = result_items(request, replace(response, results=tuple(results), exact_reports=exact))

    found = {item.rank: item.divider for item in items if item.divider}
    assert list(dividers) == list(found)
    assert all(words in found[rank] for rank, words in dividers.items())
