"""What narrows a request, one removable thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.model import SECTION_LABELS, UNKNOWN, Mode, SearchRequest, SearchScope
from indexer.query.refine import less
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
        yield _chip(request, "scope", request.scope.value, "在同一章节内", scope=SearchScope.REPORT)
    if request.mode is not Mode.ALL:
        label = "出现任一检索词" if request.mode is Mode.ANY else "按原字形"
        yield _chip(request, "mode", request.mode.value, label, mode=Mode.ALL)
    for code in request.regions:
        label, regions = f"地区：{region_name(code)}", less(request.regions, code)
        yield _chip(request, "region", code, label, unknown=_is_strange(code), regions=regions)
    for code in request.not_regions:
        label, regions = f"除外：{region_name(code)}", less(request.not_regions, code)
        yield _chip(request, "-region", code, label, unknown=_is_strange(code), not_regions=regions)
    for span in request.years:
        yield _chip(request, "year", str(span), f"年度：{span}", years=less(request.years, span))
    if request.unknown_year:
        yield _chip(request, "year", UNKNOWN, "年度：未知", unknown_year=False)
    for value in request.unreadable_years:
        values = less(request.unreadable_years, value)
        yield _chip(request, "year", value, f"年度：{value}", unknown=True, unreadable_years=values)
    for slug in request.sections:
        label, sections = f"章节：{SECTION_LABELS.get(slug, slug)}", less(request.sections, slug)
        yield _chip(request, "section", slug, label, unknown=slug not in SECTION_LABELS, sections=sections)
    for number in request.docnums:
        yield _chip(request, "docnum", number, f"文号：{number}", docnums=less(request.docnums, number))


def _chip(
    request: SearchRequest, key: str, value: str, label: str, *, unknown: bool = False, **without: object
) -> Chip:
    return Chip(key, value, label, replace(request, page=1, **without), unknown)


def _is_strange(code: str) -> bool:
    return code != UNKNOWN and gazetteer().get(code) is None
