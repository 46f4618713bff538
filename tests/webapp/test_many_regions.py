"""The list of regions of a collection that covers the whole country."""

import gzip

import pytest
from flask import render_template
from html_pages import Page, parse
from msgspec.structs import replace
from plain_reports import plain_searcher

from indexer.model import Facets, FacetValue, SearchRequest
from indexer.query import facet_path
from webapp import create_app
from webapp.views.facet import facet_page
from webapp.views.filters import filter_form
from webapp.views.frame import Link

MOST_BYTES = 40_000  # the style sheets, the script and the pictures take less than 20 kB
LONG = "依申请公开 政府信息公开工作年度报告 行政复议 行政诉讼"


def value(code: str, request: SearchRequest, *children: FacetValue) -> FacetValue:
    """A made region, with as many reports as its code says."""
    return FacetValue(
        value=code,
        label=f"第{code}地区",
        count=int(code) % 2999 + 1,
        selected=code in request.regions,
        excluded=code in request.not_regions,
        children=children,
    )


def country(request: SearchRequest) -> tuple[FacetValue, ...]:
    """31 provinces with 11 cities of 8 counties each."""
    return tuple(
        value(
            f"{top}0000",
            request,
            *(
                value(
                    f"{top}{city:02}00",
                    request,
                    *(value(f"{top}{city:02}{county:02}", request) for county in range(1, 9)),
                )
                for city in range(1, 12)
            ),
        )
        for top in range(11, 42)
    )


def listed(request: SearchRequest, find: str = "") -> Page:
    """The list under a request; it is small."""
    regions = country(request)
    searcher = plain_searcher()
    response = searcher.search(SearchRequest(q=LONG))
    page = facet_page("region", request, replace(response, facets=replace(response.facets, region=regions)), find)
    with create_app(searcher).test_request_context("/facet/region"):
        html = render_template(page.template, page=page)
    assert len(gzip.compress(html.encode())) < MOST_BYTES
    return parse(html)


@pytest.mark.parametrize(
    ("chosen", "counties"),
    [
        ({}, set()),
        ({"regions": ("120300",)}, {f"1203{county:02}" for county in range(1, 9)}),
        ({"regions": ("120305",)}, {f"1203{county:02}" for county in range(1, 9)}),
        ({"not_regions": ("120305",)}, {f"1203{county:02}" for county in range(1, 9)}),
        ({"regions": ("120000",)}, {f"12{city:02}{county:02}" for city in range(1, 12) for county in range(1, 9)}),
    ],
)
def test_counties_of_what_is_chosen(chosen: dict[str, tuple[str, ...]], counties: set[str]) -> None:
    """Provinces and cities are all there, counties below what is chosen or excluded; the page says so."""
    page = listed(SearchRequest(q=LONG, **chosen))  # type: ignore[arg-type]  # both are tuples of codes
    names = {name.text.strip("第地区") for name in page.all("span", class_="name")}
    assert {name for name in names if not name.endswith("00")} == counties
    assert len(names) == 31 + 31 * 11 + len(counties)
    assert "县级地区请按名称查找" in page.one("main").text


def test_any_region_can_be_looked_for() -> None:
    """A county is found by its name, with what is above it and what is chosen, whatever the list leaves out."""
    page = listed(SearchRequest(q=LONG, regions=("130105",)), "第120305")
    names = {name.text.strip("第地区") for name in page.all("span", class_="name")}
    assert names == {"120000", "120300", "120305", "130000", "130100", "130105"}
    assert "选择其上级" not in page.one("main").text


def test_beside_the_results_there_are_few() -> None:
    """At each level the ten with most reports, counties below what is chosen only; the rest is one link away."""
    request = SearchRequest(q="公开", regions=("120300",))
    facets = Facets(country(request), (), ())
    form = filter_form(request, facets)
    assert form.all_regions == Link(f"全部 {31 * (1 + 11 * 9):,} 个地区", facet_path(request, "region"))
    assert {len(form.regions), *(len(top.children) for top in form.regions)} <= {10, 11}
    assert {city.value for top in form.regions for city in top.children if city.children} == {"120300"}
