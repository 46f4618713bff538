"""What a request has ticked, one removable thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.model import SECTION_LABELS, UNKNOWN, Mode, SearchRequest, SearchScope
from indexer.query.refine import include_region, without_value
from indexer.regions import gazetteer, region_name

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Chip", "chips"]


class Chip(msgspec.Struct, frozen=True):
    """One thing that narrows a search.

    Attributes:
        key: Key of the URL that says it, such as ``-region``.
        value: Its value there.
        label: For a person, such as ``地区：辽宁省``.
        without: The request without it.
        unknown: Whether the value is unknown, so that it matches nothing.
    """

    key: str
    value: str
    label: str
    without: SearchRequest
    unknown: bool = False


def chips(request: SearchRequest) -> Iterator[Chip]:
    """Yield everything that narrows a request beside its query, in the order of the URL."""
    if request.scope is SearchScope.SECTION:
        yield Chip("scope", request.scope.value, "在同一章节内", replace(request, scope=SearchScope.REPORT, page=1))
    if request.mode is not Mode.ALL:
        label = "出现任一检索词" if request.mode is Mode.ANY else "按原字形"
        yield Chip("mode", request.mode.value, label, replace(request, mode=Mode.ALL, page=1))
    for code in request.regions:
        label = f"地区：{region_name(code)}"
        yield Chip("region", code, label, without_value(request, "region", code), _is_strange(code))
    for code in request.not_regions:
        yield Chip("-region", code, f"除外：{region_name(code)}", include_region(request, code), _is_strange(code))
    for span in request.years:
        years = tuple(other for other in request.years if other != span)
        yield Chip("year", str(span), f"年度：{span}", replace(request, years=years, page=1))
    if request.unknown_year:
        yield Chip("year", UNKNOWN, "年度：未知", without_value(request, "year", UNKNOWN))
    for value in request.unreadable_years:
        values = tuple(other for other in request.unreadable_years if other != value)
        without = replace(request, unreadable_years=values, page=1)
        yield Chip("year", value, f"年度：{value}", without, unknown=True)
    for slug in request.sections:
        label = f"章节：{SECTION_LABELS.get(slug, slug)}"
        yield Chip("section", slug, label, without_value(request, "section", slug), slug not in SECTION_LABELS)
    for number in request.docnums:
        numbers = tuple(other for other in request.docnums if other != number)
        yield Chip("docnum", number, f"文号：{number}", replace(request, docnums=numbers, page=1))


def _is_strange(code: str) -> bool:
    return code != UNKNOWN and gazetteer().get(code) is None
