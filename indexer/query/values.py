"""Values of filters as people write them: names, codes and ranges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.model import SECTION_LABELS, UNKNOWN, YearRange
from indexer.regions import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["is_unknown", "region_readings", "section_slug", "year_range"]

_CODE = re.compile(r"[0-9]{6}")
_YEAR = r"([12][0-9]{3}) ?年?"
_SINGLE = re.compile(_YEAR)
_RANGE = re.compile(rf"(?:{_YEAR})? ?(\.\.|[-~至到]) ?(?:{_YEAR})?")
_FIRST, _LAST = 0, 9999


_UNKNOWN = (UNKNOWN, "未知")


def is_unknown(text: str) -> bool:
    """Whether a value, folded and in Simplified characters, asks for reports whose region or year is not known."""
    return text in _UNKNOWN


def year_range(text: str) -> YearRange | None:
    """Read ``2015``, ``2015..2018``, ``2016..``, ``..2018`` or ``..``; None when it is none of these.

    Ranges may be written as people write them (2015-2018, 2015年至2018年) and in either direction.

    Args:
        text: Folded, so that digits and dashes have one form.
    """
    if single := _SINGLE.fullmatch(text):
        return YearRange(int(single[1]), int(single[1]))
    both = _RANGE.fullmatch(text)
    if both is None or not (both[1] or both[3] or both[2] == ".."):
        return None
    first, last = int(both[1] or _FIRST), int(both[3] or _LAST)
    return YearRange(min(first, last), max(first, last))


def section_slug(text: str) -> str | None:
    """Read a slug or its Chinese label (in Simplified characters); None when it is neither."""
    if text in SECTION_LABELS:
        return text
    return next((slug for slug, label in SECTION_LABELS.items() if label == text), None)


def region_readings(text: str, simplify: Callable[[str], str]) -> tuple[tuple[str, ...], ...]:
    """Read a region: a code, ``unknown`` or 未知, a name, a former name or a path such as 辽宁省/沈阳市.

    Gives each place it may mean as the codes to filter by: none when it is unknown, several when it is ambiguous. A
    name of today stands for the units it came from as well, because reports carry the code of their own year.
    """
    name = simplify(text)
    if is_unknown(name):
        return ((UNKNOWN,),)
    if _CODE.fullmatch(name):
        return ((name,),) if gazetteer().get(name) else ()
    places = dict.fromkeys(region.code for region in gazetteer().find(name))
    return tuple((code, *(before.code for before in gazetteer().predecessors(code))) for code in places)
