"""What a filter in a query asks for: ``region:``, ``year:``, ``section:`` and ``docnum:``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.model import Notice
from indexer.query.docnum import document_number_leaf
from indexer.query.tree import Nothing, RegionIs, SectionIs, YearIs, none_of
from indexer.query.values import is_unknown, region_readings, section_slug, year_range

if TYPE_CHECKING:
    from indexer.analysis import Analysis
    from indexer.query.syntax import FieldItem
    from indexer.query.tree import Node

__all__ = ["FILTERS", "filter_node"]

FILTERS = frozenset({"region", "year", "section", "docnum"})
"""The fields that take a value; the only other one, ``title``, takes words."""


def filter_node(item: FieldItem, analysis: Analysis) -> tuple[Node, Notice | None]:
    """The node of a filter, which matches nothing where its value is unknown, and what a person is told about it."""
    value = item.value.text
    simple = analysis.simplify(value)
    match item.name:
        case "region":
            return _region(item, analysis)
        case "year" if is_unknown(simple):
            return none_of(YearIs(0, 9999)), None
        case "year":
            span = year_range(simple)
            advice = f"“{value}”不是年度；请写成 2018、2015..2018 或 2016.."
            return (YearIs(span.first, span.last), None) if span else _unknown(item, advice)
        case "section":
            slug = section_slug(simple)
            return (SectionIs(slug), None) if slug else _unknown(item, f"没有叫“{value}”的章节")
        case _:
            document = document_number_leaf(value, analysis)
            advice = f"“{value}”不是完整的文号；请写成 国办发〔2014〕12号 的样子，不完整的直接当检索词"
            return (document, None) if document else _unknown(item, advice)


def _region(item: FieldItem, analysis: Analysis) -> tuple[Node, Notice | None]:
    name = item.value.text
    places = region_readings(name, analysis.simplify)
    if not places:
        return _unknown(item, f"没有叫“{name}”的地区")
    node = RegionIs(tuple(code for place in places for code in place))
    if len(places) == 1:
        return node, None
    return node, _notice("several_regions", item, f"有 {len(places)} 个地区叫“{name}”，都算在内")


def _unknown(item: FieldItem, text: str) -> tuple[Node, Notice]:
    return Nothing(), _notice("unknown_value", item, text)


def _notice(code: str, item: FieldItem, text: str) -> Notice:
    return Notice(code, f"第 {item.column + 1} 个字：{text}", item.column)
