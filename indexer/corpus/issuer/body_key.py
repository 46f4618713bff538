"""Which reports are of one body, although its name is written in several ways and its region changed its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.model import RegionOfReport, Report

__all__ = ["body_key"]


def body_key(report: Report) -> str:
    """Give a text that is equal for reports of one body; empty when the body is unknown.

    It is the unit that the region lives on in today, so that 大洼县 of 2015 and 大洼区 of 2017 are one, and the body's
    name without names of places: 淮安市洪泽区人民政府 and 洪泽区人民政府 are one in 洪泽区, and 教育厅 is not one over
    all provinces.
    """
    body, region = report.body.value, report.region.value
    if body is None:
        return ""
    if region is None:
        return f":{body.name}"
    name = body.name
    for place in region.path:
        name = name.replace(place.name, "")
    return f"{_lasting_code(region)}:{name}"


def _lasting_code(region: RegionOfReport) -> str:
    """The code of the one unit of today; the region's own where there is none or several received parts of it."""
    return region.today[0].code if len(region.today) == 1 else region.code
