"""The list of regions of a collection that covers the whole country."""

import gzip
from dataclasses import replace

import pytest
from flask import render_template
from html_pages import Page, parse
from plain_reports import plain_searcher

from indexer.model import FacetValue, SearchRequest
from webapp import create_app
from webapp.views.facet import facet_page

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


def listed(request: SearchRequest) -> Page:
    """The list under a request, of 31 provinces with 11 cities of 8 counties each; it is small."""
    regions = tuple(
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
    searcher = plain_searcher()
    response = searcher.search(SearchRequest(q=LONG))
    page = facet_page("region", request, replace(response, facets=replace(response.facets, region=regions)))
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
    assert "县级地区在选择其上级地区之后列出" in page.one("main").text
